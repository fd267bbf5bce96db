package io.cryptoscalp.jobs.backfill;

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
  private static final long SILENCE_NS = 60_000_000_000L;
  private static final int NOT_FOUND = 404;
  private static final int CAUSE_LOOKS = 50;
  private static final long CAUSE_PAUSE_MS = 100;
  private static final String GO_ON = " Run it again to go on from the last checkpoint.";

  private final Path work;
  private final JobHost host;
  private final SentJob job;
  private final @Nullable Path told;
  private long heard = System.nanoTime();

  /**
   * Begins to wait.
   *
   * @param told where workers tell their progress, null when they are in this process
   */
  BackfillWait(Path work, JobHost host, SentJob job, @Nullable Path told) {
    this.work = work;
    this.host = host;
    this.job = job;
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
        followed.tick();
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
        Thread.sleep(host.patience().toMillis());
      }
    }
  }

  /** The job's state; the last one may stand for a while when a cluster does not answer. */
  private String state() {
    try {
      String state = host.rest().state(job.id());
      heard = System.nanoTime();
      return state;
    } catch (FlinkRestException e) {
      if (e.status() == NOT_FOUND) {
        throw new BackfillException(
            "BACKFILL_FAILED: Flink no longer knows job=" + job.id() + "." + GO_ON, e);
      }
      if (System.nanoTime() - heard > SILENCE_NS) {
        throw e;
      }
      return "";
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
      throw failed(causes(), null);
    }
  }

  /** What is told of a failure may be some seconds older than the failure itself. */
  private List<String> causes() throws InterruptedException {
    List<String> causes = host.rest().exceptions(job.id());
    for (int i = 0; i < CAUSE_LOOKS && causes.isEmpty(); i++) {
      Thread.sleep(CAUSE_PAUSE_MS);
      causes = host.rest().exceptions(job.id());
    }
    return causes;
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
