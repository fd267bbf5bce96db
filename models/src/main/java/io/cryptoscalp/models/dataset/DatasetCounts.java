package io.cryptoscalp.models.dataset;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of the rows and positions of a dataset. */
final class DatasetCounts {
  private final SortedMap<String, Integer> dropped = new TreeMap<>();
  private final SortedMap<String, Integer> endings = new TreeMap<>();

  DatasetCounts() {
    for (Label.Ending ending : Label.Ending.values()) {
      endings.put(name(ending), 0);
    }
  }

  void drop(DropReason reason) {
    dropped.merge(reason.name(), 1, Integer::sum);
  }

  void ended(Label.Ending ending) {
    endings.merge(name(ending), 1, Integer::sum);
  }

  private static String name(Label.Ending ending) {
    return ending.name().toLowerCase(Locale.ROOT);
  }

  /** Rows that became no example, by reason; without those that never applied. */
  SortedMap<String, Integer> dropped() {
    return dropped;
  }

  /** Examples by how their positions ended. */
  SortedMap<String, Integer> endings() {
    return endings;
  }
}
