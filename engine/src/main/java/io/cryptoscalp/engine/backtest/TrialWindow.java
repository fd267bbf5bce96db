package io.cryptoscalp.engine.backtest;

/**
 * The span in which a trial trades. What comes before feeds features and models alone, so that
 * every window starts with warm ones.
 *
 * @param fromNs first receive time, ns
 * @param toNs first receive time that is too late, ns
 */
public record TrialWindow(long fromNs, long toNs) {
  /** All of time. */
  public static final TrialWindow ALL = new TrialWindow(Long.MIN_VALUE, Long.MAX_VALUE);

  /** Checks the order. */
  public TrialWindow {
    if (fromNs >= toNs) {
      throw new IllegalArgumentException("WINDOW_EMPTY: from=" + fromNs + " to=" + toNs);
    }
  }

  /** True for a receive time inside. */
  public boolean contains(long receiveNs) {
    return receiveNs >= fromNs && receiveNs < toNs;
  }
}
