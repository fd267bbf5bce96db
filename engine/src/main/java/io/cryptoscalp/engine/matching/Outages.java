package io.cryptoscalp.engine.matching;

/**
 * Times in which the venue takes no requests. Resting orders stay and the market goes on.
 *
 * @param fromNs first venue time of each, ascending, ns
 * @param toNs first venue time after each, ns
 * @param lost true where a request gets no answer at all, false where it is refused
 */
public record Outages(long[] fromNs, long[] toNs, boolean[] lost) {
  /** No outage. */
  public static final Outages NONE = new Outages(new long[0], new long[0], new boolean[0]);

  /** Checks the order. */
  public Outages {
    fromNs = fromNs.clone();
    toNs = toNs.clone();
    lost = lost.clone();
    boolean valid = toNs.length == fromNs.length && lost.length == fromNs.length;
    for (int i = 0; valid && i < fromNs.length; i++) {
      valid = toNs[i] > fromNs[i] && (i == 0 || fromNs[i] >= toNs[i - 1]);
    }
    if (!valid) {
      throw new IllegalArgumentException("OUTAGES_INVALID: count=" + fromNs.length);
    }
  }

  /** Index of the outage at a time, -1 when there is none. */
  int at(long timeNs) {
    for (int i = 0; i < fromNs.length; i++) {
      if (timeNs >= fromNs[i] && timeNs < toNs[i]) {
        return i;
      }
    }
    return -1;
  }
}
