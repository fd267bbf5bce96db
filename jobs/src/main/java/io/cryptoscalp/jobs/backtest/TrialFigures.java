package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.performance.Metric;
import io.cryptoscalp.engine.performance.ReturnMetrics;
import io.cryptoscalp.engine.performance.ReturnSeries;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeMetric;
import io.cryptoscalp.engine.performance.TradeMetrics;
import java.util.Map;

/**
 * The main figures of a trial. Money is in account currency; what cannot be told is NaN.
 *
 * @param trades round trips, open ones among them
 * @param netProfit profit after all costs
 * @param totalReturn end by start of equity minus 1
 * @param sharpe annual Sharpe ratio of the returns of days, hours or minutes: the longest of which
 *     there are twenty
 * @param maxDrawdown largest fall from a high, 0 to 1
 * @param winRate share of the trades that earned, 0 to 1
 * @param profitFactor profits by losses of trades
 * @param fees fees paid
 */
public record TrialFigures(
    int trades,
    double netProfit,
    double totalReturn,
    double sharpe,
    double maxDrawdown,
    double winRate,
    double profitFactor,
    double fees) {
  private static final int ENOUGH = 20;
  private static final long HOUR_NS = ReturnSeries.DAY_NS / 24;
  private static final long MINUTE_NS = HOUR_NS / 60;

  /** Of a trial that saw no market. */
  public static final TrialFigures NONE =
      new TrialFigures(0, 0, 0, Double.NaN, 0, Double.NaN, Double.NaN, 0);

  /**
   * Computes them.
   *
   * @param run the trial
   * @param maxDrawdown at any mark, which a curve on a grid does not show
   */
  public static TrialFigures of(RunRecord run, double maxDrawdown) {
    Map<Metric, Double> metrics = ReturnMetrics.of(run.returns(periodNs(run)), null);
    Map<TradeMetric, Double> trades =
        TradeMetrics.of(run.trades(), run.fromNs(), run.toNs(), run.meanEquity());
    double[] equity = run.equity().value();
    double end = equity[equity.length - 1];
    return new TrialFigures(
        run.trades().size(),
        end - run.startEquity(),
        end / run.startEquity() - 1,
        metrics.getOrDefault(Metric.SHARPE, Double.NaN),
        maxDrawdown,
        trades.getOrDefault(TradeMetric.WIN_RATE, Double.NaN),
        trades.getOrDefault(TradeMetric.PROFIT_FACTOR, Double.NaN),
        trades.getOrDefault(TradeMetric.FEES, 0.0));
  }

  /** The same, with the largest fall from a high of the curve. */
  public static TrialFigures of(RunRecord run) {
    double high = run.startEquity();
    double fall = 0;
    for (double value : run.equity().value()) {
      high = Math.max(high, value);
      fall = Math.max(fall, (high - value) / high);
    }
    return of(run, fall);
  }

  /** Days, hours or minutes: the longest of which a run has twenty. */
  static long periodNs(RunRecord run) {
    long span = run.toNs() - run.fromNs();
    if (span >= ENOUGH * ReturnSeries.DAY_NS) {
      return ReturnSeries.DAY_NS;
    }
    return span >= ENOUGH * HOUR_NS ? HOUR_NS : MINUTE_NS;
  }
}
