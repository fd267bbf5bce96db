package io.cryptoscalp.jobs.search;

import io.cryptoscalp.engine.backtest.EquityPoint;
import io.cryptoscalp.engine.performance.SharpeEvidence;
import io.cryptoscalp.jobs.backtest.TrialResult;
import java.util.Arrays;
import java.util.List;

/**
 * What a trial is judged by.
 *
 * @param totalReturn profit by equity at the start
 * @param sharpe annual, of the periods' returns; 0 where they do not differ
 * @param drawdown largest fall from a peak, 0 to 1
 * @param turnover notional traded by equity at the start
 * @param worst return of the worst fifth of the time
 * @param trades round trips
 * @param fees paid, by equity at the start
 * @param returns of the periods
 */
public record TrialFigures(
    double totalReturn,
    double sharpe,
    double drawdown,
    double turnover,
    double worst,
    long trades,
    double fees,
    double[] returns) {
  private static final int FOLDS = 5;
  private static final double YEAR_NS = 365 * 86_400e9;

  /**
   * Figures of a result.
   *
   * @param fromNs begin of the trial
   * @param toNs its end, exclusive
   * @param periodNs length of the periods; the last may be shorter
   */
  static TrialFigures of(TrialResult result, long fromNs, long toNs, long periodNs) {
    double start = result.summary().startEquity();
    int periods = (int) ((toNs - fromNs + periodNs - 1) / periodNs);
    double[] equity = new double[periods + 1];
    equity[0] = start;
    List<EquityPoint> points = result.equity();
    int at = 0;
    for (int p = 1; p <= periods; p++) {
      equity[p] = equity[p - 1];
      long end = Math.min(toNs, fromNs + p * periodNs);
      while (at < points.size() && points.get(at).timeNs() <= end) {
        equity[p] = points.get(at++).equity();
      }
    }
    // The last mark lies behind the last point of the grid.
    equity[periods] = result.summary().equity();
    double[] returns = new double[periods];
    for (int p = 0; p < periods; p++) {
      returns[p] = equity[p] > 0 ? equity[p + 1] / equity[p] - 1 : 0;
    }
    double worst = Double.POSITIVE_INFINITY;
    for (int fold = 0; fold < FOLDS; fold++) {
      double before = equity[periods * fold / FOLDS];
      double after = equity[periods * (fold + 1) / FOLDS];
      worst = Math.min(worst, before > 0 ? after / before - 1 : -1);
    }
    return new TrialFigures(
        result.summary().equity() / start - 1,
        sharpe(returns, periodNs),
        result.summary().maxDrawdown(),
        result.summary().turnover() / start,
        worst,
        result.summary().trades(),
        result.summary().fees() / start,
        returns);
  }

  private static double sharpe(double[] returns, long periodNs) {
    double sharpe = returns.length < 2 ? Double.NaN : SharpeEvidence.of(returns).sharpe();
    return Double.isNaN(sharpe) ? 0 : sharpe * Math.sqrt(YEAR_NS / periodNs);
  }

  /** A figure that a study wants. */
  public double value(Objective objective) {
    return switch (objective) {
      case RETURN -> totalReturn;
      case SHARPE -> sharpe;
      case DRAWDOWN -> drawdown;
      case TURNOVER -> turnover;
      case ROBUSTNESS -> worst;
    };
  }

  double[] losses(List<Objective> objectives) {
    double[] losses = new double[objectives.size()];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = objectives.get(i).loss(value(objectives.get(i)));
    }
    return losses;
  }

  /** Returns over more periods: a trial that ended early was out of the market from then on. */
  double[] returns(int periods) {
    return Arrays.copyOf(returns, periods);
  }
}
