package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.JobHost;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.jobs.runtime.flink.NetworkMemory;
import io.cryptoscalp.jobs.runtime.flink.RemoteFlink;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.FileUtils;
import org.apache.flink.util.FlinkException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a backfill on a Flink of its own, or on a cluster. What has been done is in the checkpoints
 * below the work folder: a run that was killed goes on from the last one, and what it wrote after
 * that is written again, row for row. A job on a cluster whose process was killed is followed
 * again.
 */
public final class BackfillRun {
  /** Below it nothing is begun, and a failure is one of a full disk. */
  static final long MIN_FREE_BYTES = 64L << 20;

  /** Flink's own size: checkpoints are to be short, and no stage waits for another's block. */
  private static final long BUFFER = 32 << 10;

  private final Path work;
  private final int parallelism;
  private final @Nullable RemoteFlink cluster;

  /** How a run ended. */
  public record Outcome(long frames, double seconds, boolean resumed, @Nullable String savepoint) {}

  /**
   * A run on a Flink in this process.
   *
   * @param work its folder, made when it is not there
   * @param parallelism subtasks of every stage
   */
  public BackfillRun(Path work, int parallelism) {
    this(work, parallelism, null);
  }

  /**
   * A run on a cluster.
   *
   * @param work its folder, on a path that means the same to every worker
   * @param parallelism subtasks of every stage; each takes a slot
   * @param cluster null for a Flink in this process
   */
  public BackfillRun(Path work, int parallelism, @Nullable RemoteFlink cluster) {
    this.work = work.toAbsolutePath();
    this.parallelism = parallelism;
    this.cluster = cluster;
  }

  /**
   * Looks whether another process runs it, before anything else is begun.
   *
   * @throws BackfillException {@code BACKFILL_RUNS_ALREADY}, or as {@link #run} for the folder
   */
  public void requireFree() throws IOException {
    prepare();
    WorkLock.take(work).close();
  }

  /**
   * Runs to the end.
   *
   * @param each called some times a second while it runs
   * @throws BackfillException {@code BACKFILL_RUNS_ALREADY} when another process runs it, {@code
   *     BACKFILL_FOLDER_UNWRITABLE}, {@code BACKFILL_DISK_FULL} or {@code BACKFILL_FAILED} with the
   *     first cause
   */
  public Outcome run(BackfillConfig config, Runnable each) throws Exception {
    prepare();
    try (WorkLock lock = WorkLock.take(work)) {
      FileUtils.deleteDirectoryQuietly(work.resolve("tmp").toFile());
      Files.createDirectories(work.resolve("tmp"));
      return locked(config, each);
    }
  }

  private Outcome locked(BackfillConfig config, Runnable each) throws Exception {
    RemoteFlink there = cluster;
    try (JobHost host = there == null ? new LocalFlink(here(), parallelism, 0, 0) : there) {
      return run(config, host, each);
    } finally {
      FileUtils.deleteDirectoryQuietly(work.resolve("tmp").toFile());
    }
  }

  private Outcome run(BackfillConfig config, JobHost host, Runnable each) throws Exception {
    Path checkpoints = work.resolve("checkpoints");
    SentJob sent = sent(config);
    Optional<Path> from = latest(checkpoints);
    BackfillProgress.forget(config.run());
    long start = System.nanoTime();
    boolean resumed = from.isPresent() || sent != null;
    if (sent == null) {
      String target = cluster == null ? "" : cluster.target().toString();
      sent = new SentJob(JobID.generate().toHexString(), parallelism, target);
      if (cluster != null) {
        // Before the job is there: whoever dies now leaves behind which job is the run's.
        sent.write(work);
      }
      submit(config, host, checkpoints, from, sent.id());
    }
    BackfillWait wait = new BackfillWait(work, host, sent, host.isElsewhere() ? told() : null);
    String savepoint = wait.run(config, each);
    double seconds = (System.nanoTime() - start) / 1e9;
    long frames = BackfillProgress.of(config.run()).frames();
    SentJob.forget(work);
    FileUtils.deleteDirectoryQuietly(checkpoints.toFile());
    FileUtils.deleteDirectoryQuietly(told().toFile());
    return new Outcome(frames, seconds, resumed, savepoint);
  }

  /** What an earlier process has left on a cluster. */
  private @Nullable SentJob sent(BackfillConfig config) throws IOException {
    if (cluster != null) {
      return SentJob.find(cluster, work, name(config));
    }
    SentJob.requireNone(work);
    return null;
  }

  private static String name(BackfillConfig config) {
    return BackfillJob.NAME + " " + config.run();
  }

  private Path told() {
    return work.resolve("progress");
  }

  private void submit(
      BackfillConfig config, JobHost host, Path checkpoints, Optional<Path> from, String id)
      throws Exception {
    FileUtils.deleteDirectoryQuietly(told().toFile());
    Files.createDirectories(told());
    Configuration options = new Configuration();
    options.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    options.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, id);
    options.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri(checkpoints));
    // A job that fails is an answer: the next run goes on.
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    from.ifPresent(path -> options.set(StateRecoveryOptions.SAVEPOINT_PATH, uri(path)));
    StreamExecutionEnvironment env = host.environment(options);
    BackfillJob.build(env, config, host.isElsewhere() ? told().toString() : "");
    try {
      var unused = env.executeAsync(name(config));
    } catch (FlinkException e) {
      throw new BackfillException(
          "BACKFILL_FAILED: not submitted, "
              + FlinkRest.rootCause(ExceptionUtils.stringifyException(e)),
          e);
    }
  }

  private static String uri(Path path) {
    return path.toUri().toString();
  }

  private void prepare() {
    try {
      Files.createDirectories(work);
      FileStore store = Files.getFileStore(work);
      if (store.getUsableSpace() < MIN_FREE_BYTES) {
        throw new BackfillException(
            "BACKFILL_DISK_FULL: folder=" + work + " freeBytes=" + store.getUsableSpace());
      }
    } catch (IOException e) {
      throw new BackfillException("BACKFILL_FOLDER_UNWRITABLE: folder=" + work + " cause=" + e, e);
    }
  }

  private Configuration here() {
    Configuration cluster = new Configuration();
    cluster.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
    NetworkMemory.apply(cluster, parallelism, BUFFER);
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
}
