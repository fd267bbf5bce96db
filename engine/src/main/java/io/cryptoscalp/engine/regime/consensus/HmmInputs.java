package io.cryptoscalp.engine.regime.consensus;

/**
 * The observations that a hidden Markov model of bars is fitted on and asked with: the log return
 * of the bar and, in a model of two features, the log of its Parkinson volatility.
 *
 * <p>Parkinson 1980, "The extreme value method for estimating the variance of the rate of return",
 * J. Business 53: {@code ln(high / low) / (2 sqrt(ln 2))}. Of a bar without a range it counts as
 * {@value #LEAST_RANGE}, a hundredth of a basis point.
 */
public final class HmmInputs {
  /** Most features of an observation. */
  public static final int MOST = 2;

  /** Least Parkinson volatility, so that its log is finite. */
  static final double LEAST_RANGE = 1e-6;

  private static final double PARKINSON = 2 * Math.sqrt(0.6931471805599453);

  private HmmInputs() {}

  /**
   * Writes the observation of a bar.
   *
   * @param previousClose close of the bar before, positive; NaN when there is none
   * @param out receives the first 1 or 2 of log return and log volatility; NaN without a bar before
   */
  public static void of(
      double previousClose, double high, double low, double close, double[] out, int features) {
    out[0] = StrictMath.log(close / previousClose);
    if (features > 1) {
      double range = StrictMath.log(high / low) / PARKINSON;
      out[1] = StrictMath.log(Math.max(LEAST_RANGE, range));
    }
  }
}
