package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * Runs a backfill on a Flink of its own. What has been done is in the checkpoints below the work
 * folder: a run that was killed goes on from the last one, and what it wrote after that is written
 * again, row for row.
 */
public final class BackfillRun {
  private static final long POLL_MS = 100;
  private static final long MIN_FREE_BYTES = 64L << 20;

  private final Path work;
  private final int parallelism;

  /** How a run ended. */
  public record Outcome(long frames, double seconds, boolean resumed, @Nullable String savepoint) {}

  /**
   * A run.
   *
   * @param work its folder, made when it is not there
   * @param parallelism subtasks of every stage
   */
  public BackfillRun(Path work, int parallelism) {
    this.work = work.toAbsolutePath();
    this.parallelism = parallelism;
  }

  /**
   * Runs to the end.
   *
   * @param each called about ten times a second while it runs
   * @throws BackfillException {@code BACKFILL_FOLDER_UNWRITABLE}, {@code BACKFILL_DISK_FULL} or
   *     {@code BACKFILL_FAILED} with the first cause
   */
  public Outcome run(BackfillConfig config, Runnable each) throws Exception {
    prepare();
    Path checkpoints = work.resolve("checkpoints");
    Optional<Path> from = latest(checkpoints);
    BackfillProgress.forget(config.run());
    long start = System.nanoTime();
    try (LocalFlink flink = new LocalFlink(cluster(), parallelism, 0, 0)) {
      Configuration options = new Configuration();
      options.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
      options.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
      // A job that fails is an answer: the next run goes on.
      options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
      from.ifPresent(path -> options.set(StateRecoveryOptions.SAVEPOINT_PATH, uri(path)));
      StreamExecutionEnvironment env = flink.environment(options);
      BackfillJob.build(env, config);
      JobClient job = env.executeAsync(BackfillJob.NAME);
      String savepoint = await(flink, job, config, each);
      double seconds = (System.nanoTime() - start) / 1e9;
      long frames = BackfillProgress.of(config.run()).frames();
      FileUtils.deleteDirectoryQuietly(checkpoints.toFile());
      return new Outcome(frames, seconds, from.isPresent(), savepoint);
    } finally {
      FileUtils.deleteDirectoryQuietly(work.resolve("tmp").toFile());
    }
  }

  private static String uri(Path path) {
    return path.toUri().toString();
  }

  private void prepare() {
    try {
      Files.createDirectories(work);
      FileUtils.deleteDirectoryQuietly(work.resolve("tmp").toFile());
      Files.createDirectories(work.resolve("tmp"));
      FileStore store = Files.getFileStore(work);
      if (store.getUsableSpace() < MIN_FREE_BYTES) {
        throw new BackfillException(
            "BACKFILL_DISK_FULL: folder=" + work + " freeBytes=" + store.getUsableSpace());
      }
    } catch (IOException e) {
      throw new BackfillException("BACKFILL_FOLDER_UNWRITABLE: folder=" + work + " cause=" + e, e);
    }
  }

  private Configuration cluster() {
    Configuration cluster = new Configuration();
    cluster.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
    cluster.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    cluster.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    cluster.set(CoreOptions.TMP_DIRS, work.resolve("tmp").toString());
    return cluster;
  }

  /** The newest complete checkpoint below a folder, if there is one. */
  public static Optional<Path> latest(Path checkpoints) throws IOException {
    if (!Files.isDirectory(checkpoints)) {
      return Optional.empty();
    }
    try (Stream<Path> walk = Files.walk(checkpoints, 3)) {
      List<Path> complete =
          walk.filter(path -> String.valueOf(path.getFileName()).equals("_metadata")).toList();
      return complete.stream()
          .max(Comparator.comparing(BackfillRun::modified).thenComparing(Comparator.naturalOrder()))
          .map(Path::getParent);
    }
  }

  private static FileTime modified(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private @Nullable String await(
      LocalFlink flink, JobClient job, BackfillConfig config, Runnable each) throws Exception {
    FlinkRest rest = new FlinkRest(flink.restUrl());
    String id = job.getJobID().toHexString();
    BackfillProgress progress = BackfillProgress.of(config.run());
    while (true) {
      each.run();
      if (rest.job(id).isTerminal()) {
        requireFinished(rest, job, id);
        return null;
      }
      if (config.hold() && progress.endedReaders() == parallelism) {
        String folder = work.resolve("savepoint").toUri().toString();
        return job.stopWithSavepoint(false, folder, SavepointFormatType.CANONICAL).get();
      }
      Thread.sleep(POLL_MS);
    }
  }

  private void requireFinished(FlinkRest rest, JobClient job, String id)
      throws InterruptedException {
    try {
      var unused = job.getJobExecutionResult().get();
    } catch (ExecutionException e) {
      List<String> causes = rest.exceptions(id);
      String cause = causes.stream().findFirst().orElse(String.valueOf(e.getCause()));
      Optional<String> full = causes.stream().filter(BackfillRun::saysFull).findFirst();
      long free = freeBytes();
      String code = full.isPresent() ? "BACKFILL_DISK_FULL: " : "BACKFILL_FAILED: ";
      if (free < MIN_FREE_BYTES) {
        code = "BACKFILL_DISK_FULL: folder=" + work + " freeBytes=" + free + " cause=";
      }
      throw new BackfillException(
          code
              + FlinkRest.rootCause(full.orElse(cause))
              + " Run it again to go on from the last checkpoint.",
          e);
    }
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
