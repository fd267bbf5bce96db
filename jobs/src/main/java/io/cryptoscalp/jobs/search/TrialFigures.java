package io.cryptoscalp.jobs.search;

import io.cryptoscalp.engine.performance.SharpeEvidence;
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
   * Figures of a run.
   *
   * @param fromNs begin of the trial
   * @param toNs its end, exclusive
   * @param periodNs length of the periods; the last may be shorter
   */
  static TrialFigures of(TrialRun run, long fromNs, long toNs, long periodNs) {
    double start = run.startEquity();
    int periods = (int) ((toNs - fromNs + periodNs - 1) / periodNs);
    double[] equity = new double[periods + 1];
    equity[0] = start;
    long[] times = run.equity().timeNs();
    int at = 0;
    for (int p = 1; p <= periods; p++) {
      equity[p] = equity[p - 1];
      long end = Math.min(toNs, fromNs + p * periodNs);
      while (at < times.length && times[at] <= end) {
        equity[p] = run.equity().value()[at++];
      }
    }
    // The last mark lies behind the last point of the grid.
    equity[periods] = run.endEquity();
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
        run.endEquity() / start - 1,
        sharpe(returns, periodNs),
        run.maxDrawdown(),
        run.turnover() / start,
        worst,
        run.trades(),
        run.fees() / start,
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
