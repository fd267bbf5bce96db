package io.cryptoscalp.jobs.backfill;

import java.util.ArrayDeque;

/**
 * How far a reader is ahead of the slowest one. It is counted in frames, of which what waits for
 * the others is made, and not in time: an hour may hold a million frames or one. Not thread-safe.
 */
final class Pace {
  /** After so many frames a reader tells where it is. */
  static final int STEP = 1024;

  /** So many steps ahead it waits. */
  static final int STEPS = 6;

  private final ArrayDeque<Long> ahead = new ArrayDeque<>();
  private int frames;
  private long reachedNs = Long.MIN_VALUE;

  /**
   * A frame has been read.
   *
   * @return true when a step is full
   */
  boolean passed(long timeNs) {
    reachedNs = Math.max(reachedNs, timeNs);
    frames++;
    if (frames < STEP) {
      return false;
    }
    frames = 0;
    ahead.add(reachedNs);
    return true;
  }

  /** Every reader has come to a time, ns. */
  void all(long timeNs) {
    while (!ahead.isEmpty() && ahead.peek() <= timeNs) {
      ahead.remove();
    }
  }

  boolean isAhead() {
    return ahead.size() >= STEPS;
  }

  /** The newest receive time that was read, ns. */
  long reachedNs() {
    return reachedNs;
  }
}
