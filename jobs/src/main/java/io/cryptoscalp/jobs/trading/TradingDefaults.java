package io.cryptoscalp.jobs.trading;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What the trading job needs of Flink wherever it runs. A setting of the cluster or the command
 * line wins, but for the ones that are part of the state contract.
 */
final class TradingDefaults {
  /** Part of the state contract: key groups of every savepoint. */
  static final int MAX_PARALLELISM = 720;

  private TradingDefaults() {}

  static void apply(StreamExecutionEnvironment env) {
    ReadableConfig given = env.getConfiguration();
    Configuration config = new Configuration();
    config.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    config.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    config.set(PipelineOptions.GENERIC_TYPES, false);
    config.set(PipelineOptions.OBJECT_REUSE, true);
    if (given.getOptional(ExecutionOptions.BUFFER_TIMEOUT).isEmpty()) {
      config.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(1));
    }
    if (given.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).isEmpty()) {
      config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
    }
    if (given.getOptional(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER).isEmpty()) {
      config.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 3);
    }
    if (given.getOptional(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION).isEmpty()) {
      config.set(
          CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
          ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    }
    if (given.getOptional(StateBackendOptions.STATE_BACKEND).isEmpty()) {
      config.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
      config.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    }
    env.configure(config);
  }
}
