package io.cryptoscalp.engine.regime.liquidity;

/**
 * Windows and thresholds of liquidity. Lengths in bars.
 *
 * @param window bars that impact is taken over, 5 to 100000
 * @param smooth bars of the mean of spread and depth, 1 to {@code window}
 * @param sampleEvery one of so many bars goes into the past, 1 to 100000
 * @param past samples that medians are taken over, 20 to 100000
 * @param thinEnter THIN at or below this score, above 0 and below 1
 * @param thinExit THIN no longer above this score, at least {@code thinEnter} and below 1
 * @param dryEnter DRY at or below this score, above 0 and below {@code thinEnter}
 * @param dryExit DRY no longer above this score, at least {@code dryEnter} and at most {@code
 *     thinExit}
 */
public record LiquidityOptions(
    int window,
    int smooth,
    int sampleEvery,
    int past,
    double thinEnter,
    double thinExit,
    double dryEnter,
    double dryExit) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException coded {@code LIQUIDITY_OPTION_INVALID}
   */
  public LiquidityOptions {
    check(window >= 5 && window <= 100_000, "window", window);
    check(smooth >= 1 && smooth <= window, "smooth", smooth);
    check(sampleEvery >= 1 && sampleEvery <= 100_000, "sampleEvery", sampleEvery);
    check(past >= 20 && past <= 100_000, "past", past);
    check(thinExit > 0 && thinExit < 1, "thinExit", thinExit);
    check(thinEnter > 0 && thinEnter <= thinExit, "thinEnter", thinEnter);
    check(dryEnter > 0 && dryEnter < thinEnter, "dryEnter", dryEnter);
    check(dryExit >= dryEnter && dryExit <= thinExit, "dryExit", dryExit);
  }

  /** For bars of a second: five minutes against a day; half of the usual is THIN, a quarter DRY. */
  public static LiquidityOptions secondBars() {
    return new LiquidityOptions(300, 10, 60, 1440, 0.5, 0.65, 0.25, 0.4);
  }

  /** For bars of a minute: an hour against ten days. */
  public static LiquidityOptions minuteBars() {
    return new LiquidityOptions(60, 5, 10, 1440, 0.5, 0.65, 0.25, 0.4);
  }

  private static void check(boolean valid, String option, Number value) {
    if (!valid) {
      throw new IllegalArgumentException(
          "LIQUIDITY_OPTION_INVALID: option=" + option + " value=" + value);
    }
  }
}
