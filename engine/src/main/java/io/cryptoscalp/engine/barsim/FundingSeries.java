package io.cryptoscalp.engine.barsim;

/**
 * Funding settlements of a perpetual contract.
 *
 * @param timeNs when each was settled, ns since the epoch, ascending
 * @param rate what a long position paid, fraction of its notional; negative when it received
 */
public record FundingSeries(long[] timeNs, double[] rate) {
  /** None. */
  public static final FundingSeries NONE = new FundingSeries(new long[0], new double[0]);

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException {@code FUNDING_INVALID}
   */
  public FundingSeries {
    for (int i = 0; i < timeNs.length; i++) {
      if (timeNs.length != rate.length
          || !Double.isFinite(rate[i])
          || (i > 0 && timeNs[i] <= timeNs[i - 1])) {
        throw new IllegalArgumentException(
            "FUNDING_INVALID: index=" + i + " times=" + timeNs.length + " rates=" + rate.length);
      }
    }
  }
}
