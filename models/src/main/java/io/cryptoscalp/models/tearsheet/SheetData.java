package io.cryptoscalp.models.tearsheet;

import io.cryptoscalp.engine.performance.CalendarReturns;
import io.cryptoscalp.engine.performance.Drawdowns;
import io.cryptoscalp.engine.performance.Metric;
import io.cryptoscalp.engine.performance.ReturnMetrics;
import io.cryptoscalp.engine.performance.ReturnSeries;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeMetric;
import io.cryptoscalp.engine.performance.TradeMetrics;
import io.cryptoscalp.engine.performance.TradeOutcome;
import io.cryptoscalp.engine.validation.MonteCarlo;
import io.cryptoscalp.engine.validation.PathDistribution;
import io.cryptoscalp.engine.validation.Resampling;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything a tear sheet shows, computed once.
 *
 * @param run the run
 * @param period what returns are of: day, hour or minute, the longest that gives 20 of them
 * @param series returns of these periods
 * @param benchmark returns of the benchmark over the same periods; null without one
 * @param metrics figures of the returns
 * @param benchmarkMetrics figures of the benchmark; empty without one
 * @param tradeMetrics figures of the trades
 * @param groups figures of trades by group: instrument, regime, hour, exit reason, side
 * @param calendar months, years and days
 * @param drawdowns falls from highs
 * @param rollingWindow periods of the rolling Sharpe ratio
 * @param rollingSharpe at each period, NaN at first
 * @param exposure share of each period with a position open
 * @param turnover value traded in each period by equity at its begin
 * @param resampled paths of returns drawn anew in blocks; null below 20 periods
 * @param shuffled paths of the trades in random order; null below 2 trades
 * @param crises known ones that the run went through
 */
public record SheetData(
    RunRecord run,
    String period,
    ReturnSeries series,
    double @Nullable [] benchmark,
    Map<Metric, Double> metrics,
    Map<Metric, Double> benchmarkMetrics,
    Map<TradeMetric, Double> tradeMetrics,
    SortedMap<String, SortedMap<String, Map<TradeMetric, Double>>> groups,
    CalendarReturns calendar,
    Drawdowns drawdowns,
    int rollingWindow,
    double[] rollingSharpe,
    double[] exposure,
    double[] turnover,
    @Nullable PathDistribution resampled,
    @Nullable PathDistribution shuffled,
    List<Crises.Passed> crises) {
  private static final int ENOUGH = 20;
  private static final long HOUR_NS = ReturnSeries.DAY_NS / 24;
  private static final long MINUTE_NS = HOUR_NS / 60;

  /**
   * Computes it.
   *
   * @param run the run
   * @param paths Monte Carlo paths
   * @param seed of the paths
   */
  public static SheetData of(RunRecord run, int paths, long seed) {
    long span = run.toNs() - run.fromNs();
    long periodNs =
        span >= ENOUGH * ReturnSeries.DAY_NS
            ? ReturnSeries.DAY_NS
            : span >= ENOUGH * HOUR_NS ? HOUR_NS : MINUTE_NS;
    String period =
        periodNs == ReturnSeries.DAY_NS ? "day" : periodNs == HOUR_NS ? "hour" : "minute";
    ReturnSeries series = run.returns(periodNs);
    double[] benchmark = run.benchmarkReturns(series);
    double[] r = series.returns();
    int window = Math.max(10, Math.min(90, series.size() / 4));
    MonteCarlo monteCarlo = new MonteCarlo(paths, seed);
    return new SheetData(
        run,
        period,
        series,
        benchmark,
        ReturnMetrics.of(series, benchmark),
        benchmark == null
            ? Map.of()
            : ReturnMetrics.of(
                new ReturnSeries(series.endNs(), benchmark, series.periodsPerYear()), null),
        TradeMetrics.of(run.trades(), run.fromNs(), run.toNs(), run.meanEquity()),
        groups(run.trades()),
        CalendarReturns.of(series),
        Drawdowns.of(r),
        window,
        ReturnMetrics.rollingSharpe(series, window),
        exposure(run.trades(), series, periodNs),
        turnover(run, series, periodNs),
        r.length < ENOUGH ? null : monteCarlo.resampledReturns(r, Resampling.automatic(r)),
        run.trades().size() < 2 ? null : monteCarlo.shuffledReturns(run.tradeReturns()),
        Crises.passed(series, benchmark));
  }

  private static SortedMap<String, SortedMap<String, Map<TradeMetric, Double>>> groups(
      List<TradeOutcome> trades) {
    SortedMap<String, SortedMap<String, Map<TradeMetric, Double>>> groups = new TreeMap<>();
    if (!trades.isEmpty()) {
      groups.put("instrument", TradeMetrics.by(trades, TradeOutcome::instrument));
      groups.put("regime", TradeMetrics.by(trades, t -> known(t.regime())));
      groups.put("exit reason", TradeMetrics.by(trades, t -> known(t.exitReason())));
      groups.put(
          "hour of entry, UTC",
          TradeMetrics.by(trades, t -> String.format(Locale.ROOT, "%02d", t.hour())));
      groups.put("side", TradeMetrics.by(trades, t -> t.side().name()));
    }
    return groups;
  }

  private static String known(String text) {
    return text.isEmpty() ? "unknown" : text;
  }

  private static double[] exposure(List<TradeOutcome> trades, ReturnSeries series, long periodNs) {
    double[] open = new double[series.size()];
    TradeOutcome[] byEntry = trades.toArray(new TradeOutcome[0]);
    Arrays.sort(byEntry, Comparator.comparingLong(TradeOutcome::entryNs));
    long until = Long.MIN_VALUE;
    for (TradeOutcome trade : byEntry) {
      long from = Math.max(until, trade.entryNs());
      for (int i = index(series, from); from < trade.exitNs() && i < open.length; i++) {
        long end = Math.min(trade.exitNs(), series.endNs()[i] + 1);
        open[i] += (double) Math.max(0, end - from) / periodNs;
        from = Math.max(from, end);
      }
      until = Math.max(until, trade.exitNs());
    }
    return open;
  }

  private static double[] turnover(RunRecord run, ReturnSeries series, long periodNs) {
    double[] traded = new double[series.size()];
    if (traded.length == 0) {
      return traded;
    }
    for (TradeOutcome trade : run.trades()) {
      double exit = trade.entryPrice() > 0 ? trade.exitPrice() / trade.entryPrice() : 1;
      add(traded, series, trade.entryNs(), trade.notional());
      add(traded, series, trade.exitNs(), trade.notional() * exit);
    }
    for (int i = 0; i < traded.length; i++) {
      double equity = run.equity().at(series.endNs()[i] - periodNs);
      traded[i] /= equity > 0 ? equity : run.startEquity();
    }
    return traded;
  }

  private static void add(double[] to, ReturnSeries series, long timeNs, double value) {
    to[Math.min(index(series, timeNs), to.length - 1)] += value;
  }

  /** First period that ends at or after a time. */
  private static int index(ReturnSeries series, long timeNs) {
    int at = Arrays.binarySearch(series.endNs(), timeNs);
    return at < 0 ? -(at + 1) : at;
  }
}
