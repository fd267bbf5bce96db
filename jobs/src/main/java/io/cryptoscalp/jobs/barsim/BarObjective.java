package io.cryptoscalp.jobs.barsim;

import io.cryptoscalp.engine.barsim.BarResult;
import io.cryptoscalp.engine.performance.Metric;
import io.cryptoscalp.engine.performance.ReturnMetrics;
import io.cryptoscalp.engine.performance.ReturnSeries;

/** What trials are ranked by; more is better. */
public enum BarObjective {
  /** Sharpe ratio of daily returns, annual. */
  SHARPE,
  /** Net return. */
  NET,
  /** Net return by the largest fall. */
  CALMAR;

  /** The value of a result; negative infinity where it is not defined. */
  public double of(BarResult result) {
    double value =
        switch (this) {
          case NET -> result.netReturn();
          case CALMAR ->
              result.largestFall() > 0 ? result.netReturn() / result.largestFall() : Double.NaN;
          case SHARPE -> sharpe(result);
        };
    return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
  }

  /** Sharpe ratio of daily returns, annual; NaN where nothing moved. */
  public static double sharpe(BarResult result) {
    ReturnSeries daily =
        ReturnSeries.ofEquity(
            result.equity().timeNs(),
            result.equity().value(),
            result.startEquity(),
            ReturnSeries.DAY_NS);
    return daily.size() < 2
        ? Double.NaN
        : ReturnMetrics.of(daily, null).getOrDefault(Metric.SHARPE, Double.NaN);
  }
}
