package io.cryptoscalp.engine.performance;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes the figures of {@link Metric}. */
public final class ReturnMetrics {
  private static final double TAIL = 0.05;

  private final ReturnSeries series;
  private final double[] r;
  private final double perYear;
  private final Map<Metric, Double> figures = new EnumMap<>(Metric.class);

  private ReturnMetrics(ReturnSeries series) {
    this.series = series;
    this.r = series.returns();
    this.perYear = series.periodsPerYear();
  }

  /**
   * All figures, in the order of {@link Metric}.
   *
   * @param series at least 2 periods, else all are NaN
   * @param benchmark returns of the same periods; null leaves the figures against it NaN
   */
  public static Map<Metric, Double> of(ReturnSeries series, double @Nullable [] benchmark) {
    ReturnMetrics metrics = new ReturnMetrics(series);
    for (Metric metric : Metric.values()) {
      metrics.put(metric, Double.NaN);
    }
    if (series.size() >= 2) {
      metrics.growth();
      metrics.sums();
      metrics.drawdowns();
      metrics.tails();
      metrics.calendar();
      if (benchmark != null) {
        metrics.relative(benchmark);
      }
    }
    return Collections.unmodifiableMap(metrics.figures);
  }

  private void put(Metric metric, double value) {
    figures.put(metric, value);
  }

  /** A quotient; NaN where there is nothing to divide by. */
  private static double by(double above, double below) {
    return below == 0 ? Double.NaN : above / below;
  }

  private void growth() {
    Moments moments = Moments.of(r);
    double sharpe = by(moments.mean(), moments.deviation());
    double total = series.total();
    double wealth = 1 + total;
    put(Metric.TOTAL_RETURN, total);
    put(Metric.CAGR, StrictMath.pow(wealth, perYear / r.length) - 1);
    put(Metric.VOLATILITY, moments.deviation() * Math.sqrt(perYear));
    put(Metric.SHARPE, sharpe * Math.sqrt(perYear));
    put(Metric.SMART_SHARPE, sharpe / autocorrelationPenalty(r) * Math.sqrt(perYear));
    put(Metric.SKEWNESS, moments.skewness());
    put(Metric.KURTOSIS, moments.kurtosis());
    put(Metric.PROBABILISTIC_SHARPE, SharpeEvidence.of(r).probabilityAbove(0));
    put(Metric.STABILITY, stability());
  }

  /** See {@link Metric#SMART_SHARPE}. */
  static double autocorrelationPenalty(double[] r) {
    int n = r.length;
    Relative lagged = Relative.of(Arrays.copyOfRange(r, 1, n), Arrays.copyOfRange(r, 0, n - 1), 1);
    double c = Math.abs(lagged.correlation());
    if (Double.isNaN(c)) {
      return 1;
    }
    double sum = 0;
    double power = 1;
    for (int k = 1; k < n; k++) {
      power *= c;
      sum += (double) (n - k) / n * power;
    }
    return Math.sqrt(1 + 2 * sum);
  }

  private double stability() {
    double[] logs = new double[r.length];
    double[] time = new double[r.length];
    double sum = 0;
    for (int i = 0; i < r.length; i++) {
      sum += StrictMath.log1p(r[i]);
      logs[i] = sum;
      time[i] = i;
    }
    double correlation = Relative.of(logs, time, 1).correlation();
    return correlation * correlation;
  }

