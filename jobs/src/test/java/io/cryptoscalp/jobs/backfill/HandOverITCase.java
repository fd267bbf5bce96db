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
import io.cryptoscalp.jobs.archive.ArchiveFolder;
import io.cryptoscalp.jobs.archive.TopicArchive;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History to somewhere in the middle, the live job from there: the rows of one run over all. */
final class HandOverITCase {
  private static final LocalDate DAY = LocalDate.of(2024, 1, 30);
  private static final long START_NS =
      DAY.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000_000L;
  private static final long MINUTE_NS = 60_000_000_000L;
  private static final List<Venue> VENUES = List.of(Venue.values());

  @TempDir private Path folder;

  @Test
  void theUnionHasNoGapAndNothingTwice() throws Exception {
    Path files = folder.resolve("files");
    new SyntheticArchive(files, 500).day("BTCUSDT", DAY, 1, 42_000);
    ArchivePlan plan = BackfillFixture.plan(files);
    try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        TestClickHouse clickHouse = TestClickHouse.start(folder)) {
      kafka.start();
      kafka.createTopics(JobTopics.partitions());
      clickHouse.migrate(Migrations.bundled());
      BackfillConfig config = BackfillFixture.config(plan, clickHouse, Map.of());
      var unused = new BackfillRun(folder.resolve("whole"), 1).run(config, () -> {});
      Map<String, String> whole = tables(clickHouse);

      String bootstrap = kafka.bootstrapServers();
      publish(plan, bootstrap, 0, 35);
      Path own = folder.resolve("own");
      archive(bootstrap, own);
      publish(plan, bootstrap, 35, 60);
      HandOver inside =
          HandOver.find(
              bootstrap, VENUES, InstrumentCatalogue.builtIn(), START_NS + 40 * MINUTE_NS);
      goOn("inside", config, inside, bootstrap, clickHouse, 4_800);
      assertThat(tables(clickHouse)).isEqualTo(whole);

      forgetResults(bootstrap);
      BackfillConfig archived =
          BackfillFixture.config(Plans.parquet(own, BackfillFixture.all()), clickHouse, Map.of());
      HandOver end = HandOver.atEnd(new ArchiveFolder(own).offsets());
      goOn("end", archived, end, bootstrap, clickHouse, 4_200);
      assertThat(tables(clickHouse)).isEqualTo(whole);
    }
  }

  private static Map<String, String> tables(TestClickHouse clickHouse) throws Exception {
    Map<String, String> all = BackfillFixture.tables(clickHouse);
    all.keySet()
        .retainAll(
            List.of("trades", "bars", "features", "regimes", "feed_faults", "ingest_counts"));
    return all;
  }

  /** History, the offsets of the group, and the live job from there. */
  private void goOn(
      String name,
      BackfillConfig config,
      HandOver live,
      String bootstrap,
      TestClickHouse clickHouse,
      long expected)
      throws Exception {
    BackfillFixture.truncate(clickHouse);
    TradingJobConfig trading = TradingJobConfig.fromMap(Map.of("kafka.bootstrap", bootstrap));
    BackfillRun.Outcome history =
        new BackfillRun(folder.resolve(name), 1)
            .run(BackfillFixture.handOver(config, name, live.cut(), trading), () -> {});
    long before = clickHouse.count("trades FINAL");
    assertThat(before).as(name).isBetween(expected - 100, expected + 100);
    live.commit(bootstrap, name);
    runLive(name, bootstrap, Objects.requireNonNull(history.savepoint()), clickHouse);
    assertThat(
            clickHouse.rows(
                "SELECT count(), uniqExact(trade_id), max(trade_id) - min(trade_id) + 1"
                    + " FROM trades FINAL"))
        .as(name)
        .containsExactly("7200|7200|7200");
    // A row of history and one of the live job for the same trade would be two before they merge.
    assertThat(clickHouse.count("trades")).as(name).isEqualTo(7_200);
    assertThat(clickHouse.rows("SELECT code FROM dead_letters")).as(name).isEmpty();
  }

  /** What came live from one minute to another, both of them with heartbeats. */
  private static void publish(ArchivePlan plan, String bootstrap, int from, int to)
      throws Exception {
    List<String> refused = new ArrayList<>();
    long fromNs = START_NS + from * MINUTE_NS;
    long toNs = START_NS + to * MINUTE_NS;
    try (MergedUnit frames = new MergedUnit(plan.instruments().get(0).units().get(0).files());
        KafkaMessageSink sink = new KafkaMessageSink(bootstrap, 5, WallTime.SYSTEM, refused::add)) {
      long heartbeat = fromNs;
      for (ArchivedFrame frame = frames.next(); frame != null; frame = frames.next()) {
        long received = frame.message().receiveTimeNs();
        if (received < fromNs || received >= toNs) {
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

  private static void archive(String bootstrap, Path own) throws Exception {
    try (TopicArchive copy =
        new TopicArchive(
            bootstrap, VENUES, new ArchiveFolder(own), TopicArchive.FlushOptions.DEFAULT)) {
      copy.run(copy.ends(), () -> false);
      assertThat(copy.archived()).isPositive();
    }
  }

  /** What a live job has said before must not stand for what the next one says. */
  private static void forgetResults(String bootstrap) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      for (var topic :
          admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values()) {
        if (!topic.name().startsWith("market.raw.")) {
          topic
              .partitions()
              .forEach(
                  partition ->
                      all.put(
                          new TopicPartition(topic.name(), partition.partition()),
                          RecordsToDelete.beforeOffset(-1)));
        }
      }
      admin.deleteRecords(all).all().get();
    }
  }

  private void runLive(String name, String bootstrap, String savepoint, TestClickHouse clickHouse)
      throws Exception {
    try (LocalFlink flink = new LocalFlink(new Configuration(), 2, 0, 0)) {
      Configuration options = new Configuration();
      options.set(CoreOptions.DEFAULT_PARALLELISM, 1);
      options.set(
          CheckpointingOptions.CHECKPOINTS_DIRECTORY,
          folder.resolve("checkpoints-" + name).toUri().toString());
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
              Map.of("kafka.bootstrap", bootstrap, "kafka.group", name, "bounded", "true")));
      trading.execute("live");
      ResultsJob.build(
          results,
          ResultsJobConfig.fromMap(
              Map.of(
                  "kafka.bootstrap",
                  bootstrap,
                  "kafka.group",
                  "results-" + name,
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
