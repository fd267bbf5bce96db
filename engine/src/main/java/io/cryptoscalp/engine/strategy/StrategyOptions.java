package io.cryptoscalp.engine.strategy;

/**
 * Parameters that every strategy has.
 *
 * @param cooldownNs venue time between two entries of a strategy in an instrument
 * @param maxHoldNs venue time after an entry at which an exit is wanted
 * @param maxSpreadBps widest spread at which to enter
 * @param stopVolatilities stop distance in units of the realised volatility of 10 s, scaled to a
 *     minute, before the regime's multiplier
 * @param minStopBps least stop distance
 * @param rewardRatio target distance over stop distance
 */
public record StrategyOptions(
    long cooldownNs,
    long maxHoldNs,
    double maxSpreadBps,
    double stopVolatilities,
    double minStopBps,
    double rewardRatio) {
  /**
   * 15 s between entries, 60 s of holding, 3 bp of spread, stops of two volatilities but 5 bp,
   * targets at 1.5 stops.
   */
  public static final StrategyOptions DEFAULT =
      new StrategyOptions(15_000_000_000L, 60_000_000_000L, 3, 2, 5, 1.5);

  /** Checks the ranges. */
  public StrategyOptions {
    check("cooldownNs", (double) cooldownNs);
    check("maxHoldNs", (double) maxHoldNs);
    check("maxSpreadBps", maxSpreadBps);
    check("stopVolatilities", stopVolatilities);
    check("minStopBps", minStopBps);
    check("rewardRatio", rewardRatio);
  }

  private static void check(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException("OPTION_INVALID: " + name + "=" + value);
    }
  }
}
