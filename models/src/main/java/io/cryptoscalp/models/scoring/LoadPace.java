package io.cryptoscalp.models.scoring;

import java.util.concurrent.locks.LockSupport;

/**
 * Keeps the checks and the warm-up of a model that loads from holding a processor for longer than a
 * moment: a thread that scores and wakes meanwhile would otherwise wait for a whole slice of the
 * scheduler, milliseconds, where no processor is idle. Results do not depend on it.
 */
final class LoadPace {
  private static final long WORK_NS = 100_000;
  private static final long REST_NS = 100_000;

  private long restedNs = System.nanoTime();

  /** Rests when enough has been done since the last rest. */
  void step() {
    if (System.nanoTime() - restedNs > WORK_NS) {
      LockSupport.parkNanos(REST_NS);
      restedNs = System.nanoTime();
    }
  }
}
