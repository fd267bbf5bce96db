package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.jobs.runtime.flink.JobHost;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.jobs.runtime.flink.NetworkMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.jspecify.annotations.Nullable;

/**
 * Runs trials on a Flink in this process, which starts with the first request and stays until the
 * runner is closed. Not thread-safe.
 */
public final class LocalTrialRunner extends FlinkTrialRunner {
  /** With all of them a shard of trials has its next block at hand when it is through with one. */
  private static final long BUFFER = 512 << 10;

  private final int parallelism;
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
    super(input, parallelism, each);
    this.parallelism = parallelism;
  }

  @Override
  JobHost host() {
    LocalFlink running = flink;
    if (running == null) {
      Configuration cluster = new Configuration();
      cluster.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
      NetworkMemory.apply(cluster, parallelism, BUFFER);
      running = new LocalFlink(cluster, parallelism, 0, 0);
      flink = running;
    }
    return running;
  }

  @Override
  BacktestRequest prepared(BacktestRequest request) {
    return request;
  }

  @Override
  Path rowsFolder() throws IOException {
    return Files.createTempDirectory("cryptoscalp-trials");
  }

  @Override
  String jobName(BacktestRequest request) {
    return BacktestJob.NAME;
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
