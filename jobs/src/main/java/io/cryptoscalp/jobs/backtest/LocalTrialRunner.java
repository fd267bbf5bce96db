package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.jobs.runtime.flink.FlinkRest;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Runs trials on a Flink in this process, which starts with the first request and stays until the
 * runner is closed. Not thread-safe.
 */
public final class LocalTrialRunner extends FlinkTrialRunner {
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
    super(input, parallelism);
    this.parallelism = parallelism;
    this.each = each;
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

  @Override
  BacktestRequest prepared(BacktestRequest request) {
    return request;
  }

  @Override
  StreamExecutionEnvironment environment(Configuration options) {
    return flink().environment(options);
  }

  @Override
  FlinkRest rest() {
    return new FlinkRest(flink().restUrl());
  }

  @Override
  Path rowsFolder() throws IOException {
    return Files.createTempDirectory("cryptoscalp-trials");
  }

  @Override
  String jobName(BacktestRequest request) {
    return BacktestJob.NAME;
  }

  @Override
  void started(JobClient job) {}

  @Override
  void tick(JobClient job) {
    each.run();
  }

  @Override
  void ended(JobClient job, boolean itself) {}

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
