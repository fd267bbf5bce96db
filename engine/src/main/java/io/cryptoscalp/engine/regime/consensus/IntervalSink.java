package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.event.RegimeInterval;

/** Takes intervals as they open and close. */
@FunctionalInterface
public interface IntervalSink {
  /** An interval that has begun, with end time 0, or one that is over. */
  void interval(RegimeInterval interval);
}
