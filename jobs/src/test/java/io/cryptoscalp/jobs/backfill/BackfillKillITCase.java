package io.cryptoscalp.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cryptoscalp.jobs.cli.ChildCommand;
import io.cryptoscalp.jobs.results.TestClickHouse;
import io.cryptoscalp.jobs.runtime.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, killed in the middle and run again. */
final class BackfillKillITCase {
  private static final LocalDate DAY = LocalDate.of(2024, 1, 30);

  @TempDir private Path folder;

  @Test
  void aRunThatWasKilledGoesOnAndTheRowsAreThoseOfOneThatWasNot() throws Exception {
    Path archive = folder.resolve("archive");
    new SyntheticArchive(archive, 400).days("BTCUSDT", DAY, 3, 2, 42_000);
    Map<String, String> whole;
    try (TestClickHouse clickHouse = TestClickHouse.start(folder.resolve("a"))) {
      try (ChildJvm run = start(archive, clickHouse, "whole")) {
        ChildCommand.requireDone(run);
      }
      whole = BackfillFixture.tables(clickHouse);
    }
    try (TestClickHouse clickHouse = TestClickHouse.start(folder.resolve("b"))) {
      try (ChildJvm run = start(archive, clickHouse, "killed")) {
        await()
            .atMost(Duration.ofMinutes(4))
            .until(() -> ChildCommand.checkpoints(folder.resolve("killed")) > 0 || !run.isAlive());
        assertThat(run.isAlive()).as("ended before it was killed").isTrue();
        run.kill();
      }
      long before = clickHouse.count("trades");
      assertThat(before).isPositive().isLessThan(3 * 18_000);
      try (ChildJvm run = start(archive, clickHouse, "killed")) {
        ChildCommand.requireDone(run);
        assertThat(Files.readString(run.log())).contains("Went on from a checkpoint");
      }
      assertThat(BackfillFixture.tables(clickHouse)).isEqualTo(whole);
    }
  }

  private ChildJvm start(Path archive, TestClickHouse clickHouse, String work) {
    return ChildCommand.start(
        folder,
        "backfill-" + work,
        List.of("-Xmx600m"),
        Map.of(),
        List.of(
            "backfill",
            "--source=binance-archive",
            "--input=" + archive,
            "--work=" + folder.resolve(work),
            "--set=clickhouse.url=" + clickHouse.server().jdbcUrl(),
            "--set=job.results.checkpoint.interval=1s"));
  }
}
