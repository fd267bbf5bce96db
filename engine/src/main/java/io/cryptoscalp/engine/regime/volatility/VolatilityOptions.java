package io.cryptoscalp.engine.regime.volatility;

import org.jspecify.annotations.Nullable;

/**
 * Windows and thresholds of volatility. Lengths in bars, thresholds as ranks among the past, 0 to
 * 1; each is left at another rank than it is entered.
 *
 * @param window returns of the realised volatility, 2 to 100000
 * @param sampleEvery one of so many bars goes into the past, 1 to 100000: neighbours overlap and
 *     say little new
 * @param past samples that ranks are taken among, 20 to 100000
 * @param ewmaDecay decay of the EWMA forecast, above 0 and below 1
 * @param garch model of the GARCH forecast; null for none
 * @param lowEnter LOW at or below this rank, at least 0
 * @param lowExit LOW no longer above this rank
 * @param highEnter HIGH at or above this rank
 * @param highExit HIGH no longer below this rank, above {@code lowExit}
 * @param extremeEnter EXTREME at or above this rank, at most 1
 * @param extremeExit EXTREME no longer below this rank, at least {@code highExit}
 */
public record VolatilityOptions(
    int window,
    int sampleEvery,
    int past,
    double ewmaDecay,
    @Nullable GarchModel garch,
    double lowEnter,
    double lowExit,
    double highEnter,
    double highExit,
    double extremeEnter,
    double extremeExit) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException coded {@code VOLATILITY_OPTION_INVALID}
   */
  public VolatilityOptions {
    check(window >= 2 && window <= 100_000, "window", window);
    check(sampleEvery >= 1 && sampleEvery <= 100_000, "sampleEvery", sampleEvery);
    check(past >= 20 && past <= 100_000, "past", past);
    check(ewmaDecay > 0 && ewmaDecay < 1, "ewmaDecay", ewmaDecay);
    check(lowEnter >= 0, "lowEnter", lowEnter);
    check(lowExit >= lowEnter, "lowExit", lowExit);
    check(highExit > lowExit, "highExit", highExit);
    check(highEnter >= highExit, "highEnter", highEnter);
    check(extremeExit >= highExit, "extremeExit", extremeExit);
    check(extremeEnter >= Math.max(extremeExit, highEnter), "extremeEnter", extremeEnter);
    check(extremeEnter <= 1, "extremeEnter", extremeEnter);
  }

  /** For bars of a minute: two hours against 30 days, EWMA forecast. */
  public static VolatilityOptions minuteBars() {
    return new VolatilityOptions(
        120, 15, 2880, EwmaVariance.RISK_METRICS, null, 0.15, 0.35, 0.85, 0.65, 0.99, 0.9);
  }

  /** The same with another GARCH model, or none. */
  public VolatilityOptions withGarch(@Nullable GarchModel model) {
    return new VolatilityOptions(
        window,
        sampleEvery,
        past,
        ewmaDecay,
        model,
        lowEnter,
        lowExit,
        highEnter,
        highExit,
        extremeEnter,
        extremeExit);
  }

  private static void check(boolean valid, String option, Number value) {
    if (!valid) {
      throw new IllegalArgumentException(
          "VOLATILITY_OPTION_INVALID: option=" + option + " value=" + value);
    }
  }
}
