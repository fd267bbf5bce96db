package io.cryptoscalp.jobs.backfill;

import java.util.Arrays;

/**
 * How far each reader is, for those that must not run far ahead. They ask when they have read some
 * frames, and hear of the slowest at once when they wait for it; so that it is neither the wall
 * clock nor the span of the frames that sets the speed. Not thread-safe.
 */
final class Paces {
  /** Sends to readers. */
  interface Readers {
    void tell(int subtask, PaceEvent event);
  }

  private final long[] reachedNs;
  private final boolean[] waits;

  Paces(int readers) {
    reachedNs = new long[readers];
    waits = new boolean[readers];
    Arrays.fill(reachedNs, Long.MIN_VALUE);
  }

  /** A reader begins, perhaps again. */
  void begins(int subtask) {
    reachedNs[subtask] = Long.MIN_VALUE;
    waits[subtask] = false;
  }

  /**
   * A reader says how far it is; it is answered, as is who waits, when the slowest has moved. The
   * answer to one that has no more is the last that it is told: a task that has ended fails the job
   * with what still comes.
   */
  void told(int subtask, PaceEvent event, Readers readers) {
    long before = slowestNs();
    reachedNs[subtask] = event.timeNs();
    long slowest = slowestNs();
    waits[subtask] = event.waits();
    for (int i = 0; i < waits.length; i++) {
      if (i == subtask || (waits[i] && slowest != before)) {
        long told = reachedNs[i] == PaceEvent.END ? PaceEvent.END : slowest;
        readers.tell(i, new PaceEvent(told, false));
      }
    }
  }

  private long slowestNs() {
    long slowest = PaceEvent.END;
    for (long each : reachedNs) {
      slowest = Math.min(slowest, each);
    }
    return slowest;
  }
}
