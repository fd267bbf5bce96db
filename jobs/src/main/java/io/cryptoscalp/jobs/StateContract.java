package io.cryptoscalp.jobs;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;

/** What every job sets whatever the cluster says, since savepoints depend on it. */
public final class StateContract {
  /** Key groups of every savepoint. */
  public static final int MAX_PARALLELISM = 720;

  private StateContract() {}

  /** Sets the options. */
  public static void apply(Configuration config) {
    config.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    config.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    config.set(PipelineOptions.GENERIC_TYPES, false);
    config.set(PipelineOptions.OBJECT_REUSE, true);
  }
}
