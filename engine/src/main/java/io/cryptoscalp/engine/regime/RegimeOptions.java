package io.cryptoscalp.engine.regime;

/**
 * Thresholds and windows of regime detection. All windows are in ns of event time and at least one
 * bar long; all rates are fractions (0.03 = 3 %).
 *
 * @param barNs length of the bars that drive it
 * @param crashFall fall from the highest high of the crash window that makes a CRASH
 * @param crashWindowNs the crash window
 * @param crashHoldNs a CRASH without a new low for this long is over without a RECOVERY
 * @param recoveryFraction part of the fall regained that turns CRASH into RECOVERY
 * @param recoveryComplete part of the fall regained that ends the RECOVERY
 * @param recoveryNs longest RECOVERY
 * @param shortVolatilityNs window of short realised volatility
 * @param longVolatilityNs span of the EWMA of squared returns that is the normal level
 * @param volatileEnter short over long volatility that makes a market VOLATILE
 * @param volatileExit the same ratio below which it is no longer
 * @param trendNs window of the trend statistic
 * @param trendEnter absolute t-statistic of the mean return that makes a market TRENDING
 * @param trendExit the same statistic below which it is no longer
 * @param bullRise rise from the lowest low of the bull window that makes a BULL_RUN
 * @param bullWindowNs the bull window; the rise must have lasted a sixth of it to be sustained
 * @param bullGiveBack part of the rise given back that ends the BULL_RUN; a third of it prevents
 *     one
 * @param dwellNs shortest stay in a regime before another than CRASH may follow
 */
public record RegimeOptions(
    long barNs,
    double crashFall,
    long crashWindowNs,
    long crashHoldNs,
    double recoveryFraction,
    double recoveryComplete,
    long recoveryNs,
    long shortVolatilityNs,
    long longVolatilityNs,
    double volatileEnter,
    double volatileExit,
    long trendNs,
    double trendEnter,
    double trendExit,
    double bullRise,
    long bullWindowNs,
    double bullGiveBack,
    long dwellNs) {
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final int MOST_BARS = 100_000;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException coded {@code REGIME_OPTION_INVALID}
   */
  public RegimeOptions {
    check(barNs > 0, "barNs", (double) barNs);
    fraction(crashFall, "crashFall");
    fraction(recoveryFraction, "recoveryFraction");
    check(recoveryComplete > recoveryFraction, "recoveryComplete", recoveryComplete);
    window(crashWindowNs, barNs, "crashWindowNs");
    window(crashHoldNs, barNs, "crashHoldNs");
    window(recoveryNs, barNs, "recoveryNs");
    window(shortVolatilityNs, barNs, "shortVolatilityNs");
    check(longVolatilityNs > shortVolatilityNs, "longVolatilityNs", (double) longVolatilityNs);
    check(volatileExit > 1, "volatileExit", volatileExit);
    check(volatileEnter >= volatileExit, "volatileEnter", volatileEnter);
    window(trendNs, barNs, "trendNs");
    check(trendExit > 0, "trendExit", trendExit);
    check(trendEnter >= trendExit, "trendEnter", trendEnter);
    check(bullRise > 0 && bullRise < 10, "bullRise", bullRise);
    window(bullWindowNs, barNs, "bullWindowNs");
    fraction(bullGiveBack, "bullGiveBack");
    check(dwellNs >= 0, "dwellNs", (double) dwellNs);
  }

  /** Defaults on bars of 1 s: a crash is 3 % within 5 minutes. */
  public static RegimeOptions defaults() {
    return new RegimeOptions(
        SECOND,
        0.03,
        5 * MINUTE,
        30 * MINUTE,
        0.4,
        0.9,
        30 * MINUTE,
        MINUTE,
        60 * MINUTE,
        2.0,
        1.4,
        10 * MINUTE,
        3.5,
        1.5,
        0.03,
        60 * MINUTE,
        0.5,
        30 * SECOND);
  }

  /** Defaults on bars of 1 min: the same crash, longer memory, for histories of candles. */
  public static RegimeOptions minuteBars() {
    return new RegimeOptions(
        MINUTE,
        0.03,
        5 * MINUTE,
        60 * MINUTE,
        0.4,
        0.9,
        120 * MINUTE,
        15 * MINUTE,
        1440 * MINUTE,
        2.0,
        1.4,
        120 * MINUTE,
        3.0,
        1.5,
        0.05,
        240 * MINUTE,
        0.5,
        5 * MINUTE);
  }

  /** The same options on bars of another length, with windows of so many times their length. */
  public RegimeOptions scaled(long newBarNs, long factor) {
    return new RegimeOptions(
        newBarNs,
        crashFall,
        crashWindowNs * factor,
        crashHoldNs * factor,
        recoveryFraction,
        recoveryComplete,
        recoveryNs * factor,
        shortVolatilityNs * factor,
        longVolatilityNs * factor,
        volatileEnter,
        volatileExit,
        trendNs * factor,
        trendEnter,
        trendExit,
        bullRise,
        bullWindowNs * factor,
        bullGiveBack,
        dwellNs * factor);
  }

  /** Bars in a window, at least 1. */
  int bars(long windowNs) {
    return (int) Math.max(1, windowNs / barNs);
  }

  private static void fraction(double value, String option) {
    check(value > 0 && value < 1, option, value);
  }

  private static void window(long value, long barNs, String option) {
    check(value >= barNs && value / barNs <= MOST_BARS, option, (double) value);
  }

  private static void check(boolean valid, String option, double value) {
    if (!valid) {
      throw new IllegalArgumentException(
          "REGIME_OPTION_INVALID: option=" + option + " value=" + value);
    }
  }
}
