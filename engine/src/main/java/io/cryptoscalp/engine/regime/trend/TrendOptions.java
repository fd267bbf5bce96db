package io.cryptoscalp.engine.regime.trend;

/**
 * Windows and thresholds of trends.
 *
 * @param window log returns that regression, variance ratio and Hurst exponent are taken over, a
 *     power of two, 64 to 4096
 * @param every these three are renewed each so many bars, 1 to {@code window}
 * @param adxLength bars of Wilder's averages, 2 to 1000
 * @param ratioSteps returns that the variance ratio adds up, 2 to an eighth of the window
 * @param enter strength that begins a trend, at most 1
 * @param exit strength below which it ends, above 0 and at most {@code enter}
 */
public record TrendOptions(
    int window, int every, int adxLength, int ratioSteps, double enter, double exit) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException coded {@code TREND_OPTION_INVALID}
   */
  public TrendOptions {
    boolean power = Integer.bitCount(window) == 1;
    check(power && window >= 64 && window <= 4096, "window", window);
    check(every >= 1 && every <= window, "every", every);
    check(adxLength >= 2 && adxLength <= 1000, "adxLength", adxLength);
    check(ratioSteps >= 2 && ratioSteps <= window / 8, "ratioSteps", ratioSteps);
    check(enter > 0 && enter <= 1, "enter", enter);
    check(exit > 0 && exit <= enter, "exit", exit);
  }

  /**
   * For bars of a minute: about four hours, renewed each five minutes. The strength to enter is one
   * that a random walk of 256 bars reaches in about one window of twenty-five.
   */
  public static TrendOptions minuteBars() {
    return new TrendOptions(256, 5, 28, 8, 0.35, 0.2);
  }

  private static void check(boolean valid, String option, Number value) {
    if (!valid) {
      throw new IllegalArgumentException(
          "TREND_OPTION_INVALID: option=" + option + " value=" + value);
    }
  }
}
