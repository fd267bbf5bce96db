package io.cryptoscalp.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.gateway.archive.ArchivedFrame;
import io.cryptoscalp.gateway.archive.MergedUnit;
import io.cryptoscalp.gateway.publish.KafkaMessageSink;
import io.cryptoscalp.gateway.publish.WallTime;
import io.cryptoscalp.jobs.JobTopics;
import io.cryptoscalp.jobs.results.Migrations;
import io.cryptoscalp.jobs.results.ResultsJob;
import io.cryptoscalp.jobs.results.ResultsJobConfig;
import io.cryptoscalp.jobs.results.TestClickHouse;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import io.cryptoscalp.jobs.trading.TradingJob;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History to somewhere in the middle, the live job from there: the rows of one run over all. */
final class HandOverITCase {
  private static final LocalDate DAY = LocalDate.of(2024, 1, 30);
  private static final long START_NS =
      DAY.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000_000L;
  private static final long MINUTE_NS = 60_000_000_000L;

  @TempDir private Path folder;

  @Test
  void theUnionHasNoGapAndNothingTwice() throws Exception {
    Path archive = folder.resolve("archive");
    new SyntheticArchive(archive, 500).day("BTCUSDT", DAY, 1, 42_000);
    ArchivePlan plan =
        Plans.archive(
            archive,
            false,
            Venue.BINANCE_USDM,
            new Plans.Choice(
                InstrumentCatalogue.builtIn(), id -> true, LocalDate.MIN, LocalDate.MAX));
    Map<String, String> whole;
    try (TestClickHouse clickHouse = TestClickHouse.start(folder.resolve("a"))) {
      clickHouse.migrate(Migrations.bundled());
      var unused =
          new BackfillRun(folder.resolve("whole"), 1)
              .run(config(plan, null, "", clickHouse), () -> {});
      whole = tables(clickHouse);
    }
    try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        TestClickHouse clickHouse = TestClickHouse.start(folder.resolve("b"))) {
      kafka.start();
      kafka.createTopics(JobTopics.partitions());
      clickHouse.migrate(Migrations.bundled());
      String bootstrap = kafka.bootstrapServers();
      publish(plan, bootstrap);
      HandOver live =
          HandOver.find(
              bootstrap,
              List.of(Venue.values()),
              InstrumentCatalogue.builtIn(),
              START_NS + 40 * MINUTE_NS);
      BackfillRun.Outcome history =
          new BackfillRun(folder.resolve("history"), 1)
              .run(config(plan, live, bootstrap, clickHouse), () -> {});
      long before = clickHouse.count("trades FINAL");
      assertThat(before).isBetween(4_700L, 4_900L);
      live.commit(bootstrap, "live");
      runLive(bootstrap, Objects.requireNonNull(history.savepoint()), clickHouse);

      assertThat(
              clickHouse.rows(
                  "SELECT count(), uniqExact(trade_id), max(trade_id) - min(trade_id) + 1"
                      + " FROM trades FINAL"))
          .containsExactly("7200|7200|7200");
      assertThat(clickHouse.rows("SELECT code FROM dead_letters")).isEmpty();
      assertThat(tables(clickHouse)).isEqualTo(whole);
    }
  }

  private static Map<String, String> tables(TestClickHouse clickHouse) throws Exception {
    Map<String, String> all = BackfillITCase.tables(clickHouse);
    Map<String, String> some = new TreeMap<>();
    for (String name : List.of("trades", "bars", "features", "regimes", "feed_faults")) {
      some.put(name, String.valueOf(all.get(name)));
    }
    return some;
  }

  private static BackfillConfig config(
      ArchivePlan plan,
      @org.jspecify.annotations.Nullable HandOver live,
      String bootstrap,
      TestClickHouse clickHouse) {
    return new BackfillConfig(
        live == null ? "whole" : "history",
        plan,
        null,
        LocalDate.MIN,
        LocalDate.MAX,
        DaySplit.NONE,
        live != null,
        live == null ? HandOverCut.NONE : live.cut(),
        TradingJobConfig.fromMap(
            Map.of("kafka.bootstrap", bootstrap.isEmpty() ? "none:1" : bootstrap)),
        ResultsJobConfig.fromMap(
            Map.of("clickhouse.url", clickHouse.server().jdbcUrl()), Map.of()));
  }

  /** What came live from the 20th minute on, so that 20 minutes are in both. */
  private static void publish(ArchivePlan plan, String bootstrap) throws Exception {
    List<String> refused = new ArrayList<>();
    try (MergedUnit frames = new MergedUnit(plan.instruments().get(0).units().get(0).files());
        KafkaMessageSink sink = new KafkaMessageSink(bootstrap, 5, WallTime.SYSTEM, refused::add)) {
      long heartbeat = START_NS + 20 * MINUTE_NS;
      for (ArchivedFrame frame = frames.next(); frame != null; frame = frames.next()) {
        long received = frame.message().receiveTimeNs();
        if (received < START_NS + 20 * MINUTE_NS) {
          continue;
        }
        while (heartbeat <= received) {
          sink.heartbeat(heartbeat);
          heartbeat += 1_000_000_000L;
        }
        sink.send(frame.message());
      }
      sink.flush();
    }
    assertThat(refused).isEmpty();
  }

  private void runLive(String bootstrap, String savepoint, TestClickHouse clickHouse)
      throws Exception {
    try (LocalFlink flink = new LocalFlink(new Configuration(), 2, 0, 0)) {
      Configuration options = new Configuration();
      options.set(CoreOptions.DEFAULT_PARALLELISM, 1);
      options.set(
          CheckpointingOptions.CHECKPOINTS_DIRECTORY,
          folder.resolve("checkpoints").toUri().toString());
      StreamExecutionEnvironment results = flink.environment(new Configuration(options));
      options.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
      StreamExecutionEnvironment trading = flink.environment(options);
      // A remote environment resets it when it is made.
      Configuration unclaimed = new Configuration();
      unclaimed.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
      trading.configure(unclaimed);
      TradingJob.build(
          trading,
          TradingJobConfig.fromMap(
              Map.of("kafka.bootstrap", bootstrap, "kafka.group", "live", "bounded", "true")));
      trading.execute("live");
      ResultsJob.build(
          results,
          ResultsJobConfig.fromMap(
              Map.of(
                  "kafka.bootstrap",
                  bootstrap,
                  "start",
                  "earliest",
                  "bounded",
                  "true",
                  "clickhouse.url",
                  clickHouse.server().jdbcUrl()),
              Map.of()));
      results.execute("results");
    }
  }
}
