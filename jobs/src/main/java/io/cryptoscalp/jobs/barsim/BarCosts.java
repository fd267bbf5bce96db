package io.cryptoscalp.jobs.barsim;

import io.cryptoscalp.engine.barsim.BarMarket;
import io.cryptoscalp.engine.barsim.BarSeries;
import io.cryptoscalp.engine.barsim.FundingSeries;
import org.jspecify.annotations.Nullable;

/**
 * Steps, fees and margin of instruments whose bars are run on.
 *
 * @param tick least step of prices, 0 for what the prices are multiples of
 * @param lot least step of quantities, 0 for any
 * @param makerFee fraction of the notional
 * @param takerFee fraction of the notional
 * @param maintenance maintenance margin, fraction of the notional
 */
public record BarCosts(
    double tick, double lot, double makerFee, double takerFee, double maintenance) {
  /** An instrument. */
  public BarMarket market(BarSeries series, @Nullable BarSeries finer, FundingSeries funding) {
    return new BarMarket(
        series,
        finer,
        funding,
        tick > 0 ? tick : BarFiles.tickSize(series),
        lot,
        makerFee,
        takerFee,
        maintenance);
  }

  /** The same instrument with these costs. */
  public BarMarket of(BarMarket market) {
    return market(market.series(), market.finer(), market.funding());
  }
}
