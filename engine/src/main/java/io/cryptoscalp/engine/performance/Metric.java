package io.cryptoscalp.engine.performance;

import java.util.Locale;

/**
 * The figures of a return series. r are simple returns of n periods, P periods a year, m and s
 * their mean and standard deviation (n - 1), w compounded wealth, d drawdown. A figure without
 * meaning (no losses to divide by, too few periods) is NaN. Riskless rate and required return are
 * 0.
 */
public enum Metric {
  /** Product of (1 + r) minus 1. */
  TOTAL_RETURN(Unit.SHARE, "Total return"),
  /** (1 + total) ^ (P / n) - 1. */
  CAGR(Unit.SHARE, "Compound annual growth"),
  /** s x sqrt(P). */
  VOLATILITY(Unit.SHARE, "Volatility, annual"),
  /** m / s x sqrt(P) (Sharpe, Journal of Portfolio Management 21, 1994). */
  SHARPE(Unit.RATIO, "Sharpe ratio"),
  /**
   * Sharpe by the penalty sqrt(1 + 2 sum over lags k of (1 - k / n) c ^ k), c the size of the
   * correlation of returns with the ones before (Lopez de Prado and others, as QuantStats has it).
   */
  SMART_SHARPE(Unit.RATIO, "Smart Sharpe ratio"),
  /**
   * Probability that the true Sharpe ratio is above 0 (Bailey and Lopez de Prado, Journal of Risk
   * 15, 2012), from the ratio of a period, G1 and G2.
   */
  PROBABILISTIC_SHARPE(Unit.SHARE, "Probabilistic Sharpe ratio"),
  /** m / sqrt(sum of squared losses / n) x sqrt(P) (Sortino and van der Meer, 1991). */
  SORTINO(Unit.RATIO, "Sortino ratio"),
  /** CAGR / |deepest drawdown| (Young, Futures 20, 1991). */
  CALMAR(Unit.RATIO, "Calmar ratio"),
  /** Sum of gains / sum of losses (Keating and Shadwick, 2002), threshold 0. */
  OMEGA(Unit.RATIO, "Omega ratio"),
  /** Sum of returns / sum of losses (Schwager, Hedge Fund Market Wizards, 2012). */
  GAIN_TO_PAIN(Unit.RATIO, "Gain-to-pain ratio"),
  /** Deepest d. */
  MAX_DRAWDOWN(Unit.SHARE, "Largest drawdown"),
  /** Periods of the longest stretch below a high. */
  LONGEST_DRAWDOWN(Unit.PERIODS, "Longest drawdown"),
  /** Mean length of the stretches below a high. */
  MEAN_DRAWDOWN_LENGTH(Unit.PERIODS, "Mean length of drawdowns"),
  /** Share of periods that end below a high. */
  TIME_IN_DRAWDOWN(Unit.SHARE, "Time in drawdown"),
  /** sqrt(sum of d ^ 2 / (n - 1)) (Martin and McCann, 1989). */
  ULCER_INDEX(Unit.SHARE, "Ulcer index"),
  /** |sum of returns| / |deepest drawdown|. */
  RECOVERY_FACTOR(Unit.RATIO, "Recovery factor"),
  /** 5 % quantile of r, {@link TailRisk#historicalVar}. */
  VALUE_AT_RISK(Unit.SHARE, "Value at risk 95 %, historical"),
  /** {@link TailRisk#historicalShortfall} at 5 %. */
  EXPECTED_SHORTFALL(Unit.SHARE, "Expected shortfall 95 %, historical"),
  /** {@link TailRisk#normalVar} at 5 %. */
  NORMAL_VALUE_AT_RISK(Unit.SHARE, "Value at risk 95 %, normal"),
  /** {@link TailRisk#normalShortfall} at 5 %. */
  NORMAL_EXPECTED_SHORTFALL(Unit.SHARE, "Expected shortfall 95 %, normal"),
  /** |95 % quantile / 5 % quantile|. */
  TAIL_RATIO(Unit.RATIO, "Tail ratio"),
  /** {@link Moments#skewness}. */
  SKEWNESS(Unit.RATIO, "Skewness"),
  /** {@link Moments#kurtosis}. */
  KURTOSIS(Unit.RATIO, "Excess kurtosis"),
  /** Share of the periods that moved which gained. */
  WIN_RATE(Unit.SHARE, "Periods won"),
  /** The same of UTC days. */
  WIN_RATE_DAYS(Unit.SHARE, "Days won"),
  /** The same of calendar months. */
  WIN_RATE_MONTHS(Unit.SHARE, "Months won"),
  /** Largest r. */
  BEST_PERIOD(Unit.SHARE, "Best period"),
  /** Smallest r. */
  WORST_PERIOD(Unit.SHARE, "Worst period"),
  /** Best calendar month. */
  BEST_MONTH(Unit.SHARE, "Best month"),
  /** Worst calendar month. */
  WORST_MONTH(Unit.SHARE, "Worst month"),
  /** Mean gain / |mean loss|. */
  PAYOFF_RATIO(Unit.RATIO, "Payoff ratio of periods"),
  /** Sum of gains / |sum of losses|; infinite without losses. */
  PROFIT_FACTOR(Unit.RATIO, "Profit factor of periods"),
  /** Most gains in a row. */
  CONSECUTIVE_WINS(Unit.PERIODS, "Most gains in a row"),
  /** Most losses in a row. */
  CONSECUTIVE_LOSSES(Unit.PERIODS, "Most losses in a row"),
  /** R squared of log wealth on time, as empyrical's stability_of_timeseries. */
  STABILITY(Unit.SHARE, "Stability"),
  /** {@link Relative#alpha}; with a benchmark. */
  ALPHA(Unit.SHARE, "Alpha, annual"),
  /** {@link Relative#beta}; with a benchmark. */
  BETA(Unit.RATIO, "Beta"),
  /** {@link Relative#correlation}; with a benchmark. */
  CORRELATION(Unit.RATIO, "Correlation with the benchmark"),
  /** {@link Relative#informationRatio}; with a benchmark. */
  INFORMATION_RATIO(Unit.RATIO, "Information ratio, a period"),
  /** {@link Relative#trackingError}; with a benchmark. */
  TRACKING_ERROR(Unit.SHARE, "Tracking error, annual");

  /** What a figure counts. */
  public enum Unit {
    /** A part of one: 0.1 is 10 %. */
    SHARE,
    /** Without unit. */
    RATIO,
    /** Periods of the series. */
    PERIODS,
    /** A number of things. */
    COUNT,
    /** Account currency. */
    MONEY,
    /** Seconds. */
    SECONDS
  }

  private final Unit unit;
  private final String title;

  Metric(Unit unit, String title) {
    this.unit = unit;
    this.title = title;
  }

  /** What it counts. */
  public Unit unit() {
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
