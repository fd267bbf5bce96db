package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.jobs.StateContract;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.rocksdb.CompressionType;

/**
 * What the trading job needs of Flink wherever it runs. A setting of the cluster or the command
 * line wins, but for the ones that are part of the state contract.
 */
final class TradingDefaults {
  private TradingDefaults() {}

  static void apply(StreamExecutionEnvironment env) {
    ReadableConfig given = env.getConfiguration();
    Configuration config = new Configuration();
    StateContract.apply(config);
    if (given.getOptional(ExecutionOptions.BUFFER_TIMEOUT).isEmpty()) {
      // Hand on every record at once. A task that falls behind takes what waits in one go, so this
      // costs little at full load and saves two flushing intervals of latency.
      config.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
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
    if (given.getOptional(RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL).isEmpty()) {
      // Each checkpoint writes the hot keys anew and is waited for: compressing what the next one
      // replaces costs more than the bytes it saves.
      config.set(
          RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL,
          List.of(CompressionType.NO_COMPRESSION));
    }
    env.configure(config);
  }
}
