package io.cryptoscalp.jobs;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameHeaders;
import io.cryptoscalp.operators.regime.RegimeTopics;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.source.ControlRecordDeserializer;
import java.util.Map;
import java.util.TreeMap;

/** Every topic of the product with its number of partitions. */
public final class JobTopics {
  private static final int RAW_PARTITIONS = 4;
  private static final int MEASURE_PARTITIONS = 4;

  private JobTopics() {}

  /**
   * Topics to create. Raw topics and measures have several partitions, a symbol always in the same
   * one; control, parameters, directives and the order path have one, so that each has one order;
   * rows have one since one small job reads them.
   */
  public static Map<String, Integer> partitions() {
    Map<String, Integer> topics = new TreeMap<>();
    for (Venue venue : Venue.values()) {
      topics.put(FrameHeaders.topic(venue), RAW_PARTITIONS);
    }
    topics.put(ControlRecordDeserializer.TOPIC, 1);
    topics.put(RegimeTopics.MEASURES, MEASURE_PARTITIONS);
    topics.put(RegimeTopics.REGIMES, 1);
    topics.put(RegimeTopics.PARAMETERS, 1);
    for (ResultTable table : ResultTable.values()) {
      topics.put(table.topic(), 1);
    }
    return topics;
  }
}
