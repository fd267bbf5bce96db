package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.jobs.runtime.flink.AskedJob;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.FlinkRestException;
import io.cryptoscalp.jobs.runtime.flink.FollowedJob;
import io.cryptoscalp.jobs.runtime.flink.JobHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waits for the job of a backfill and says why it failed. Not thread-safe. */
final class BackfillWait {
  private static final Duration SAVEPOINT = Duration.ofHours(1);
  private static final String GO_ON = " Run it again to go on from the last checkpoint.";

  private final Path work;
  private final JobHost host;
  private final SentJob job;
  private final AskedJob asked;
  private final @Nullable Path told;

  /**
   * Begins to wait.
   *
   * @param told where workers tell their progress, null when they are in this process
   */
  BackfillWait(Path work, JobHost host, SentJob job, @Nullable Path told) {
    this.work = work;
    this.host = host;
    this.job = job;
    this.asked = new AskedJob(host, job.id());
    this.told = told;
  }

  /**
   * Waits to the end.
   *
   * @param each called some times a second
   * @return the savepoint of a run that is held at its end, else null
   */
  @Nullable String run(BackfillConfig config, Runnable each) throws Exception {
    BackfillProgress progress = BackfillProgress.of(config.run());
    try (FollowedJob followed = host.follow(job.id())) {
      while (true) {
        String state = state();
        if (told != null) {
          ProgressFile.read(told, progress);
        }
        each.run();
        followed.tick(state);
        if (FlinkRest.isTerminal(state)) {
          followed.ended();
          requireFinished(state);
          return config.hold() ? lastSavepoint() : null;
        }
        if (config.hold() && progress.endedReaders() == job.parallelism()) {
          String savepoint = stop();
          followed.ended();
          return savepoint;
        }
        asked.pause();
      }
    }
  }

  private String state() {
    try {
      return asked.state();
    } catch (FlinkRestException e) {
      if (e.isNotFound()) {
        throw new BackfillException(
            "BACKFILL_FAILED: Flink no longer knows job=" + job.id() + "." + GO_ON, e);
      }
      throw e;
    }
  }

  private Path savepoints() {
    return work.resolve("savepoint");
  }

  private String stop() {
    try {
      return host.rest().stopWithSavepoint(job.id(), savepoints().toUri().toString(), SAVEPOINT);
    } catch (FlinkRestException e) {
      throw failed(List.of(String.valueOf(e.getMessage())), e);
    }
  }

  /** Taken by a process that was killed before it could say so. */
  private String lastSavepoint() throws IOException {
    return BackfillRun.latest(savepoints())
        .map(path -> path.toUri().toString())
        .orElseThrow(
            () ->
                new BackfillException(
                    "BACKFILL_FAILED: job=" + job.id() + " ended without a savepoint." + GO_ON));
  }

  private void requireFinished(String state) throws InterruptedException {
    if (state.equals("CANCELED")) {
      throw new BackfillException("BACKFILL_FAILED: job=" + job.id() + " was cancelled." + GO_ON);
    }
    if (!state.equals("FINISHED")) {
      throw failed(asked.causes(), null);
    }
  }

  private BackfillException failed(List<String> causes, @Nullable Throwable of) {
    String cause = causes.stream().findFirst().orElse("");
    Optional<String> full = causes.stream().filter(BackfillWait::saysFull).findFirst();
    long free = freeBytes();
    String code = full.isPresent() ? "BACKFILL_DISK_FULL: " : "BACKFILL_FAILED: ";
    if (free < BackfillRun.MIN_FREE_BYTES) {
      code = "BACKFILL_DISK_FULL: folder=" + work + " freeBytes=" + free + " cause=";
    }
    return new BackfillException(code + FlinkRest.rootCause(full.orElse(cause)) + GO_ON, of);
  }

  /** Words of the system, and of ClickHouse on its own disk. */
  private static boolean saysFull(String cause) {
    return cause.contains("No space left") || cause.contains("NOT_ENOUGH_SPACE");
  }

  /** What a checkpoint that fails tells of its cause is often only that there were too many. */
  private long freeBytes() {
    try {
      return Files.getFileStore(work).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }
}
