package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameHeaders;
import io.cryptoscalp.operators.results.ResultTable;
import java.util.SortedMap;
import java.util.TreeMap;

/** The topics of the project and their partitions on a fresh local broker. */
final class Topics {
  /** Carries model commands; one partition, because their order is their meaning. */
  static final String CONTROL = "control";

  /** The trading job's consumer group. */
  static final String TRADING_GROUP = "cryptoscalp-trading";

  /** The results job's consumer group. */
  static final String RESULTS_GROUP = "cryptoscalp-results";

  private Topics() {}

  /** Raw topics with the given number of partitions, the others with their own. */
  static SortedMap<String, Integer> all(int rawPartitions) {
    SortedMap<String, Integer> topics = new TreeMap<>();
    for (Venue venue : Venue.values()) {
      topics.put(FrameHeaders.topic(venue), rawPartitions);
    }
    topics.put(CONTROL, 1);
    for (ResultTable table : ResultTable.values()) {
      topics.put(table.topic(), 1);
    }
    return topics;
  }
}
