package io.cryptoscalp.engine.barsim;

import org.jspecify.annotations.Nullable;

/**
 * An instrument of a run: its bars and its terms. A linear contract or spot; inverse contracts are
 * not modelled.
 *
 * @param series bars that the strategy sees
 * @param finer shorter bars of the same instrument that decide what came first inside a bar; null
 *     without. A bar of which they tell nothing is taken as it is
 * @param funding settlements; {@link FundingSeries#NONE} without
 * @param tickSize least step of prices, quote units, positive; slippage counts in it
 * @param lotSize least step of quantities, base units; 0 = any quantity
 * @param makerFee fee of a resting fill, fraction of its notional
 * @param takerFee fee of every other fill
 * @param maintenanceRate margin below which a position is liquidated, fraction of its notional, 0
 *     to below 1
 */
public record BarMarket(
    BarSeries series,
    @Nullable BarSeries finer,
    FundingSeries funding,
    double tickSize,
    double lotSize,
    double makerFee,
    double takerFee,
    double maintenanceRate) {
  /**
   * Checks it.
   *
   * @throws IllegalArgumentException {@code BAR_MARKET_INVALID}
   */
  public BarMarket {
    boolean fits = finer == null || finer.intervalNs() < series.intervalNs();
    boolean terms = tickSize > 0 && lotSize >= 0 && maintenanceRate >= 0 && maintenanceRate < 1;
    if (!fits || !terms || !(Math.abs(makerFee) < 1) || !(Math.abs(takerFee) < 1)) {
      throw new IllegalArgumentException(
          "BAR_MARKET_INVALID: instrument="
              + series.instrument()
              + " tickSize="
              + tickSize
              + " lotSize="
              + lotSize
              + " makerFee="
              + makerFee
              + " takerFee="
              + takerFee
              + " maintenanceRate="
              + maintenanceRate
              + (fits ? "" : " finer=not shorter"));
    }
  }

  TickGrid grid() {
    return new TickGrid(tickSize);
  }

  /** Bars with the fees of a Binance USD-M contract's lowest tier and a maintenance of 0.4 %. */
  public static BarMarket of(BarSeries series, double tickSize) {
    return new BarMarket(series, null, FundingSeries.NONE, tickSize, 0, 0.0002, 0.0005, 0.004);
  }

  /** The same with other bars. */
  public BarMarket withSeries(BarSeries bars, @Nullable BarSeries shorter) {
    return new BarMarket(
        bars, shorter, funding, tickSize, lotSize, makerFee, takerFee, maintenanceRate);
  }

  /** The same with other bars and settlements. */
  BarMarket withHistory(BarSeries bars, @Nullable BarSeries shorter, FundingSeries settled) {
    return new BarMarket(
        bars, shorter, settled, tickSize, lotSize, makerFee, takerFee, maintenanceRate);
  }

  /** The same with fees so many times as high; what the venue pays back stays as it is. */
  public BarMarket withFees(double factor) {
    return new BarMarket(
        series,
        finer,
        funding,
        tickSize,
        lotSize,
        makerFee > 0 ? makerFee * factor : makerFee,
        takerFee > 0 ? takerFee * factor : takerFee,
        maintenanceRate);
  }
}
