package io.cryptoscalp.engine.barsim;

/**
 * The stretch of the bars that a run trades on.
 *
 * @param fromNs orders are taken from the first bar that begins then or later, ns since the epoch
 * @param toNs the run ends before the first bar that begins then or later
 * @param warmUp bars before the begin that the strategy is shown without trading
 */
public record BarSpan(long fromNs, long toNs, int warmUp) {
  /** Everything. */
  public static final BarSpan ALL = new BarSpan(Long.MIN_VALUE, Long.MAX_VALUE, 0);
}
