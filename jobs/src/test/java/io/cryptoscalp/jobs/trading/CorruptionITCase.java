package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.engine.testing.RecordedData;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.gateway.publish.Pacer;
import io.cryptoscalp.gateway.publish.Publisher;
import io.cryptoscalp.gateway.publish.PublisherOptions;
import io.cryptoscalp.gateway.publish.PublisherStats;
import io.cryptoscalp.gateway.publish.WallTime;
import io.cryptoscalp.gateway.replay.Recording;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Is every damaged frame found, under its code and at its place, while the job goes on as if it had
 * not been there? Held against a run over the same frames without damage.
 */
@Timeout(180)
class CorruptionITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PARALLELISM = 2;

  @TempDir private Path folder;

  @Test
  void damageAmongGeneratedFrames() throws Exception {
    check(
        () ->
            TradingRig.synthetic(
                11, 200, "BTCUSDT-PERP.BINANCE", "ETHUSDT-PERP.BINANCE", "BTCUSD-PERP.BINANCE"),
        Duration.ofSeconds(60),
        new Instrument("BTCUSDT-PERP.BINANCE", "binance-usdm:BTCUSDT"),
        new Instrument("ETHUSDT-PERP.BINANCE", "binance-usdm:ETHUSDT"));
  }

  @Test
  void damageAmongRecordedFrames() throws Exception {
    Path day = RecordedData.require("binance-raw-feed/2024-08-08");
    Path input = Files.createDirectories(folder.resolve("input"));
    for (String file : List.of("usdm-btcusdt.gz", "spot-ethusdt.gz", "coinm-btcusd_perp.gz")) {
      Files.copy(day.resolve(file), input.resolve(file));
    }
    check(
        () -> Recording.open(input, null, CorruptionITCase::unexpected),
        Duration.ofSeconds(60),
        new Instrument("BTCUSDT-PERP.BINANCE", "binance-usdm:BTCUSDT"),
        new Instrument("ETHUSDT.BINANCE", "binance-spot:ETHUSDT"));
  }

  private record Instrument(String id, String source) {}

  private interface Source {
    MessageSource open() throws Exception;
  }

  private void check(Source source, Duration length, Instrument copied, Instrument lossy)
      throws Exception {
    Map<ResultTable, List<JsonNode>> clean;
    PublisherStats sent;
    try (TradingRig rig = new TradingRig(folder.resolve("clean"))) {
      try (MessageSource sound = source.open()) {
        sent = rig.publish(sound, length);
      }
      clean = run(rig);
    }
    try (TradingRig rig = new TradingRig(folder.resolve("damaged"));
        PlantingSink sink =
            new PlantingSink(
                rig.bootstrap(),
                copied.source(),
                lossy.source(),
                sent.firstReceiveTimeNs() + length.toNanos() * 3 / 4)) {
      try (MessageSource sound = source.open()) {
        PublisherOptions options =
            PublisherOptions.DEFAULT.withSpeed(Pacer.MAX).withRecordedLimit(length);
        new Publisher(sound, sink, options, WallTime.SYSTEM, null).run();
      }
      Map<ResultTable, List<JsonNode>> damaged = run(rig);
      checkDeadLetters(sink, clean, damaged);
      checkFaults(sink, lossy.id(), clean, damaged);
      checkRows(sink, copied.id(), lossy.id(), clean, damaged);
    }
  }

  private static Map<ResultTable, List<JsonNode>> run(TradingRig rig) throws Exception {
    try (LocalFlink flink = new LocalFlink(new Configuration(), PARALLELISM, 0, 0)) {
      rig.runBounded(flink, PARALLELISM, Map.of());
    }
    Map<ResultTable, List<JsonNode>> rows = new HashMap<>();
    for (Map.Entry<ResultTable, List<String>> table : rig.rows().entrySet()) {
      List<JsonNode> parsed = new ArrayList<>();
      for (String row : table.getValue()) {
        parsed.add(JSON.readTree(row));
      }
      rows.put(table.getKey(), parsed);
    }
    return rows;
  }

  /** Each plant is found at its position with its bytes, and nothing else is. */
  private static void checkDeadLetters(
      PlantingSink sink,
      Map<ResultTable, List<JsonNode>> clean,
      Map<ResultTable, List<JsonNode>> damaged) {
    Map<String, Integer> natural = new TreeMap<>();
    for (JsonNode letter : rows(clean, ResultTable.DEAD_LETTERS)) {
      natural.merge(letter.get("code").asText(), 1, Integer::sum);
    }
    Map<String, PlantingSink.Plant> missing = new TreeMap<>(sink.plants());
    Map<String, Integer> planted = new TreeMap<>();
    for (PlantingSink.Plant plant : missing.values()) {
      planted.merge(plant.name(), 1, Integer::sum);
    }
    Map<String, Integer> unplanted = new TreeMap<>();
    for (JsonNode letter : rows(damaged, ResultTable.DEAD_LETTERS)) {
      String code = letter.get("code").asText();
      PlantingSink.Plant plant =
          missing.remove(
              letter.get("topic").asText()
                  + "-"
                  + letter.get("partition").asInt()
                  + "-"
                  + letter.get("offset").asLong());
      if (plant == null) {
        unplanted.merge(code, 1, Integer::sum);
        continue;
      }
      assertThat(code).as("%s: %s", plant.name(), letter).isEqualTo(plant.code());
      assertThat(letter.get("record_key").asText()).isEqualTo(plant.key());
      assertThat(Base64.getDecoder().decode(letter.get("payload_base64").asText()))
          .as(plant.name())
          .isEqualTo(plant.payload());
    }
    System.out.println("planted " + planted + " of themselves " + unplanted);
    assertThat(missing).as("planted but not found").isEmpty();
    assertThat(unplanted).as("dead letters that were not planted").isEqualTo(natural);
    for (Damage damage : Damage.values()) {
      assertThat(planted).containsKey(damage.name());
    }
    assertThat(planted)
        .containsKeys(
            "DUPLICATED",
            "REORDERED",
            "TRUNCATED_ONLY",
            "EVENT_TIME_AN_HOUR_LATER",
            "DIFF_AN_HOUR_LATER");
  }

  /** A lost frame is a gap, counted once, and only there. */
  private static void checkFaults(
      PlantingSink sink,
      String lossy,
      Map<ResultTable, List<JsonNode>> clean,
      Map<ResultTable, List<JsonNode>> damaged) {
    Map<String, Integer> expected = faults(clean);
    sink.faults().forEach((code, count) -> expected.merge(lossy + " " + code, count, Integer::sum));
    assertThat(sink.faults()).containsKeys("TRADE_GAP", "BOOK_GAP");
    assertThat(faults(damaged)).isEqualTo(expected);
  }

  private static Map<String, Integer> faults(Map<ResultTable, List<JsonNode>> rows) {
    Map<String, Integer> faults = new TreeMap<>();
    for (JsonNode fault : rows(rows, ResultTable.FEED_FAULTS)) {
      faults.merge(
          fault.get("instrument").asText() + " " + fault.get("code").asText(), 1, Integer::sum);
    }
    return faults;
  }

  /** What was not lost is used, and bad copies leave no trace but in the count of frames. */
  private static void checkRows(
      PlantingSink sink,
      String copied,
      String lossy,
      Map<ResultTable, List<JsonNode>> clean,
      Map<ResultTable, List<JsonNode>> damaged)
      throws Exception {
    for (ResultTable table :
        List.of(ResultTable.TRADES, ResultTable.BARS, ResultTable.REGIMES, ResultTable.FEATURES)) {
      assertSameRows(
          table + " of " + copied, market(damaged, table, copied), market(clean, table, copied));
    }
    assertThat(market(clean, ResultTable.TRADES, copied)).isNotEmpty();
    assertThat(market(clean, ResultTable.FEATURES, copied)).isNotEmpty();
    List<Long> ids = tradeIds(clean, lossy);
    for (byte[] trade : sink.lostTrades()) {
      assertThat(ids.remove((Long) JSON.readTree(trade).get("data").get("t").asLong()))
          .as("a lost trade is one of the clean run")
          .isTrue();
    }
    assertThat(tradeIds(damaged, lossy)).as("trades of %s", lossy).isEqualTo(ids);
  }

  /** Tells the first difference only: the rows are many. */
  private static void assertSameRows(String what, List<JsonNode> actual, List<JsonNode> expected) {
    for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
      assertThat(actual.get(i)).as("%s, row %s", what, i).isEqualTo(expected.get(i));
    }
    assertThat(actual.size()).as("rows of %s", what).isEqualTo(expected.size());
  }

  private static List<Long> tradeIds(Map<ResultTable, List<JsonNode>> rows, String instrument) {
    List<Long> ids = new ArrayList<>();
    for (JsonNode row : rows(rows, ResultTable.TRADES)) {
      if (row.get("instrument").asText().equals(instrument)) {
        ids.add(row.get("trade_id").asLong());
      }
    }
    return ids;
  }

  /** Rows of an instrument without the number of the frame, which counts bad frames too. */
  private static List<JsonNode> market(
      Map<ResultTable, List<JsonNode>> rows, ResultTable table, String instrument) {
    List<JsonNode> market = new ArrayList<>();
    for (JsonNode row : rows(rows, table)) {
      if (row.get("instrument").asText().equals(instrument)) {
        market.add(((ObjectNode) row.deepCopy()).without("sequence"));
      }
    }
    return market;
  }

  private static List<JsonNode> rows(Map<ResultTable, List<JsonNode>> rows, ResultTable table) {
    return rows.getOrDefault(table, List.of());
  }

  private static void unexpected(String report) {
    throw new IllegalStateException(report);
  }
}
