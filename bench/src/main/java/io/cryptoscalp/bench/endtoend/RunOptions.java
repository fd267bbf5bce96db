package io.cryptoscalp.bench.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to measure.
 *
 * @param folder for logs, state and tables; emptied by the caller
 * @param parallelism of the trading job, at least 1
 * @param results whether the results job and ClickHouse run beside it
 * @param checkpoints interval of the trading job's checkpoints
 * @param job further keys of the trading job's configuration
 * @param flink further Flink options of the trading job
 * @param json where to write the figures, null for nowhere
 */
public record RunOptions(
    Path folder,
    int parallelism,
    boolean results,
    Duration checkpoints,
    Map<String, String> job,
    Map<String, String> flink,
    @Nullable Path json) {
  /** The same with keys of the trading job's configuration where none are given. */
  RunOptions withDefaults(Map<String, String> defaults) {
    Map<String, String> all = new HashMap<>(defaults);
    all.putAll(job);
    return new RunOptions(folder, parallelism, results, checkpoints, all, flink, json);
  }
}
