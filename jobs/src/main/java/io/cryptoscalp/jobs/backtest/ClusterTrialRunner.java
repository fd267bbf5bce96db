package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.jobs.runtime.flink.JobHost;
import io.cryptoscalp.jobs.runtime.flink.RemoteFlink;
import io.cryptoscalp.jobs.trading.WorkerKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Runs trials on a cluster that is there already. Input, rows and checkpoints lie on paths that
 * mean the same to this process and to every worker. Not thread-safe.
 */
public final class ClusterTrialRunner extends FlinkTrialRunner {
  private final RemoteFlink cluster;
  private final Path scratch;

  /**
   * A runner over an input.
   *
   * @param parallelism subtasks of every stage, at least 1; each takes a slot of the cluster
   * @param scratch a folder that the workers share, for rows of which only results are wanted
   * @param each called some times a second while a pass runs, by the thread that asked for it
   */
  public ClusterTrialRunner(
      BacktestInput input, int parallelism, RemoteFlink cluster, Path scratch, Runnable each) {
    super(input.absolute(), parallelism, each);
    this.cluster = cluster;
    this.scratch = scratch.toAbsolutePath();
  }

  @Override
  BacktestRequest prepared(BacktestRequest request) {
    String name = jobName(request);
    cluster
        .running(name)
        .ifPresent(
            job -> {
              throw new BacktestException(
                  "BACKTEST_RUNS_ALREADY: job="
                      + job.id()
                      + " target="
                      + cluster.target()
                      + " name="
                      + name);
            });
    return new BacktestRequest(
        request.run(),
        new TreeMap<>(WorkerKeys.of(request.base())),
        request.trials(),
        request.equityIntervalNs());
  }

  @Override
  JobHost host() {
    return cluster;
  }

  @Override
  Path rowsFolder() throws IOException {
    return Files.createDirectories(scratch.resolve(".trials-" + UUID.randomUUID()));
  }

  @Override
  String jobName(BacktestRequest request) {
    return BacktestJob.NAME + " " + request.run();
  }

  /** The cluster stays. */
  @Override
  public void close() {}
}
