package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.jobs.StateContract;
import io.cryptoscalp.jobs.SystemWallClock;
import io.cryptoscalp.jobs.backfill.BackfillProgress;
import io.cryptoscalp.jobs.backfill.BackfillRun;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.stream.StreamEventSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * Runs trials on a Flink in this process, which starts with the first request and stays until the
 * runner is closed. Not thread-safe.
 */
public final class LocalTrialRunner implements TrialRunner, AutoCloseable {
  private static final long POLL_MS = 50;

  private final BacktestInput input;
  private final int parallelism;
  private final Runnable each;
  private @Nullable LocalFlink flink;

  /**
   * A runner over an input.
   *
   * @param parallelism subtasks of every stage, at least 1
   */
  public LocalTrialRunner(BacktestInput input, int parallelism) {
    this(input, parallelism, () -> {});
  }

  /**
   * A runner that is watched.
   *
   * @param each called some times a second while a pass runs, by the thread that asked for it
   */
  public LocalTrialRunner(BacktestInput input, int parallelism, Runnable each) {
    if (parallelism < 1) {
      throw new BacktestException("BACKTEST_PARALLELISM_INVALID: value=" + parallelism);
    }
    this.input = input;
    this.parallelism = parallelism;
    this.each = each;
  }

  @Override
  public List<TrialResult> run(BacktestRequest request) throws Exception {
    Path folder = Files.createTempDirectory("cryptoscalp-trials");
    try {
      run(request, folder, TrialRows.TABLES, options());
      return results(request, folder);
    } finally {
      FileUtils.deleteDirectoryQuietly(folder.toFile());
    }
  }

  /**
   * Runs a request whose rows are kept. A run that was killed and is asked for again goes on from
   * its last checkpoint and ends with the rows of one that was not; so does one that failed.
   *
   * @param work where rows and checkpoints lie until the run is over: the same for the same request
   *     over the same input, and for nothing else
   * @param interval time between checkpoints
   * @return a result for each trial, in the order of the request
   */
  public List<TrialResult> run(BacktestRequest request, Path work, Duration interval)
      throws Exception {
    Path checkpoints = work.resolve("checkpoints");
    Optional<Path> from = BackfillRun.latest(checkpoints);
    if (from.isEmpty()) {
      FileUtils.deleteDirectoryQuietly(parts(work).toFile());
    }
    Files.createDirectories(parts(work));
    Configuration options = options();
    options.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    options.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
    options.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    from.ifPresent(
        path -> options.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString()));
    run(request, parts(work), BacktestJob.TABLES, options);
    return results(request, parts(work));
  }

  /** Where the rows of a run lie. */
  static Path parts(Path work) {
    return work.resolve("parts");
  }

  private void run(
      BacktestRequest request, Path parts, Set<ResultTable> tables, Configuration options)
      throws Exception {
    run(input, request, parts, tables, options);
  }

  /** Writes the rows of some tables of a run over another input into a folder. */
  void rows(BacktestInput frames, BacktestRequest request, Path folder, Set<ResultTable> tables)
      throws Exception {
    Files.createDirectories(folder);
    run(frames, request, folder, tables, options());
  }

  private void run(
      BacktestInput frames,
      BacktestRequest request,
      Path parts,
      Set<ResultTable> tables,
      Configuration options)
      throws Exception {
    StreamExecutionEnvironment env = flink().environment(options);
    BackfillProgress.forget(request.run());
    BacktestJob.graph(
            frames.frames(env, request.run(), request.shared()),
            noCommands(env),
            request,
            new SystemWallClock(),
            tables)
        .sinkTo(new RowPartSink(parts))
        .name("rows")
        .uid("rows");
    await(env.executeAsync(BacktestJob.NAME));
  }

  private static List<TrialResult> results(BacktestRequest request, Path parts) throws IOException {
    return new TrialRows(InstrumentsFile.of(request.shared().instrumentsFile()).get())
        .read(request.trials(), new RowPartFiles(parts));
  }

  private LocalFlink flink() {
    LocalFlink running = flink;
    if (running == null) {
      Configuration cluster = new Configuration();
      cluster.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
      cluster.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
      cluster.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
      running = new LocalFlink(cluster, parallelism, 0, 0);
      flink = running;
    }
    return running;
  }

  private Configuration options() {
    Configuration options = new Configuration();
    StateContract.apply(options);
    options.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    // A pass that fails is an answer.
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    options.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    options.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(100));
    return options;
  }

  /** Models are those of the request: nothing is switched on the way. */
  private static DataStream<StreamEvent> noCommands(StreamExecutionEnvironment env) {
    return env.fromSequence(1, 1)
        .uid("no-commands")
        .setParallelism(1)
        .<StreamEvent>flatMap((number, out) -> {})
        .returns(StreamEventSerializer.TYPE)
        .name("nothing")
        .uid("nothing")
        .setParallelism(1);
  }

  private void await(JobClient job) throws InterruptedException, IOException {
    CompletableFuture<JobExecutionResult> result = job.getJobExecutionResult();
    while (true) {
      try {
        var unused = result.get(POLL_MS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        each.run();
      } catch (ExecutionException e) {
        throw new BacktestException("BACKTEST_FAILED: " + cause(job, e), e);
      }
    }
  }

  private String cause(JobClient job, ExecutionException e) throws InterruptedException {
    return FlinkRest.rootCause(
        new FlinkRest(flink().restUrl())
            .exceptions(job.getJobID().toHexString()).stream()
                .findFirst()
                .orElse(String.valueOf(e.getCause())));
  }

  /** Stops Flink. */
  @Override
  public void close() {
    LocalFlink running = flink;
    flink = null;
    if (running != null) {
      running.close();
    }
  }
}
