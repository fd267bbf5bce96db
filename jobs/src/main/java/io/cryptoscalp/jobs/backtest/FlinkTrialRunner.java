package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.jobs.InstrumentsFile;
import io.cryptoscalp.jobs.StateContract;
import io.cryptoscalp.jobs.backfill.BackfillProgress;
import io.cryptoscalp.jobs.backfill.BackfillRun;
import io.cryptoscalp.jobs.runtime.flink.AskedJob;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.FlinkRestException;
import io.cryptoscalp.jobs.runtime.flink.FollowedJob;
import io.cryptoscalp.jobs.runtime.flink.JobHost;
import io.cryptoscalp.operators.backtest.TrialOperator;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.FileUtils;
import org.apache.flink.util.FlinkException;
import org.jspecify.annotations.Nullable;

/**
 * Runs trials as a job, whose rows meet in a folder that the workers and this process share. Not
 * thread-safe.
 */
public abstract sealed class FlinkTrialRunner implements TrialRunner, AutoCloseable
    permits LocalTrialRunner, ClusterTrialRunner {
  private final BacktestInput input;
  private final int parallelism;
  private final Runnable each;
  private SortedMap<String, Long> clockMovedNs = new TreeMap<>();

  /**
   * A runner over an input.
   *
   * @param parallelism subtasks of every stage, at least 1
   * @param each called some times a second while a pass runs, by the thread that asked for it
   */
  FlinkTrialRunner(BacktestInput input, int parallelism, Runnable each) {
    if (parallelism < 1) {
      throw new BacktestException("BACKTEST_PARALLELISM_INVALID: value=" + parallelism);
    }
    this.input = input;
    this.parallelism = parallelism;
    this.each = each;
  }

  /**
   * The request as workers understand it. Called before anything of an earlier run is touched.
   *
   * @throws BacktestException {@code BACKTEST_RUNS_ALREADY} when a job of the run is under way
   */
  abstract BacktestRequest prepared(BacktestRequest request);

  /** The Flink that runs the trials. */
  abstract JobHost host();

  /** An empty folder that the workers see, for rows of which only results are wanted. */
  abstract Path rowsFolder() throws IOException;

  /** What the job is called. */
  abstract String jobName(BacktestRequest request);

  /**
   * Results of a pass and the prices of its instruments on the grid of equity.
   *
   * @param results of each trial, in the order of the request
   */
  public record Priced(List<TrialResult> results, PassPrices prices) {}

  @Override
  public List<TrialResult> run(BacktestRequest request) throws Exception {
    return passed(request, TrialRows.TABLES).results();
  }

  /** The same with prices. */
  public Priced priced(BacktestRequest request) throws Exception {
    Set<ResultTable> tables = EnumSet.copyOf(TrialRows.TABLES);
    tables.add(ResultTable.BACKTEST_PRICES);
    return passed(request, tables);
  }

  private Priced passed(BacktestRequest request, Set<ResultTable> tables) throws Exception {
    BacktestRequest sent = prepared(request);
    Path folder = rowsFolder();
    try {
      var unused = run(input, sent, folder, tables, options());
      return new Priced(results(request, folder), PassPrices.read(new RowPartFiles(folder)));
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
   * @param shared tables of what the trials share whose rows are kept, the same for the same {@code
   *     work}
   * @return a result for each trial, in the order of the request
   */
  public List<TrialResult> run(
      BacktestRequest request, Path work, Duration interval, Set<ResultTable> shared)
      throws Exception {
    BacktestRequest sent = prepared(request);
    Path checkpoints = work.resolve("checkpoints");
    Optional<Path> from = BackfillRun.latest(checkpoints);
    if (from.isEmpty()) {
      FileUtils.deleteDirectoryQuietly(parts(work).toFile());
    }
    Files.createDirectories(sharedParts(parts(work)));
    Configuration options = options();
    options.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    options.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
    options.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    from.ifPresent(
        path -> options.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString()));
    Set<ResultTable> tables = EnumSet.copyOf(BacktestJob.TABLES);
    tables.addAll(shared);
    String job = run(input, sent, parts(work), tables, options);
    clockMovedNs =
        request.simulatedInstruments().isEmpty() ? new TreeMap<>() : clockMovedNs(host(), job);
    return results(request, parts(work));
  }

  /**
   * By how much the last run whose rows were kept moved venue times back, ns, by id of the
   * instruments where it did, since the recorder's clock lagged; of simulated venues.
   */
  public SortedMap<String, Long> clockMovedNs() {
    return Collections.unmodifiableSortedMap(clockMovedNs);
  }

  private static SortedMap<String, Long> clockMovedNs(JobHost host, String job)
      throws InterruptedException {
    SortedMap<String, Long> moved = new TreeMap<>();
    new AskedJob(host, job)
        .accumulators()
        .forEach(
            (name, value) -> {
              if (name.startsWith(TrialOperator.MOVED_BACK) && Long.parseLong(value) > 0) {
                moved.put(name.substring(TrialOperator.MOVED_BACK.length()), Long.parseLong(value));
              }
            });
    return moved;
  }

  /** Where the rows of a run lie. */
  static Path parts(Path work) {
    return work.resolve("parts");
  }

  /** Where those lie of what its trials share: below, as each sink clears away what it lost. */
  static Path sharedParts(Path parts) {
    return parts.resolve("shared");
  }

  /** Writes the rows of some tables of a run over another input into a folder. */
  void rows(BacktestInput frames, BacktestRequest request, Path folder, Set<ResultTable> tables)
      throws Exception {
    Files.createDirectories(folder);
    var unused = run(frames, prepared(request), folder, tables, options());
  }

  /** The id of the job, which has come to its end. */
  private String run(
      BacktestInput frames,
      BacktestRequest sent,
      Path parts,
      Set<ResultTable> tables,
      Configuration options)
      throws Exception {
    JobHost host = host();
    StreamExecutionEnvironment env = host.environment(options);
    BackfillProgress.forget(sent.run());
    Path told = host.isElsewhere() ? emptied(parts.resolve("told")) : null;
    String folder = told == null ? "" : told.toAbsolutePath().toString();
    BacktestJob.Rows rows =
        BacktestJob.rows(frames.frames(env, sent.run(), folder, sent.shared()), sent, tables);
    write(rows.ofTrials(), parts, "rows");
    if (rows.shared() != null) {
      write(rows.shared(), sharedParts(parts), "shared-rows");
    }
    String job = submit(env, jobName(sent));
    await(job, sent.run(), told);
    return job;
  }

  private static Path emptied(Path folder) throws IOException {
    FileUtils.deleteDirectoryQuietly(folder.toFile());
    return Files.createDirectories(folder);
  }

  private static void write(DataStream<ResultRow> rows, Path folder, String uid) {
    rows.sinkTo(new RowPartSink(folder.toAbsolutePath())).name(uid.replace('-', ' ')).uid(uid);
  }

  private static List<TrialResult> results(BacktestRequest request, Path parts) throws IOException {
    return new TrialRows(InstrumentsFile.of(request.shared().instrumentsFile()).get())
        .read(request.trials(), new RowPartFiles(parts));
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

  private static String submit(StreamExecutionEnvironment env, String name) throws Exception {
    try {
      return env.executeAsync(name).getJobID().toHexString();
    } catch (FlinkException e) {
      throw new BacktestException(
          "BACKTEST_FAILED: not submitted, "
              + FlinkRest.rootCause(ExceptionUtils.stringifyException(e)),
          e);
    }
  }

  private void await(String job, String run, @Nullable Path told)
      throws InterruptedException, IOException {
    JobHost host = host();
    AskedJob asked = new AskedJob(host, job);
    try (FollowedJob followed = host.follow(job)) {
      String state = asked.state();
      while (!FlinkRest.isTerminal(state)) {
        gather(run, told);
        each.run();
        followed.tick(state);
        asked.pause();
        state = asked.state();
      }
      followed.ended();
      if (!state.equals("FINISHED")) {
        throw new BacktestException("BACKTEST_FAILED: " + cause(asked, job, state));
      }
      gather(run, told);
    } catch (FlinkRestException e) {
      throw new BacktestException("BACKTEST_FAILED: " + e.getMessage(), e);
    }
  }

  private static void gather(String run, @Nullable Path told) throws IOException {
    if (told != null) {
      BackfillProgress.gather(run, told);
    }
  }

  private static String cause(AskedJob asked, String job, String state)
      throws InterruptedException {
    return state.equals("CANCELED")
        ? "job=" + job + " was cancelled"
        : FlinkRest.rootCause(asked.causes().stream().findFirst().orElse("job=" + job));
  }

  @Override
  public abstract void close();
}
