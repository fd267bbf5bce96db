package io.cryptoscalp.jobs.regime;

import io.cryptoscalp.jobs.StateContract;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What the regime job needs of Flink wherever it runs. A cluster's setting wins, but for the state
 * contract and the backend: CEP reads and writes a key's whole state with every signal, which on
 * RocksDB costs ten times as much, and clusters are set up for the trading job's.
 */
final class RegimeDefaults {
  private RegimeDefaults() {}

  static void apply(StreamExecutionEnvironment env, RegimeJobConfig job) {
    ReadableConfig given = env.getConfiguration();
    Configuration config = new Configuration();
    StateContract.apply(config);
    config.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    config.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(job.checkpointIntervalMs()));
    if (given.getOptional(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION).isEmpty()) {
      config.set(
          CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
          ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    }
    env.configure(config);
  }
}
