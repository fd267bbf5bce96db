package io.cryptoscalp.engine.regime;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * What the bars say: volatility against its long-run level, trend, fall and rise. Windows of prices
 * are bounded by time, so that bars missing from a feed do not stretch them.
 *
 * <ul>
 *   <li>Volatility ratio: sqrt(mean r^2 over the short window / EWMA of r^2 over the long span).
 *   <li>Trend: t-statistic of the mean log return, mean / (s / sqrt n), and the efficiency ratio
 *       |sum r| / sum |r| (Kaufman, Trading Systems and Methods).
 *   <li>Fall: 1 - close / highest high of the crash window. Rise: close / lowest low of the bull
 *       window - 1.
 * </ul>
 */
final class RegimeEvidence {
  private final RegimeOptions options;
  private final int capacity;
  private final int shortBars;
  private final int trendBars;
  private final double longWeight;
  private final long[] times;
  private final double[] closes;
  private final double[] highs;
  private final double[] lows;
  private final double[] returns;
  private int row = -1;
  private int size;
  private long count;
  private double longVariance;

  double volatilityRatio;
  double trend;
  double efficiency;
  double peak;
  double fall;
  double rise;
  double giveBack;
  long riseNs;

  RegimeEvidence(RegimeOptions options) {
    this.options = options;
    shortBars = options.bars(options.shortVolatilityNs());
    trendBars = options.bars(options.trendNs());
    int window = Math.max(options.bars(options.crashWindowNs()), shortBars);
    capacity = Math.max(Math.max(window, trendBars), options.bars(options.bullWindowNs())) + 1;
    longWeight = 2.0 / (options.bars(options.longVolatilityNs()) + 1.0);
    times = new long[capacity];
    closes = new double[capacity];
    highs = new double[capacity];
    lows = new double[capacity];
    returns = new double[capacity];
  }

  /**
   * Takes a bar and renews all measures.
   *
   * @param sinceNs highs at or before this time do not count for the fall
   */
  void add(long timeNs, double high, double low, double close, long sinceNs) {
    double previous = size > 0 ? closes[row] : close;
    row = row + 1 == capacity ? 0 : row + 1;
    size = Math.min(size + 1, capacity);
    double r = close == previous ? 0 : StrictMath.log(close / previous);
    times[row] = timeNs;
    closes[row] = close;
    highs[row] = high;
    lows[row] = low;
    returns[row] = r;
    if (count > 0) {
      // A plain mean until the span is filled, so that the first bars do not weigh more.
      longVariance += Math.max(longWeight, 1.0 / count) * (r * r - longVariance);
    }
    count++;
    measure(sinceNs);
  }

  private void measure(long sinceNs) {
    measureVolatility();
    measureTrend();
    measureFall(sinceNs);
    measureRise();
  }

  private int at(int age) {
    int at = row - age;
    return at < 0 ? at + capacity : at;
  }

  private void measureVolatility() {
    volatilityRatio = 0;
    if (count > 4L * shortBars && longVariance > 0) {
      double sum = 0;
      for (int age = 0; age < shortBars; age++) {
        double r = returns[at(age)];
        sum += r * r;
      }
      volatilityRatio = Math.sqrt(sum / shortBars / longVariance);
    }
  }

  private void measureTrend() {
    trend = 0;
    efficiency = 0;
    if (count <= trendBars) {
      return;
    }
    double sum = 0;
    double path = 0;
    double squares = 0;
    for (int age = 0; age < trendBars; age++) {
      double r = returns[at(age)];
      sum += r;
      path += Math.abs(r);
      squares += r * r;
    }
    double mean = sum / trendBars;
    double variance = squares / trendBars - mean * mean;
    if (path > 0) {
      efficiency = Math.min(1, Math.abs(sum) / path);
    }
    if (variance > 1e-24) {
      trend = mean / Math.sqrt(variance / trendBars);
    }
  }

  private void measureFall(long sinceNs) {
    // A high in the very bar of the crash's low came before it.
    long afterNs = Math.max(times[row] - options.crashWindowNs() - 1, sinceNs);
    peak = highs[row];
    for (int age = 1; age < size && times[at(age)] > afterNs; age++) {
      peak = Math.max(peak, highs[at(age)]);
    }
    fall = 1 - closes[row] / peak;
  }

  private void measureRise() {
    long fromNs = times[row] - options.bullWindowNs();
    double lowest = lows[row];
    double top = highs[row];
    double topSinceLowest = top;
    long lowestNs = times[row];
    for (int age = 1; age < size && times[at(age)] >= fromNs; age++) {
      int at = at(age);
      top = Math.max(top, highs[at]);
      if (lows[at] < lowest) {
        lowest = lows[at];
        lowestNs = times[at];
        topSinceLowest = top;
      }
    }
    rise = closes[row] / lowest - 1;
    riseNs = times[row] - lowestNs;
    double range = topSinceLowest - lowest;
    giveBack = range > 0 ? (topSinceLowest - closes[row]) / range : 0;
  }

  /** True once every statistic has its window; the fall counts from the second bar on. */
  boolean warm() {
    return count > Math.max(trendBars, 4L * shortBars);
  }

  void write(StateWriter out) {
    out.writeLong(count);
    out.writeDouble(longVariance);
    out.writeInt(size);
    for (int age = size - 1; age >= 0; age--) {
      int at = at(age);
      out.writeLong(times[at]);
      out.writeDouble(highs[at]);
      out.writeDouble(lows[at]);
      out.writeDouble(closes[at]);
      out.writeDouble(returns[at]);
    }
  }

  void read(StateReader in, long sinceNs) {
    count = in.readLong();
    longVariance = in.readDouble();
    size = in.readInt();
    if (size < 0 || size > capacity) {
      throw new StateException(
          "STATE_MISMATCH: state=regime stored=" + size + " configured=" + capacity);
    }
    row = size - 1;
    for (int i = 0; i < size; i++) {
      times[i] = in.readLong();
      highs[i] = in.readDouble();
      lows[i] = in.readDouble();
      closes[i] = in.readDouble();
      returns[i] = in.readDouble();
    }
    if (size > 0) {
      measure(sinceNs);
    }
  }
}
