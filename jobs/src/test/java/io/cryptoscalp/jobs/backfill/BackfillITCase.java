package io.cryptoscalp.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.jobs.results.Migrations;
import io.cryptoscalp.jobs.results.TestClickHouse;
import io.cryptoscalp.jobs.trading.TradingJobConfig;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives through the job into ClickHouse: the same rows however they are read. */
final class BackfillITCase {
  private static final LocalDate DAY = LocalDate.of(2024, 1, 30);

  @TempDir private Path folder;

  @Test
  void twiceAndWithOtherParallelismAreTheSameRows() throws Exception {
    Path archive = folder.resolve("archive");
    SyntheticArchive made = new SyntheticArchive(archive, 500);
    made.days("BTCUSDT", DAY, 2, 1, 42_000);
    made.days("ETHUSDT", DAY, 2, 1, 2_300);
    ArchivePlan plan = BackfillFixture.plan(archive);
    assertThat(plan.instruments()).hasSize(2);
    assertThat(plan.instruments().get(0).units()).hasSize(2);
    try (TestClickHouse clickHouse = TestClickHouse.start(folder)) {
      clickHouse.migrate(Migrations.bundled());
      BackfillConfig config = BackfillFixture.config(plan, clickHouse, Map.of());
      Path work = folder.resolve("work");
      BackfillRun.Outcome outcome = new BackfillRun(work, 1).run(config, () -> {});
      assertThat(outcome.resumed()).isFalse();
      Map<String, String> first = BackfillFixture.tables(clickHouse);
      assertThat(clickHouse.count("trades FINAL")).isEqualTo(2 * 2 * 7_200);
      assertThat(clickHouse.count("features FINAL")).isGreaterThan(10_000);
      assertThat(clickHouse.rows("SELECT sum(rows), sum(refused) FROM backfill_files FINAL"))
          .containsExactly("43200|0");
      assertThat(clickHouse.rows("SELECT code, count() FROM dead_letters GROUP BY code")).isEmpty();

      var unused = new BackfillRun(work, 1).run(config, () -> {});

      assertThat(BackfillFixture.tables(clickHouse)).isEqualTo(first);
      FileUtils.deleteDirectoryQuietly(work.toFile());
      BackfillFixture.truncate(clickHouse);
      var unusedToo =
          new BackfillRun(folder.resolve("work"), 2)
              .run(BackfillFixture.config(plan, clickHouse, Map.of()), () -> {});
      assertThat(BackfillFixture.tables(clickHouse)).isEqualTo(first);

      // A part that warms up on all that lies before it is not told from a run in one piece.
      BackfillFixture.truncate(clickHouse);
      BackfillRun.Outcome parts =
          new BackfillRun(folder.resolve("parts"), 2)
              .run(
                  BackfillFixture.config(plan, new DaySplit(1, 1), clickHouse, Map.of()), () -> {});
      assertThat(parts.frames()).isGreaterThan(3 * 2 * 10_800);
      assertThat(BackfillFixture.tables(clickHouse)).isEqualTo(first);
    }
  }

  /**
   * Readers that keep together, by frames: days that are almost empty take no time of their own.
   */
  @Test
  @Timeout(180)
  void featuresAcrossInstrumentsAreTheSameRowsAtAnyParallelism() throws Exception {
    Path archive = folder.resolve("archive");
    SyntheticArchive made = new SyntheticArchive(archive, 20_000);
    made.days("BTCUSDT", DAY, 2, 24, 42_000);
    made.days("ETHUSDT", DAY, 2, 24, 2_300);
    TradingJobConfig trading =
        TradingJobConfig.fromMap(
            Map.of(
                "features",
                "family:cross",
                "decision.interval",
                "60s",
                "cross.reference",
                "BTCUSDT-PERP.BINANCE"));
    try (TestClickHouse clickHouse = TestClickHouse.start(folder)) {
      clickHouse.migrate(Migrations.bundled());
      BackfillConfig config =
          BackfillFixture.trading(
              BackfillFixture.config(BackfillFixture.plan(archive), clickHouse, Map.of()), trading);
      var unused = new BackfillRun(folder.resolve("one"), 1).run(config, () -> {});
      Map<String, String> one = BackfillFixture.tables(clickHouse);
      assertThat(clickHouse.count("features FINAL")).isGreaterThan(1_000);

      BackfillFixture.truncate(clickHouse);
      var unusedToo = new BackfillRun(folder.resolve("two"), 2).run(config, () -> {});
      assertThat(BackfillFixture.tables(clickHouse)).isEqualTo(one);
    }
  }
}
