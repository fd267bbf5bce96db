package io.cryptoscalp.engine.matching;

/**
 * What own taking does to the market. The recorded market did not see the orders of a backtest, so
 * this is an assumption in every case.
 */
public final class ImpactModel {
  private final boolean consumes;
  private final double coefficient;
  private final double dailyVolatility;
  private final double dailyVolume;

  private ImpactModel(
      boolean consumes, double coefficient, double dailyVolatility, double dailyVolume) {
    this.consumes = consumes;
    this.coefficient = coefficient;
    this.dailyVolatility = dailyVolatility;
    this.dailyVolume = dailyVolume;
  }

  /** None: what was taken is there again for the next order. */
  public static ImpactModel none() {
    return new ImpactModel(false, 0, 0, 0);
  }

  /** What was taken is gone until the feed tells the level anew. */
  public static ImpactModel consuming() {
    return new ImpactModel(true, 0, 0, 0);
  }

  /**
   * The same, and every fill is worse by {@code coefficient x volatility x sqrt(quantity /
   * volume)}, the square-root law (B. Toth et al., "Anomalous price impact and the critical nature
   * of liquidity in financial markets", Physical Review X 1, 2011; the coefficient is of the order
   * of one).
   *
   * @param dailyVolatility standard deviation of daily returns, fraction
   * @param dailyVolume traded a day, base units (contracts when inverse), positive
   */
  public static ImpactModel squareRoot(
      double coefficient, double dailyVolatility, double dailyVolume) {
    if (!(dailyVolume > 0) || coefficient < 0 || dailyVolatility < 0) {
      throw new IllegalArgumentException("IMPACT_INVALID: dailyVolume=" + dailyVolume);
    }
    return new ImpactModel(true, coefficient, dailyVolatility, dailyVolume);
  }

  boolean consumes() {
    return consumes;
  }

  /** By what fraction the price of a taken quantity, base units, is worse. */
  double slip(double quantity) {
    return coefficient == 0 ? 0 : coefficient * dailyVolatility * Math.sqrt(quantity / dailyVolume);
  }
}
