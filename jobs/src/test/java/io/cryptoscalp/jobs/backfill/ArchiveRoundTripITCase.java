package io.cryptoscalp.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.gateway.generate.SyntheticMarket;
import io.cryptoscalp.gateway.publish.KafkaMessageSink;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSink;
import io.cryptoscalp.gateway.publish.RecordingSink;
import io.cryptoscalp.gateway.publish.WallTime;
import io.cryptoscalp.jobs.JobTopics;
import io.cryptoscalp.jobs.archive.ArchiveFolder;
import io.cryptoscalp.jobs.archive.TopicArchive;
import io.cryptoscalp.jobs.backtest.BacktestInput;
import io.cryptoscalp.jobs.backtest.BacktestRequest;
import io.cryptoscalp.jobs.backtest.LocalTrialRunner;
import io.cryptoscalp.jobs.backtest.TrialResult;
import io.cryptoscalp.jobs.backtest.TrialSpec;
import io.cryptoscalp.jobs.results.Migrations;
import io.cryptoscalp.jobs.results.ResultsJob;
import io.cryptoscalp.jobs.results.ResultsJobConfig;
import io.cryptoscalp.jobs.results.TestClickHouse;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import io.cryptoscalp.jobs.trading.TradingJob;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Frames on topics through the live job; the same frames through backfills of the topics, of an own
 * archive and of recorded files, and through trials over each of them.
 */
final class ArchiveRoundTripITCase {
  private static final long START_NS = 1_706_659_170_000_000_000L; // 30 s before 2024-01-31
  private static final long LENGTH_NS = 60_000_000_000L;

  private static final ArchivePlan NO_FILES =
      new ArchivePlan(List.of(), new TreeSet<>(), List.of());

  @TempDir private Path folder;

  private List<TrialResult> ofTopics = List.of();

  @Test
  void rowsOfTopicsArchiveAndRecordedFramesAreThoseOfTheLiveJob() throws Exception {
    InstrumentCatalogue catalogue = InstrumentCatalogue.builtIn();
    Path archive = folder.resolve("archive");
    try (TestClickHouse clickHouse = TestClickHouse.start(folder)) {
      clickHouse.migrate(Migrations.bundled());
      Map<String, String> live = liveThenTopics(archive, catalogue, clickHouse);

      ArchivePlan plan = Plans.parquet(archive, BackfillFixture.all());
      assertThat(plan.instruments()).hasSize(2);
      assertThat(plan.instruments().get(0).units()).hasSize(2);
      BackfillFixture.truncate(clickHouse);
      backfill(config("round-trip", plan, null, "none:1", clickHouse));
      assertThat(marketTables(clickHouse)).isEqualTo(live);
      assertThat(trials("of-archive", BacktestInput.of(plan), "none:1")).isEqualTo(ofTopics);

      Path recorded = folder.resolve("recorded");
      record(recorded, catalogue);
      List<String> reports = new java.util.ArrayList<>();
      ArchivePlan frames = Plans.recording(recorded, BackfillFixture.all(), reports::add);
      assertThat(reports).isEmpty();
      assertThat(frames.instruments()).hasSize(2);
      assertThat(trials("of-frames", BacktestInput.of(frames), "none:1")).isEqualTo(ofTopics);
      BackfillFixture.truncate(clickHouse);
      backfill(config("frames", frames, null, "none:1", clickHouse));
      Map<String, String> ofFrames = marketTables(clickHouse);
      assertThat(clickHouse.count("dead_letters FINAL")).isEqualTo(1);
      // A dead letter says where it lay: topic and offset, or file and line.
      ofFrames.put("dead_letters", String.valueOf(live.get("dead_letters")));
      assertThat(ofFrames).isEqualTo(live);
    }
  }

