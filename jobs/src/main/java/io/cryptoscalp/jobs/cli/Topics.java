package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.JobTopics;
import io.cryptoscalp.operators.source.ControlRecordDeserializer;
import java.util.Map;

/** Names that the command and the jobs share. */
final class Topics {
  /** Carries model commands. */
  static final String CONTROL = ControlRecordDeserializer.TOPIC;

  /** The trading job's consumer group. */
  static final String TRADING_GROUP = "cryptoscalp-trading";

  /** The results job's consumer group. */
  static final String RESULTS_GROUP = "cryptoscalp-results";

  /** The regime job's consumer group. */
  static final String REGIME_GROUP = "cryptoscalp-regime";

  private Topics() {}

  /** Every topic with its number of partitions. */
  static Map<String, Integer> all() {
    return JobTopics.partitions();
  }
}
