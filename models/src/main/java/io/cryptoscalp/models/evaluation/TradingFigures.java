package io.cryptoscalp.models.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What trading a signal would have earned. The capital is split evenly over the instruments, each
 * part trades one unit of itself without compounding; figures are fractions of the capital.
 *
 * @param trades how many
 * @param longs of them long
 * @param gross earned before costs
 * @param net earned after fees, spread and slippage
 * @param meanNet mean of a trade after costs, a fraction of its unit; NaN without trades
 * @param meanNetError its standard error over clusters of time
 * @param hitRate share of trades that earned after costs; NaN without trades
 * @param sharpe mean by standard deviation of daily earnings after costs, days without trades
 *     included, times the square root of 365; 0 without trades
 * @param sharpeError its standard error (Lo, Financial Analysts Journal 58, 2002, independent days)
 * @param maxDrawdown largest fall of cumulative earnings after costs from their high
 * @param days calendar days (UTC) of the held-out part
 * @param curve cumulative earnings after costs, at most 400 points
 */
public record TradingFigures(
    int trades,
    int longs,
    double gross,
    double net,
    double meanNet,
    double meanNetError,
    double hitRate,
    double sharpe,
    double sharpeError,
    double maxDrawdown,
    int days,
    List<Point> curve) {
  private static final long DAY_NS = 86_400_000_000_000L;
  private static final double DAYS_OF_YEAR = 365;
  private static final int POINTS = 400;

  /**
   * A point of the curve.
   *
   * @param timeNs venue time, ns
   * @param net earned until then
   */
  public record Point(long timeNs, double net) {}

  /**
   * Trades the sides of the examples.
   *
   * @param side 1 long, -1 short, 0 none
   * @param roundTrip cost of entering and leaving, a fraction of the price
   * @param clusterNs stretch of time that counts as one for errors
   */
  public static TradingFigures of(
      int[] side, JudgedExamples examples, double roundTrip, long clusterNs) {
    Ledger ledger = Ledger.of(side, examples, examples.byInstrumentAndTime(), roundTrip);
    int trades = ledger.trades();
    double units = Arrays.stream(examples.instrument()).distinct().count();
    double[] net = new double[trades];
    long[] cluster = new long[trades];
    double hits = 0;
    int longs = 0;
    double drawdown = 0;
    double high = 0;
    double sum = 0;
    List<Point> curve = new ArrayList<>();
    int every = trades / POINTS + 1;
    for (int k = 0; k < trades; k++) {
      net[k] = ledger.net(k);
      cluster[k] = Math.floorDiv(examples.timeNs()[ledger.example(k)], clusterNs);
      hits += net[k] > 0 ? 1 : 0;
      longs += side[ledger.example(k)] > 0 ? 1 : 0;
      sum += net[k] / units;
      high = Math.max(high, sum);
      drawdown = Math.max(drawdown, high - sum);
      if (k % every == 0 || k == trades - 1) {
        curve.add(new Point(ledger.exitNs(k), sum));
      }
    }
    double[] daily = daily(ledger, examples, units);
    double sharpe = sharpe(daily);
    return new TradingFigures(
        trades,
        longs,
        ledger.gross() / units,
        ledger.net() / units,
        ledger.net() / trades,
        ClusteredError.ofMean(net, cluster),
        hits / trades,
        sharpe * Math.sqrt(DAYS_OF_YEAR),
        Math.sqrt((1 + sharpe * sharpe / 2) / daily.length * DAYS_OF_YEAR),
        drawdown,
        daily.length,
        curve);
  }

  /** Earnings of each day from the first decision to the last label. */
  private static double[] daily(Ledger ledger, JudgedExamples examples, double units) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int i = 0; i < examples.size(); i++) {
      first = Math.min(first, Math.floorDiv(examples.timeNs()[i], DAY_NS));
      last = Math.max(last, Math.floorDiv(examples.labelTimeNs()[i], DAY_NS));
    }
    double[] daily = new double[(int) (last - first + 1)];
    for (int k = 0; k < ledger.trades(); k++) {
      daily[(int) (Math.floorDiv(ledger.exitNs(k), DAY_NS) - first)] += ledger.net(k) / units;
    }
    return daily;
  }

  private static double sharpe(double[] daily) {
    double mean = Arrays.stream(daily).sum() / daily.length;
    double squares = 0;
    for (double day : daily) {
      squares += (day - mean) * (day - mean);
    }
    double deviation = Math.sqrt(squares / (daily.length - 1));
    return deviation > 0 ? mean / deviation : 0;
  }
}
