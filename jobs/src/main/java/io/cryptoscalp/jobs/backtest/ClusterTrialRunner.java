package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.jobs.Plugins;
import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.FlinkRestException;
import io.cryptoscalp.jobs.trading.FeatureTerms;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.RemoteStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Runs trials on a cluster that is there already. Input, rows and checkpoints lie on paths that
 * mean the same to this process and to every worker. A job that is no longer waited for, because
 * this process is interrupted or asked to end, is cancelled. Not thread-safe.
 */
public final class ClusterTrialRunner extends FlinkTrialRunner {
  private static final Duration CANCEL = Duration.ofSeconds(30);
  private static final long POLL_MS = 200;
  private static final long LOOK_NS = 1_000_000_000L;
  private static final long SAY_NS = 10 * LOOK_NS;

  private final URI target;
  private final FlinkRest rest;
  private final Path jobJar;
  private final Path scratch;
  private final Runnable each;
  private final Consumer<String> says;
  private @Nullable Thread atExit;
  private String lastState = "";
  private long looked;
  private long said;

  /**
   * A runner over an input.
   *
   * @param parallelism subtasks of every stage, at least 1; each takes a slot of the cluster
   * @param target {@code http://HOST:PORT} of the JobManager's REST API
   * @param jobJar classes that workers lack; jars of {@link Plugins} go along
   * @param scratch a folder that the workers share, for rows of which only results are wanted
   * @param each called some times a second while a pass runs, by the thread that asked for it
   * @param says told the state of jobs, a line each time
   */
  public ClusterTrialRunner(
      BacktestInput input,
      int parallelism,
      URI target,
      Path jobJar,
      Path scratch,
      Runnable each,
      Consumer<String> says) {
    super(input.absolute(), parallelism);
    this.target = target;
    this.rest = new FlinkRest(target.toString());
    this.jobJar = jobJar;
    this.scratch = scratch.toAbsolutePath();
    this.each = each;
    this.says = says;
  }

  /** What a file of this process's working directory says goes along, and its path is absolute. */
  @Override
  BacktestRequest prepared(BacktestRequest request) {
    String name = jobName(request);
    for (FlinkRest.Job job : rest.jobs()) {
      if (job.name().equals(name) && !job.isTerminal()) {
        throw new BacktestException(
            "BACKTEST_RUNS_ALREADY: job=" + job.id() + " target=" + target + " name=" + name);
      }
    }
    TreeMap<String, String> base = new TreeMap<>(request.base());
    base.computeIfPresent(
        "features",
        (key, terms) -> String.join(",", FeatureTerms.expand(List.of(terms.split("\\s*,\\s*")))));
    base.computeIfPresent(
        "instruments.file",
        (key, file) -> file.isBlank() ? file : Path.of(file).toAbsolutePath().toString());
    return new BacktestRequest(request.run(), base, request.trials(), request.equityIntervalNs());
  }

  @Override
  StreamExecutionEnvironment environment(Configuration options) {
    List<String> jars = new ArrayList<>(List.of(Plugins.jarFiles()));
    jars.add(0, jobJar.toAbsolutePath().toString());
    return new RemoteStreamEnvironment(
        target.getHost(), target.getPort(), options, jars.toArray(new String[0]), new URL[0]);
  }

  @Override
  FlinkRest rest() {
    return rest;
  }

  @Override
  Path rowsFolder() throws IOException {
    return Files.createDirectories(scratch.resolve(".trials-" + UUID.randomUUID()));
  }

  @Override
  String jobName(BacktestRequest request) {
    return BacktestJob.NAME + " " + request.run();
  }

  @Override
  void started(JobClient job) {
    String id = job.getJobID().toHexString();
    says.accept("Job " + id + " at " + target.getAuthority());
    Thread hook = new Thread(() -> cancel(id), "cancel-" + id);
    Runtime.getRuntime().addShutdownHook(hook);
    atExit = hook;
  }

  @Override
  void tick(JobClient job) {
    each.run();
    long now = System.nanoTime();
    if (now - looked < LOOK_NS) {
      return;
    }
    looked = now;
    String id = job.getJobID().toHexString();
    try {
      String state = rest.job(id).state();
      if (!state.equals(lastState) || now - said > SAY_NS) {
        lastState = state;
        said = now;
        FlinkRest.Tasks tasks = rest.tasks(id);
        says.accept(
            String.format(
                Locale.ROOT,
                "  %s, %d of %d tasks run, %,d records read, %d slots free",
                state,
                tasks.running(),
                tasks.all(),
                rest.recordsRead(id),
                rest.overview().slotsAvailable()));
      }
    } catch (FlinkRestException e) {
      // The client of the job decides when the cluster is lost; this line is for the eye.
      lastState = "";
    }
  }

  @Override
  void ended(JobClient job, boolean itself) {
    Thread hook = atExit;
    atExit = null;
    lastState = "";
    try {
      if (hook != null) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    } catch (IllegalStateException e) {
      // The process ends, and the hook cancels the job.
      return;
    }
    if (!itself) {
      cancel(job.getJobID().toHexString());
    }
  }

  /** Cancels a job and waits until it writes no more, so that it can be gone on with. */
  private void cancel(String id) {
    boolean interrupted = Thread.interrupted();
    try {
      rest.cancel(id);
      long deadline = System.nanoTime() + CANCEL.toNanos();
      while (!rest.job(id).isTerminal() && System.nanoTime() < deadline) {
        Thread.sleep(POLL_MS);
      }
      says.accept("Job " + id + " is cancelled; the same command goes on with it.");
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (FlinkRestException e) {
      says.accept("Job " + id + " could not be cancelled: " + e.getMessage());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The cluster stays. */
  @Override
  public void close() {}
}
