package io.cryptoscalp.engine.regime.changepoint;

/** Logarithm of the gamma function. */
final class LogGamma {
  /** From here on the series below is exact to a double. */
  private static final double LARGE = 15;

  private LogGamma() {}

  /**
   * ln gamma(x) by Stirling's series (Abramowitz and Stegun 6.1.41), after the recurrence gamma(x +
   * 1) = x gamma(x) has made the argument large.
   *
   * @param x above 0
   */
  static double of(double x) {
    double product = 1;
    double large = x;
    while (large < LARGE) {
      product *= large;
      large++;
    }
    double inverse = 1 / large;
    double square = inverse * inverse;
    double series =
        inverse
            * (1.0 / 12
                - square
                    * (1.0 / 360
                        - square * (1.0 / 1260 - square * (1.0 / 1680 - square * (1.0 / 1188)))));
    double stirling =
        (large - 0.5) * StrictMath.log(large) - large + 0.5 * StrictMath.log(2 * StrictMath.PI);
    return stirling + series - StrictMath.log(product);
  }
}
