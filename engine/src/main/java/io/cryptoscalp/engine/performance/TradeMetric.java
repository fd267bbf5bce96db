package io.cryptoscalp.engine.performance;

import java.util.Locale;

/**
 * The figures of trades; profits are after all costs, in account currency. A figure without meaning
 * is NaN.
 */
public enum TradeMetric {
  /** Number of trades. */
  TRADES(Metric.Unit.COUNT, "Trades"),
  /** Sum of profits. */
  NET_PROFIT(Metric.Unit.MONEY, "Net profit"),
  /** Sum of profits at the prices of the fills. */
  GROSS_PROFIT(Metric.Unit.MONEY, "Profit before fees and funding"),
  /** Share of trades that gained; those of exactly 0 count as lost. */
  WIN_RATE(Metric.Unit.SHARE, "Trades won"),
  /** Sum of gains / |sum of losses|; infinite without losses. */
  PROFIT_FACTOR(Metric.Unit.RATIO, "Profit factor"),
  /** Mean gain / |mean loss|. */
  PAYOFF_RATIO(Metric.Unit.RATIO, "Payoff ratio"),
  /** Mean profit. */
  EXPECTANCY(Metric.Unit.MONEY, "Expectancy"),
  /** (1 + payoff) x win rate - 1: mean profit by mean loss. */
  EXPECTANCY_RATIO(Metric.Unit.RATIO, "Expectancy ratio"),
  /** Mean profit by notional. */
  MEAN_RETURN(Metric.Unit.SHARE, "Mean return of a trade"),
  /** sqrt(n) x mean / standard deviation of profits (Tharp, Trade Your Way, 2006). */
  SQN(Metric.Unit.RATIO, "System quality number"),
  /** Win rate - (1 - win rate) / payoff (Kelly, Bell System Technical Journal 35, 1956). */
  KELLY(Metric.Unit.SHARE, "Kelly share"),
  /** Largest profit. */
  BEST_TRADE(Metric.Unit.MONEY, "Best trade"),
  /** Smallest profit. */
  WORST_TRADE(Metric.Unit.MONEY, "Worst trade"),
  /** Most gains in a row, by exit. */
  CONSECUTIVE_WINS(Metric.Unit.COUNT, "Most trades won in a row"),
  /** Most losses in a row, by exit. */
  CONSECUTIVE_LOSSES(Metric.Unit.COUNT, "Most trades lost in a row"),
  /** Mean time held. */
  MEAN_HELD(Metric.Unit.SECONDS, "Mean time held"),
  /** Median time held. */
  MEDIAN_HELD(Metric.Unit.SECONDS, "Median time held"),
  /** Share of trades that were long. */
  LONG_SHARE(Metric.Unit.SHARE, "Long"),
  /** Fees paid. */
  FEES(Metric.Unit.MONEY, "Fees"),
  /** Lost to half spreads, part of the gross profit. */
  SPREAD(Metric.Unit.MONEY, "Spread"),
  /** Lost beyond the touch, part of the gross profit. */
  SLIPPAGE(Metric.Unit.MONEY, "Slippage"),
  /** Funding received. */
  FUNDING(Metric.Unit.MONEY, "Funding received"),
  /** Value bought and sold. */
  TRADED_VALUE(Metric.Unit.MONEY, "Value traded"),
  /** Share of the time of the run with a position open. */
  EXPOSURE(Metric.Unit.SHARE, "Time in the market"),
  /** Value traded by mean equity, a year. */
  TURNOVER(Metric.Unit.RATIO, "Turnover, annual");

  private final Metric.Unit unit;
  private final String title;

  TradeMetric(Metric.Unit unit, String title) {
    this.unit = unit;
    this.title = title;
  }

  /** What it counts. */
  public Metric.Unit unit() {
    return unit;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** Name in files and gates, lower case with hyphens. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