  private void sums() {
    double gains = 0;
    double losses = 0;
    double squares = 0;
    int wins = 0;
    int lost = 0;
    double best = Double.NEGATIVE_INFINITY;
    double worst = Double.POSITIVE_INFINITY;
    for (double value : r) {
      best = Math.max(best, value);
      worst = Math.min(worst, value);
      if (value > 0) {
        gains += value;
        wins++;
      } else if (value < 0) {
        losses -= value;
        squares += value * value;
        lost++;
      }
    }
    double mean = Moments.sum(r) / r.length;
    put(Metric.SORTINO, by(mean, Math.sqrt(squares / r.length)) * Math.sqrt(perYear));
    put(Metric.OMEGA, by(gains, losses));
    put(Metric.GAIN_TO_PAIN, by(gains - losses, losses));
    put(Metric.PROFIT_FACTOR, gains == 0 && losses == 0 ? Double.NaN : gains / losses);
    put(Metric.PAYOFF_RATIO, wins == 0 ? Double.NaN : by(gains / wins, by(losses, lost)));
    put(Metric.WIN_RATE, by(wins, wins + lost));
    put(Metric.BEST_PERIOD, best);
    put(Metric.WORST_PERIOD, worst);
    put(Metric.CONSECUTIVE_WINS, longestRun(r, 1));
    put(Metric.CONSECUTIVE_LOSSES, longestRun(r, -1));
  }

  /** Most values in a row of a sign. */
  static int longestRun(double[] values, int sign) {
    int longest = 0;
    int run = 0;
    for (double value : values) {
      run = value * sign > 0 ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private void drawdowns() {
    Drawdowns drawdowns = Drawdowns.of(r);
    double deepest = drawdowns.deepest();
    double lengths = 0;
    for (Drawdowns.Drawdown each : drawdowns.all()) {
      lengths += each.length();
    }
    put(Metric.MAX_DRAWDOWN, deepest);
    put(Metric.LONGEST_DRAWDOWN, drawdowns.longest());
    put(
        Metric.MEAN_DRAWDOWN_LENGTH,
        drawdowns.all().isEmpty() ? 0 : lengths / drawdowns.all().size());
    put(Metric.TIME_IN_DRAWDOWN, drawdowns.timeBelow());
    put(Metric.ULCER_INDEX, drawdowns.ulcerIndex());
    put(Metric.CALMAR, by(figures.getOrDefault(Metric.CAGR, Double.NaN), -deepest));
    put(Metric.RECOVERY_FACTOR, by(Math.abs(Moments.sum(r)), -deepest));
  }

  private void tails() {
    TailRisk risk = TailRisk.of(r, TAIL);
    put(Metric.VALUE_AT_RISK, risk.historicalVar());
    put(Metric.EXPECTED_SHORTFALL, risk.historicalShortfall());
    put(Metric.NORMAL_VALUE_AT_RISK, risk.normalVar());
    put(Metric.NORMAL_EXPECTED_SHORTFALL, risk.normalShortfall());
    put(Metric.TAIL_RATIO, Math.abs(by(Quantiles.of(r, 1 - TAIL), Quantiles.of(r, TAIL))));
  }

  private void calendar() {
    CalendarReturns calendar = CalendarReturns.of(series);
    put(Metric.WIN_RATE_DAYS, CalendarReturns.winRate(calendar.days()));
    put(Metric.WIN_RATE_MONTHS, CalendarReturns.winRate(calendar.months()));
    put(Metric.BEST_MONTH, CalendarReturns.best(calendar.months()));
    put(Metric.WORST_MONTH, CalendarReturns.worst(calendar.months()));
  }

  private void relative(double[] benchmark) {
    Relative relative = Relative.of(r, benchmark, perYear);
    put(Metric.ALPHA, relative.alpha());
    put(Metric.BETA, relative.beta());
    put(Metric.CORRELATION, relative.correlation());
    put(Metric.INFORMATION_RATIO, relative.informationRatio());
    put(Metric.TRACKING_ERROR, relative.trackingError());
  }

  /**
   * Sharpe ratio of the last {@code window} periods at each period, a year; NaN before there are so
   * many.
   */
  public static double[] rollingSharpe(ReturnSeries series, int window) {
    double[] sharpe = new double[series.size()];
    Arrays.fill(sharpe, Double.NaN);
    for (int i = window; window >= 2 && i <= sharpe.length; i++) {
      Moments moments = Moments.of(Arrays.copyOfRange(series.returns(), i - window, i));
      sharpe[i - 1] = by(moments.mean(), moments.deviation()) * Math.sqrt(series.periodsPerYear());
    }
    return sharpe;
  }
}
