package io.cryptoscalp.jobs.regime;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.engine.regime.signal.MeasureTape;
import io.cryptoscalp.engine.regime.signal.SignalDetector;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import io.cryptoscalp.engine.regime.signal.Thresholds;
import io.cryptoscalp.jobs.JobTopics;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import io.cryptoscalp.operators.regime.MeasureCodec;
import io.cryptoscalp.operators.regime.RegimeTopics;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A savepoint in the middle of a fall that becomes a crash: does the match complete after the
 * restore, once, at another parallelism?
 */
class PartialMatchITCase {
  private static final String ID = "BTCUSDT-PERP.BINANCE";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static JobClient start(
      LocalFlink flink, String kafka, int parallelism, @Nullable String savepoint)
      throws Exception {
    Configuration options = new Configuration();
    options.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    if (savepoint != null) {
      options.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    var env = flink.environment(options);
    RegimeJob.build(
        env,
        RegimeJobConfig.fromMap(
            Map.of(
                "kafka.bootstrap", kafka,
                "start", "earliest",
                "watermark.idle", "500ms",
                "checkpoint.interval", "500ms")));
    return env.executeAsync(RegimeJob.NAME);
  }

  private static void send(String kafka, List<MarketMeasure> measures) throws Exception {
    MeasureCodec codec = new MeasureCodec();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (MarketMeasure measure : measures) {
        var unused =
            producer.send(
                new ProducerRecord<>(
                    RegimeTopics.MEASURES,
                    measure.instrument().getBytes(StandardCharsets.UTF_8),
                    codec.encode(measure)));
      }
    }
  }

  /** Waits until a checkpoint holds what was made of so many measures. */
  private static void awaitTaken(String kafka, long measures) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      while (System.nanoTime() < deadline) {
        Map<TopicPartition, OffsetAndMetadata> committed =
            admin
                .listConsumerGroupOffsets("cryptoscalp-regime")
                .partitionsToOffsetAndMetadata()
                .get();
        long taken = 0;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> one : committed.entrySet()) {
          if (one.getKey().topic().equals(RegimeTopics.MEASURES) && one.getValue() != null) {
            taken += one.getValue().offset();
          }
        }
        if (taken >= measures) {
          return;
        }
        Thread.sleep(100);
      }
    }
    throw new AssertionError("the job has not taken " + measures + " measures");
  }

  /** Rows of flash crashes on their topic; waits for the first when asked to. */
  private static List<String> crashes(String kafka, Duration atLeast, boolean await) {
    TopicPartition only = new TopicPartition(ResultTable.PATTERN_MATCHES.topic(), 0);
    List<String> rows = new ArrayList<>();
    long least = System.nanoTime() + atLeast.toNanos();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      while (System.nanoTime() < least
          || (await && rows.isEmpty() && System.nanoTime() < deadline)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          String row = new String(record.value(), StandardCharsets.UTF_8);
          if (row.contains("\"flash-crash\"")) {
            rows.add(row);
          }
        }
      }
    }
    return rows;
  }

  private static List<SignalKind> kinds(List<MarketMeasure> measures) {
    List<SignalKind> kinds = new ArrayList<>();
    SignalDetector detector = new SignalDetector(ID, "BTC");
    for (MarketMeasure measure : measures) {
      detector.update(measure, Thresholds.STANDARD, (SignalEvent e) -> kinds.add(e.kind()));
    }
    return kinds;
  }

  @Test
  void aMatchBegunBeforeASavepointIsCompletedOnceAfterIt(@TempDir Path folder) throws Exception {
    MeasureTape tape = new MeasureTape(ID, 60_000).swing(1e-4, 10).glide(58_800, 120);
    List<MarketMeasure> before = tape.glide(58_900, 30).measures();
    List<MarketMeasure> whole = tape.glide(57_600, 120).swing(1e-4, 3).measures();
    List<MarketMeasure> after = whole.subList(before.size(), whole.size());
    // Neither half makes a crash on its own.
    assertThat(kinds(before)).contains(SignalKind.MOVE).doesNotContain(SignalKind.DEEP_MOVE);
    assertThat(kinds(after)).doesNotContain(SignalKind.DEEP_MOVE);

    try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        LocalFlink flink = new LocalFlink(new Configuration(), 4, 0, 0)) {
      kafka.start();
      kafka.createTopics(JobTopics.partitions());
      String address = kafka.bootstrapServers();
      JobClient first = start(flink, address, 1, null);
      send(address, before);
      awaitTaken(address, before.size());
      // The watermark follows at the next emission.
      Thread.sleep(1000);
      String savepoint =
          first
              .stopWithSavepoint(
                  false,
                  folder.resolve("savepoints").toUri().toString(),
                  SavepointFormatType.CANONICAL)
              .get(60, TimeUnit.SECONDS);
      assertThat(crashes(address, Duration.ofSeconds(1), false)).isEmpty();

      JobClient second = start(flink, address, 3, savepoint);
      send(address, after);
      List<String> rows = crashes(address, Duration.ofSeconds(5), true);
      second.cancel().get(60, TimeUnit.SECONDS);
      assertThat(rows).hasSize(1);
      assertThat(rows.get(0)).contains("\"" + ID + "\"");
    }
  }
}
