package io.cryptoscalp.engine.performance;

import java.util.Arrays;

/**
 * Quantiles by linear interpolation between order statistics: type 7 of Hyndman and Fan (The
 * American Statistician 50, 1996), the default of numpy and pandas.
 */
public final class Quantiles {
  private Quantiles() {}

  /**
   * The quantile.
   *
   * @param sorted ascending
   * @param p 0 to 1
   * @return NaN without values
   */
  public static double ofSorted(double[] sorted, double p) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = p * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /** The quantile of values in any order. */
  public static double of(double[] values, double p) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return ofSorted(sorted, p);
  }
}
