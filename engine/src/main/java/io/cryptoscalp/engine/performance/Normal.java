package io.cryptoscalp.engine.performance;

import io.cryptoscalp.engine.scaling.NormalQuantile;

/** The standard normal distribution. */
public final class Normal {
  private static final double DENSITY_AT_ZERO = 0.3989422804014327;

  /** Where the series loses more digits than the fraction needs terms. */
  private static final double TAIL = 3;

  private static final int FRACTION_TERMS = 120;

  private Normal() {}

  /** Density at x. */
  public static double density(double x) {
    return DENSITY_AT_ZERO * StrictMath.exp(-0.5 * x * x);
  }

  /**
   * Probability of a value below x: around the middle by the series of Marsaglia (Evaluating the
   * Normal Distribution, Journal of Statistical Software 11, 2004), in the tails by the continued
   * fraction of Laplace for Mills' ratio; relative accuracy about 1e-14.
   *
   * @param x any number; NaN gives NaN
   */
  public static double distribution(double x) {
    if (Double.isNaN(x)) {
      return Double.NaN;
    }
    if (Math.abs(x) <= TAIL) {
      return 0.5 + series(x);
    }
    double tail = density(x) * mills(Math.abs(x));
    return x > 0 ? 1 - tail : tail;
  }

  /**
   * Value below which a share p lies.
   *
   * @param p 0 to 1; the ends give infinities
   */
  public static double quantile(double p) {
    if (p <= 0 || p >= 1) {
      return p == 0 ? Double.NEGATIVE_INFINITY : p == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    return NormalQuantile.of(p);
  }

  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return sum * density(x);
  }

  /** (1 - F(x)) / f(x) for x of 3 and more. */
  private static double mills(double x) {
    double fraction = x;
    for (int k = FRACTION_TERMS; k >= 1; k--) {
      fraction = x + k / fraction;
    }
    return 1 / fraction;
  }
}
