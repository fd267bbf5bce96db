package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.jobs.regime.RegimeJob;
import io.cryptoscalp.jobs.regime.RegimeJobConfig;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.operators.regime.RegimeDirectiveJson;
import io.cryptoscalp.operators.regime.RegimeTopics;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Frames with a planted crash through both jobs on a broker: is it matched and told within 60 s of
 * event time of crossing a 3 % fall, and a smaller fall of another instrument not?
 */
class FlashCrashITCase {
  private static final String CRASHED = "BTCUSDT-PERP.BINANCE";
  private static final String SPARED = "ETHUSDT-PERP.BINANCE";
  private static final long HALF_SECOND = 500_000_000L;
  private static final int CALM = 1200;
  private static final int FALL = 1200;
  private static final int AFTER = 600;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Trades of two instruments, two a second each; one falls by 8 %, the other by 2.6 %. */
  private static final class Planted implements MessageSource {
    private int next;
    private long crossedNs;

    private static double part(int step) {
      return Math.max(0, Math.min(1, (step - CALM) / (double) FALL));
    }

    @Override
    public @Nullable MarketMessage next() {
      int step = next / 2;
      boolean first = next++ % 2 == 0;
      if (step >= CALM + FALL + AFTER) {
        return null;
      }
      long timeNs = TradingRig.START_NS + step * HALF_SECOND;
      double noise = 1 + 1e-5 * (step % 7 - 3);
      double fall = (first ? 0.08 : 0.026) * part(step);
      double price = (first ? 60_000 : 3_000) * (1 - fall) * noise;
      if (first && fall >= 0.03 && crossedNs == 0) {
        crossedNs = timeNs;
      }
      String symbol = first ? "BTCUSDT" : "ETHUSDT";
      String text =
          String.format(
              Locale.ROOT,
              "{\"stream\":\"%s@trade\",\"data\":{\"e\":\"trade\",\"E\":%d,\"T\":%d,\"s\":\"%s\","
                  + "\"t\":%d,\"p\":\"%.2f\",\"q\":\"0.010\",\"X\":\"MARKET\",\"m\":%b}}",
              symbol.toLowerCase(Locale.ROOT),
              timeNs / 1_000_000,
              timeNs / 1_000_000,
              symbol,
              1000 + step,
              first ? Math.round(price * 10) / 10.0 : price,
              step % 3 == 0);
      return new MarketMessage(
          Venue.BINANCE_USDM,
          symbol,
          "trade",
          timeNs + 3_000_000,
          text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {}
  }

  @Test
  void aPlantedCrashIsMatchedAndToldWithinAMinute(@TempDir Path folder) throws Exception {
    Planted planted = new Planted();
    try (TradingRig rig = new TradingRig(folder);
        LocalFlink flink = new LocalFlink(new Configuration(), 2, 0, 0)) {
      rig.publish(planted, Duration.ofHours(1));
      rig.runBounded(flink, 2, Map.of("features", "@core"));
      var env = flink.environment(rig.jobOptions(2));
      RegimeJob.build(
          env,
          RegimeJobConfig.fromMap(
              Map.of("kafka.bootstrap", rig.bootstrap(), "bounded", "true", "start", "earliest")));
      env.execute(RegimeJob.NAME);

      assertThat(planted.crossedNs).isPositive();
      List<JsonNode> crashes = new ArrayList<>();
      for (String row : rig.rows().get(ResultTable.PATTERN_MATCHES)) {
        JsonNode match = JSON.readTree(row);
        if (match.path("pattern").asText().equals("flash-crash")) {
          crashes.add(match);
        }
      }
      assertThat(crashes).hasSize(1);
      JsonNode match = crashes.get(0);
      assertThat(match.path("scope").asText()).isEqualTo(CRASHED);
      long lateNs = match.path("end_time_ns").asLong() - planted.crossedNs;
      System.out.printf("told %.2f s of event time after crossing 3 %%%n", lateNs / 1e9);
      assertThat(lateNs).isBetween(0L, 60_000_000_000L);
      assertThat(match.path("evidence").asText()).contains("fall signal=move").contains("crash");

      List<RegimeDirective> directives = directives(rig.bootstrap());
      assertThat(directives).anySatisfy(d -> assertThat(d.scope()).isEqualTo(CRASHED));
      List<RegimeDirective> ofCrash =
          directives.stream()
              .filter(d -> d.regime() == Regime.CRASH && d.source().startsWith("pattern:"))
              .toList();
      assertThat(ofCrash).hasSize(1);
      assertThat(ofCrash.get(0).scope()).isEqualTo(CRASHED);
      assertThat(ofCrash.get(0).eventTimeNs()).isEqualTo(match.path("end_time_ns").asLong());
      assertThat(directives).noneMatch(d -> d.scope().equals(SPARED) && d.regime() == Regime.CRASH);
      assertThat(rig.rows().get(ResultTable.LATE_SIGNALS)).isEmpty();
    }
  }

  private static List<RegimeDirective> directives(String bootstrap) {
    TopicPartition only = new TopicPartition(RegimeTopics.REGIMES, 0);
    List<RegimeDirective> directives = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      long end = consumer.endOffsets(List.of(only)).get(only);
      while (consumer.position(only) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          directives.add(RegimeDirectiveJson.decode(record.value()));
        }
      }
    }
    return directives;
  }
}
