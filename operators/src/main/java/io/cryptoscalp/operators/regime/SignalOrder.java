package io.cryptoscalp.operators.regime;

import io.cryptoscalp.engine.regime.signal.SignalEvent;
import org.apache.flink.cep.EventComparator;

/**
 * Order of signals within a millisecond, the resolution of Flink's timestamps: by event time, then
 * by what identifies their measure. Without it the order of arrival would count, which differs from
 * run to run where a scope has signals of several instruments. Signals of one measure stay in the
 * order in which they were found.
 */
final class SignalOrder implements EventComparator<SignalEvent> {
  private static final long serialVersionUID = 1L;

  @Override
  public int compare(SignalEvent one, SignalEvent other) {
    int order = Long.compare(one.eventTimeNs(), other.eventTimeNs());
    if (order == 0) {
      order = one.instrument().compareTo(other.instrument());
    }
    return order == 0 ? Long.compare(one.sequence(), other.sequence()) : order;
  }
}
