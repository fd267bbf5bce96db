package io.cryptoscalp.engine.regime.signal;

/** Where the parts of a detector put their signals; the detector adds what they share. */
@FunctionalInterface
interface SignalSink {
  /**
   * A threshold was crossed.
   *
   * @param direction 1, -1 or 0
   * @param value what was measured
   * @param threshold what it crossed
   */
  void signal(SignalKind kind, int direction, double value, double threshold);
}
