package io.cryptoscalp.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.jobs.results.Migrations;
import io.cryptoscalp.jobs.results.TestClickHouse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of its own that fills up while checkpoints are written to it. */
final class DiskFullITCase {
  private static final LocalDate DAY = LocalDate.of(2024, 1, 30);

  @TempDir private Path folder;

  private @Nullable Path disk;

  @BeforeEach
  void mount() throws Exception {
    Path at = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", at.toString()),
        "no right to mount a disk that can be filled");
    disk = at;
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      assertThat(succeeds("umount", "-l", disk.toString())).isTrue();
    }
  }

  private static boolean succeeds(String... command) throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return false;
    }
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Test
  void aFullDiskIsACodedErrorAndARunWithRoomGoesOnFromTheLastCheckpoint() throws Exception {
    Path archive = folder.resolve("archive");
    new SyntheticArchive(archive, 400).days("BTCUSDT", DAY, 3, 2, 42_000);
    ArchivePlan plan = BackfillFixture.plan(archive);
    try (TestClickHouse clickHouse = TestClickHouse.start(folder.resolve("a"))) {
      clickHouse.migrate(Migrations.bundled());
      Path work = folder.resolve("disk").resolve("work");
      Path filler = folder.resolve("disk").resolve("filler");
      BackfillConfig config =
          BackfillFixture.config(plan, clickHouse, Map.of("checkpoint.interval", "1s"));

      BackfillException failed = null;
      try {
        var unused = new BackfillRun(work, 1).run(config, () -> fillOnceSaved(work, filler));
      } catch (BackfillException e) {
        failed = e;
      }

      assertThat(failed).as("ended before the disk was full").isNotNull();
      assertThat(failed).hasMessageStartingWith("BACKFILL_DISK_FULL: folder=" + work);
      assertThat(clickHouse.count("trades FINAL")).isLessThan(3 * 18_000);

      Files.delete(filler);
      BackfillRun.Outcome outcome = new BackfillRun(work, 1).run(config, () -> {});
      assertThat(outcome.resumed()).isTrue();
      Map<String, String> resumed = BackfillFixture.tables(clickHouse);

      BackfillFixture.truncate(clickHouse);
      var unused = new BackfillRun(folder.resolve("whole"), 1).run(config, () -> {});
      assertThat(clickHouse.count("trades FINAL")).isEqualTo(3 * 18_000);
      assertThat(resumed).isEqualTo(BackfillFixture.tables(clickHouse));
    }
  }

  /** Fills the disk to its last byte as soon as there is a checkpoint to go on from. */
  private static void fillOnceSaved(Path work, Path filler) {
    try {
      if (BackfillRun.latest(work.resolve("checkpoints")).isEmpty()) {
        return;
      }
      try (OutputStream out = Files.newOutputStream(filler)) {
        byte[] block = new byte[1 << 16];
        while (true) {
          out.write(block);
        }
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      // Full, or Flink moved a folder that was looked at: the next call goes on.
    }
  }
}
