package io.cryptoscalp.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cryptoscalp.jobs.cli.Main;
import io.cryptoscalp.jobs.results.TestClickHouse;
import io.cryptoscalp.jobs.runtime.ChildJvm;
import io.cryptoscalp.jobs.runtime.JavaClassPath;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, killed in the middle and run again. */
final class BackfillKillITCase {
  private static final LocalDate DAY = LocalDate.of(2024, 1, 30);

  @TempDir private Path folder;

  @Test
  void aRunThatWasKilledGoesOnAndTheRowsAreThoseOfOneThatWasNot() throws Exception {
    Path archive = folder.resolve("archive");
    SyntheticArchive made = new SyntheticArchive(archive, 400);
    for (int day = 0; day < 3; day++) {
      made.day("BTCUSDT", DAY.plusDays(day), 2, 42_000);
    }
    Map<String, String> whole;
    try (TestClickHouse clickHouse = TestClickHouse.start(folder.resolve("a"))) {
      try (ChildJvm run = start(archive, clickHouse, "whole")) {
        requireDone(run);
      }
      whole = BackfillFixture.tables(clickHouse);
    }
    try (TestClickHouse clickHouse = TestClickHouse.start(folder.resolve("b"))) {
      try (ChildJvm run = start(archive, clickHouse, "killed")) {
        await()
            .atMost(Duration.ofMinutes(4))
            .until(() -> checkpoints("killed") > 0 || !run.isAlive());
        assertThat(run.isAlive()).as("ended before it was killed").isTrue();
        run.kill();
      }
      long before = clickHouse.count("trades");
      assertThat(before).isPositive().isLessThan(3 * 18_000);
      try (ChildJvm run = start(archive, clickHouse, "killed")) {
        requireDone(run);
        assertThat(Files.readString(run.log())).contains("Went on from a checkpoint");
      }
      assertThat(BackfillFixture.tables(clickHouse)).isEqualTo(whole);
    }
  }

  private static void requireDone(ChildJvm run) throws Exception {
    await().atMost(Duration.ofMinutes(5)).until(() -> !run.isAlive());
    assertThat(run.exitStatus()).as(Files.readString(run.log())).isEqualTo(0);
  }

  private long checkpoints(String work) throws Exception {
    Path root = folder.resolve(work);
    if (!Files.isDirectory(root)) {
      return 0;
    }
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(path -> path.endsWith("_metadata")).count();
    } catch (java.io.UncheckedIOException e) {
      // Flink moves files about.
      return 0;
    }
  }

  private ChildJvm start(Path archive, TestClickHouse clickHouse, String work) {
    List<String> options = new ArrayList<>();
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(options::add);
    options.add("-Xmx600m");
    return ChildJvm.start(
        new ChildJvm.Spec(
            "backfill-" + work,
            Main.class.getName(),
            JavaClassPath.current(),
            options,
            List.of(
                "backfill",
                "--source",
                "binance-archive",
                "--input",
                archive.toString(),
                "--work",
                folder.resolve(work).toString(),
                "--set",
                "clickhouse.url=" + clickHouse.server().jdbcUrl(),
                "--set",
                "job.results.checkpoint.interval=1s"),
            Map.of(),
            folder.resolve("logs")));
  }
}
