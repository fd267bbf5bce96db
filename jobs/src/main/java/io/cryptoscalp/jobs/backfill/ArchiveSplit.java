package io.cryptoscalp.jobs.backfill;

import io.cryptoscalp.gateway.archive.InstrumentHistory;
import java.io.Serializable;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One instrument's history and how far it was read.
 *
 * @param history all units of the instrument
 * @param unit index of the unit that is being read; the number of units at the end
 * @param emitted records of that unit handed on so far
 */
record ArchiveSplit(InstrumentHistory history, int unit, long emitted)
    implements SourceSplit, Serializable {
  private static final long serialVersionUID = 1L;

  static ArchiveSplit start(InstrumentHistory history) {
    return new ArchiveSplit(history, 0, 0);
  }

  @Override
  public String splitId() {
    return history.instrument();
  }
}
