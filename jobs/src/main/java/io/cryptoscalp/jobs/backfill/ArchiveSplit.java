package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.gateway.archive.InstrumentHistory;
import io.cryptoscalp.operators.stream.HistoryParts;
import java.io.Serializable;
import org.apache.flink.api.connector.source.SourceSplit;
import org.jspecify.annotations.Nullable;

/**
 * One instrument's history, or a part of it, and how far it was read.
 *
 * @param history all units of the instrument; of a part those that warm up and its own
 * @param unit index of the unit that is being read; the number of units at the end
 * @param emitted records of that unit handed on so far
 * @param part which part this is, null for a history in one piece
 */
record ArchiveSplit(InstrumentHistory history, int unit, long emitted, @Nullable Part part)
    implements SourceSplit, Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Days of an instrument that are worked on beside its other days.
   *
   * @param name its first day
   * @param warmUpUnits how many of the units only warm up
   * @param before frames before the first unit
   * @param beforeOwn frames before the first unit that is its own
   */
  record Part(String name, int warmUpUnits, long before, long beforeOwn) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  static ArchiveSplit start(InstrumentHistory history) {
    return new ArchiveSplit(history, 0, 0, null);
  }

  /** Id of the instrument. */
  String instrument() {
    return history.instrument();
  }

  /** Key of its frames. */
  @Override
  public String splitId() {
    return part == null ? instrument() : HistoryParts.key(instrument(), part.name());
  }

  /** True when the unit only warms up. */
  boolean isWarmUp(int index) {
    return part != null && index < part.warmUpUnits();
  }
}