  /** Tables of the live job, which those of a backfill of its topics are held to. */
  private Map<String, String> liveThenTopics(
      Path archive, InstrumentCatalogue catalogue, TestClickHouse clickHouse) throws Exception {
    try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0)) {
      kafka.start();
      kafka.createTopics(JobTopics.partitions());
      String bootstrap = kafka.bootstrapServers();
      publish(bootstrap, catalogue);
      runLive(bootstrap, clickHouse);
      Map<String, String> live = marketTables(clickHouse);
      assertThat(clickHouse.count("features FINAL")).isGreaterThan(200);
      assertThat(clickHouse.count("dead_letters FINAL")).isEqualTo(1);
      archive(bootstrap, archive);
      TopicRange range =
          TopicRange.find(
              bootstrap,
              List.of(Venue.values()),
              new TopicRange.Times(LocalDate.MIN, LocalDate.MAX),
              List.of(),
              List.of());
      BackfillFixture.truncate(clickHouse);
      BacktestInput all = new BacktestInput(NO_FILES, range, 0, Long.MAX_VALUE);
      ofTopics = trials("of-topics", all, bootstrap);
      assertThat(ofTopics).allMatch(trial -> !trial.trades().isEmpty());
      backfill(config("topics", NO_FILES, range, bootstrap, clickHouse));
      assertThat(marketTables(clickHouse)).isEqualTo(live);
      assertThat(BackfillProgress.of("topics").frames()).isGreaterThan(1_500);

      BackfillFixture.truncate(clickHouse);
      TopicRange one = range.of(List.of("BTCUSDT-PERP.BINANCE"));
      backfill(config("topics-of-one", NO_FILES, one, bootstrap, clickHouse));
      assertThat(clickHouse.rows("SELECT DISTINCT instrument FROM trades"))
          .containsExactly("BTCUSDT-PERP.BINANCE");
      var report = BackfillReport.of(clickHouse.address(), NO_FILES, one);
      assertThat(report.path("badRows").asLong()).isEqualTo(1);
      assertThat(report.path("instruments").get(0).path("rowsInTables").path("trades").asLong())
          .isEqualTo(clickHouse.count("trades FINAL"));
      return live;
    }
  }

  /** A trial on paper and one at a simulated venue. */
  private static List<TrialResult> trials(String run, BacktestInput input, String bootstrap)
      throws Exception {
    Map<String, String> keys = Map.of("kafka.bootstrap", bootstrap, "strategy.cooldown", "2s");
    List<TrialSpec> trials =
        List.of(
            TrialSpec.of("paper", Map.of()),
            TrialSpec.of("venue", Map.of("venue.mode", "simulated")));
    try (LocalTrialRunner runner = new LocalTrialRunner(input, 2)) {
      return runner.run(
          new BacktestRequest(
              run, new TreeMap<>(keys), new java.util.ArrayList<>(trials), 1_000_000_000L));
    }
  }

  private void backfill(BackfillConfig config) throws Exception {
    var unused = new BackfillRun(folder.resolve("work-" + config.run()), 2).run(config, () -> {});
  }

  private static BackfillConfig config(
      String run,
      ArchivePlan plan,
      @Nullable TopicRange topics,
      String bootstrap,
      TestClickHouse clickHouse) {
    return new BackfillConfig(
        run,
        plan,
        topics,
        LocalDate.MIN,
        LocalDate.MAX,
        DaySplit.NONE,
        false,
        HandOverCut.NONE,
        TradingJobConfig.fromMap(Map.of("kafka.bootstrap", bootstrap)),
        ResultsJobConfig.fromMap(
            Map.of("clickhouse.url", clickHouse.server().jdbcUrl()), Map.of()));
  }

  private static Map<String, String> marketTables(TestClickHouse clickHouse) throws Exception {
    Map<String, String> tables = BackfillFixture.tables(clickHouse);
    tables.remove("backfill_files");
    tables.remove("book_depth");
    return tables;
  }

  private static void publish(String bootstrap, InstrumentCatalogue catalogue) throws Exception {
    List<String> refused = new java.util.ArrayList<>();
    try (KafkaMessageSink sink =
        new KafkaMessageSink(bootstrap, 5, WallTime.SYSTEM, refused::add)) {
      send(sink, catalogue);
    }
  }

  private static void record(Path folder, InstrumentCatalogue catalogue) throws Exception {
    try (RecordingSink sink = new RecordingSink(folder)) {
      send(sink, catalogue);
    }
  }

  private static void send(MessageSink sink, InstrumentCatalogue catalogue) throws Exception {
    List<Instrument> instruments =
        List.of(
            Objects.requireNonNull(catalogue.find(Venue.BINANCE_USDM, "BTCUSDT")),
            Objects.requireNonNull(catalogue.find(Venue.BINANCE_SPOT, "ETHUSDT")));
    try (SyntheticMarket market = new SyntheticMarket(instruments, 5, START_NS, 50)) {
      long heartbeat = START_NS;
      for (MarketMessage message = market.next();
          message != null && message.receiveTimeNs() < START_NS + LENGTH_NS;
          message = market.next()) {
        while (heartbeat <= message.receiveTimeNs()) {
          sink.heartbeat(heartbeat);
          heartbeat += 100_000_000L;
        }
        sink.send(message);
      }
      // Any bytes come back as they were.
      byte[] damaged = "{\"e\":\"trade\",\u00ff\u0080".getBytes(StandardCharsets.ISO_8859_1);
      sink.send(
          new MarketMessage(Venue.BINANCE_USDM, "BTCUSDT", "trade", START_NS + LENGTH_NS, damaged));
      sink.heartbeat(START_NS + LENGTH_NS + 1);
      sink.flush();
    }
  }

  private void runLive(String bootstrap, TestClickHouse clickHouse) throws Exception {
    try (LocalFlink flink = new LocalFlink(new Configuration(), 2, 0, 0)) {
      Configuration options = new Configuration();
      options.set(CoreOptions.DEFAULT_PARALLELISM, 1);
      options.set(
          CheckpointingOptions.CHECKPOINTS_DIRECTORY,
          folder.resolve("checkpoints").toUri().toString());
      StreamExecutionEnvironment trading = flink.environment(options);
      TradingJob.build(
          trading,
          TradingJobConfig.fromMap(
              Map.of("kafka.bootstrap", bootstrap, "start", "earliest", "bounded", "true")));
      trading.execute("live");
      StreamExecutionEnvironment results = flink.environment(options);
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

  /** In two goes, the first of which stops somewhere in the middle. */
  private static void archive(String bootstrap, Path archive) throws Exception {
    TopicArchive.FlushOptions small =
        new TopicArchive.FlushOptions(700, 1L << 30, Duration.ofMinutes(1));
    long first;
    List<Venue> venues = List.of(Venue.values());
    ArchiveFolder folder = new ArchiveFolder(archive);
    try (TopicArchive copy = new TopicArchive(bootstrap, venues, folder, small)) {
      TopicArchive running = copy;
      copy.run(copy.ends(), () -> running.archived() > 1_500);
      first = copy.archived();
    }
    try (TopicArchive copy = new TopicArchive(bootstrap, venues, folder, small)) {
      copy.run(copy.ends(), () -> false);
      assertThat(copy.archived()).isPositive();
      assertThat(first).isPositive();
    }
    try (TopicArchive copy = new TopicArchive(bootstrap, venues, folder, small)) {
      copy.run(copy.ends(), () -> false);
      assertThat(copy.archived()).isZero();
    }
  }
}
