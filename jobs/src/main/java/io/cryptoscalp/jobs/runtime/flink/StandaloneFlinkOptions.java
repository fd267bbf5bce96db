package io.cryptoscalp.jobs.runtime.flink;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link StandaloneFlink} is started with.
 *
 * @param workFolder holds configuration, logs, checkpoints, savepoints and temporary files
 * @param configFolder with a {@code config.yaml} to start from, or null for Flink's defaults
 * @param overrides Flink options that win over everything else
 * @param taskManagers number of TaskManager processes, at least 1
 * @param slots task slots of each, at least 1
 * @param restPort of the JobManager on the loopback interface, or 0 for a free one
 */
public record StandaloneFlinkOptions(
    Path workFolder,
    @Nullable Path configFolder,
    Map<String, String> overrides,
    int taskManagers,
    int slots,
    int restPort) {
  public StandaloneFlinkOptions {
    overrides = Map.copyOf(overrides);
    if (taskManagers < 1 || slots < 1) {
      throw new IllegalArgumentException(
          "taskManagers and slots must be at least 1: " + taskManagers + ", " + slots);
    }
  }
}
