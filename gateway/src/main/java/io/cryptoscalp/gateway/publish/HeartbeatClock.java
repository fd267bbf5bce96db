package io.cryptoscalp.gateway.publish;

/**
 * Decides which heartbeats are due.
 *
 * <p>Heartbeats lie on a fixed grid of recorded receive time, so that they are the same for every
 * run over the same input, whatever the pace. A heartbeat of time {@code h} is sent after every
 * message received before {@code h} and before every message received at {@code h} or later. In
 * pauses longer than a minute only the first second and the last beat are kept. Not thread-safe.
 */
final class HeartbeatClock {
  private static final long LONG_PAUSE_NS = 60_000_000_000L;
  private static final long KEPT_NS = 1_000_000_000L;
  private static final long NONE = Long.MIN_VALUE;

  private final long periodNs;
  private long last = NONE;
  private long pauseEnd = NONE;

  /**
   * Creates it.
   *
   * @param periodNs distance of two beats, 0 for none at all
   */
  HeartbeatClock(long periodNs) {
    this.periodNs = periodNs;
  }

  /** Continues after this beat. */
  void resumeAfter(long beat) {
    last = beat;
  }

  /** The next beat due no later than this receive time, or {@link Long#MIN_VALUE} for none. */
  long next(long receiveTimeNs) {
    if (periodNs == 0) {
      return NONE;
    }
    long newest = Math.floorDiv(receiveTimeNs, periodNs) * periodNs;
    if (last == NONE) {
      last = newest;
      return newest;
    }
    if (newest <= last) {
      return NONE;
    }
    if (pauseEnd == NONE && newest - last > LONG_PAUSE_NS) {
      pauseEnd = last + KEPT_NS;
    }
    if (pauseEnd != NONE && last >= pauseEnd) {
      pauseEnd = NONE;
      last = newest;
    } else {
      last += periodNs;
    }
    return last;
  }

  /** The beat that closes the input: the first on the grid behind this receive time. */
  long after(long receiveTimeNs) {
    return periodNs == 0
        ? receiveTimeNs + 1
        : (Math.floorDiv(receiveTimeNs, periodNs) + 1) * periodNs;
  }

  /** The last beat, or {@link Long#MIN_VALUE} before the first. */
  long last() {
    return last;
  }
}
