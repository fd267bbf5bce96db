package io.cryptoscalp.engine.regime.changepoint;

/**
 * Logarithm and exponential for the inner loops, in plain double arithmetic: the same bits
 * everywhere, like StrictMath, within a few units in the last place of it, without its branches for
 * special cases and without calls, so that the processor overlaps the terms of a loop.
 */
final class Elementary {
  /** Bits of sqrt(1/2): mantissas are taken from [sqrt(1/2), sqrt(2)), around 1. */
  private static final long ROOT_HALF = 0x3fe6a09e667f3bcdL;

  private static final double LN_2 = 0x1.62e42fefa39efp-1;

  /** ln 2 in two parts; the first has zeros at its end, so its multiples are exact. */
  private static final double LN_2_HIGH = 0x1.62e42feep-1;

  private static final double LN_2_LOW = 0x1.a39ef35793c76p-33;

  /** Adding it rounds to an integer. */
  private static final double ROUNDER = 0x1.8p52;

  /** Below this exp is taken as 0; it is less than 1e-304. */
  private static final double LEAST = -700;

  private Elementary() {}

  /**
   * ln x: with x = 2^e m and s = (m - 1) / (m + 1), {@code e ln 2 + 2 (s + s^3 / 3 + s^5 / 5 +
   * ...)} (Abramowitz and Stegun 4.1.27); |s| is below 0.172, so the terms after s^19 do not show.
   *
   * @param x positive, finite and not subnormal
   */
  static double log(double x) {
    long bits = Double.doubleToRawLongBits(x);
    long exponent = (bits - ROOT_HALF) >> 52;
    double m = Double.longBitsToDouble(bits - (exponent << 52));
    double s = (m - 1) / (m + 1);
    double q = s * s;
    double far = 1.0 / 13 + q * (1.0 / 15 + q * (1.0 / 17 + q * (1.0 / 19)));
    double near = 1.0 / 3 + q * (1.0 / 5 + q * (1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11))));
    double q4 = q * q * q * q;
    double tail = 2 * s * q * (near + q4 * q * far);
    return exponent * LN_2_HIGH + (2 * s + (tail + exponent * LN_2_LOW));
  }

  /**
   * e^x: with k the nearest integer of x / ln 2, 2^k times the Taylor series of the rest to its
   * 13th power.
   *
   * @param x at most 0
   */
  static double exp(double x) {
    if (!(x > LEAST)) {
      return 0;
    }
    double k = (x / LN_2 + ROUNDER) - ROUNDER;
    double r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
    double high =
        1.0 / 5040
            + r
                * (1.0 / 40320
                    + r
                        * (1.0 / 362880
                            + r
                                * (1.0 / 3628800
                                    + r
                                        * (1.0 / 39916800
                                            + r * (1.0 / 479001600 + r * (1.0 / 6227020800.0))))));
    double low = 1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720)));
    double r2 = r * r;
    double sum = 1 + (r + r2 * (0.5 + r * (low + r2 * r2 * high)));
    return sum * Double.longBitsToDouble(((long) k + 1023) << 52);
  }
}
