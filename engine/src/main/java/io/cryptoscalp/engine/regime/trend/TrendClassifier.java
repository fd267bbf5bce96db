package io.cryptoscalp.engine.regime.trend;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Whether a price moves in one direction, from four measures that look at different sides of it.
 *
 * <ul>
 *   <li>ADX (Wilder 1978): do highs and lows move to one side.
 *   <li>Regression of the log close on time, t-statistic of the slope over the square root of the
 *       number of closes: how straight the way is. That quotient has a distribution of its own for
 *       a random walk, t itself grows without bound (Durlauf and Phillips 1988, Econometrica 56).
 *   <li>Variance ratio (Lo and MacKinlay 1988): do returns follow each other.
 *   <li>Hurst exponent (detrended fluctuation analysis, Peng et al. 1994): does that hold over
 *       longer stretches.
 * </ul>
 *
 * <p>Each is mapped to 0 to 1, linear between what a random walk shows half of the time and what it
 * shows at most once in a hundred windows. Strength is their mean, the first two with weight 0.3,
 * the others with 0.2: a steady drift shows in the first two only. The direction is that of the
 * slope, where Wilder's indicators agree. A trend begins at the strength to enter and ends below
 * that to leave or when the direction does.
 *
 * <p>A bar costs O(1), one in {@code every} O(n log n + n q); allocates nothing. Of one thread.
 */
public final class TrendClassifier {
  private static final int VERSION = 1;

  // Medians of a random walk over 256 bars or a little above, and what it exceeds once in a
  // hundred.
  private static final double ADX_FROM = 18;
  private static final double ADX_TO = 40;
  private static final double SLOPE_FROM = 1;
  private static final double SLOPE_TO = 4;
  private static final double RATIO_FROM = 0.5;
  private static final double RATIO_TO = 3;
  private static final double HURST_FROM = 0.55;
  private static final double HURST_TO = 0.8;

  private final TrendOptions options;
  private final int window;
  private final DirectionalIndex index;
  private final VarianceRatio ratio = new VarianceRatio();
  private final Fluctuation fluctuation;

  /** Logs of the last window + 1 closes, a ring. */
  private final double[] logs;

  private final double[] returns;
  private int next;
  private int size;
  private int sinceRenewed;
  private double slopeT = Double.NaN;
  private double varianceRatio = Double.NaN;
  private double ratioStatistic = Double.NaN;
  private double hurst = Double.NaN;
  private TrendDirection trend = TrendDirection.NONE;

  /** Starts before the first bar. */
  public TrendClassifier(TrendOptions options) {
    this.options = options;
    window = options.window();
    index = new DirectionalIndex(options.adxLength());
    fluctuation = new Fluctuation(window);
    logs = new double[window + 1];
    returns = new double[window];
  }

  /**
   * Takes a bar in. One whose prices are not positive, finite and in order (low, close, high) is no
   * measurement and changes nothing.
   *
   * @return true when the trend changed
   */
  public boolean update(double high, double low, double close) {
    if (!(low > 0 && low <= close && close <= high && high < Double.MAX_VALUE)) {
      return false;
    }
    index.update(high, low, close);
    logs[next] = StrictMath.log(close);
    next = next == window ? 0 : next + 1;
    size = Math.min(size + 1, window + 1);
    if (size > window) {
      if (sinceRenewed == 0) {
        renew();
      }
      sinceRenewed = sinceRenewed + 1 == options.every() ? 0 : sinceRenewed + 1;
    }
    TrendDirection before = trend;
    trend = follow(direction(), strength());
    return trend != before;
  }

  private TrendDirection follow(TrendDirection direction, double strength) {
    double enough =
        trend != TrendDirection.NONE && trend == direction ? options.exit() : options.enter();
    return strength >= enough ? direction : TrendDirection.NONE;
  }

  private void renew() {
    // The ring is full: the oldest close stands where the next one will.
    double previous = logs[next];
    double sum = previous;
    for (int i = 0; i < window; i++) {
      int at = next + 1 + i;
      double log = logs[at > window ? at - window - 1 : at];
      returns[i] = log - previous;
      previous = log;
      sum += log;
    }
    slopeT = slopeT(sum / (window + 1));
    ratio.compute(returns, window, options.ratioSteps());
    varianceRatio = ratio.ratio();
    ratioStatistic = ratio.statistic();
    hurst = Double.isNaN(varianceRatio) ? Double.NaN : fluctuation.hurst(returns);
  }

  /** Slope over its standard error; NaN where the closes are equal, infinite on a line. */
  private double slopeT(double mean) {
    int n = window + 1;
    double timeSquares = n * ((double) n * n - 1) / 12;
    double squares = 0;
    double together = 0;
    for (int i = 0; i < n; i++) {
      int at = next + i;
      double away = logs[at > window ? at - n : at] - mean;
      squares += away * away;
      together += away * (i - 0.5 * window);
    }
    if (!(squares > 1e-24 * n * mean * mean)) {
      return Double.NaN;
    }
    double explained = Math.min(1, together * together / timeSquares / squares);
    double unexplained = Math.max(0, 1 - explained);
    return Math.copySign(Math.sqrt(explained * (n - 2) / unexplained), together);
  }

  /** Average directional index, 0 to 100; NaN in its first 2n - 1 bars. */
  public double adx() {
    return index.value();
  }

  /** t-statistic of the slope of the log close; NaN until the window is full or without moves. */
  public double slopeStatistic() {
    return slopeT;
  }

  /** Variance ratio, 1 for a random walk; NaN until the window is full or without moves. */
  public double varianceRatio() {
    return varianceRatio;
  }

  /** The variance ratio's robust z-statistic; NaN until the window is full or without moves. */
  public double ratioStatistic() {
    return ratioStatistic;
  }

  /** Hurst exponent, about 0.5 for a random walk; NaN until the window is full or without moves. */
  public double hurst() {
    return hurst;
  }

  /** True once every measure has its bars. */
  public boolean warm() {
    return size > window && !Double.isNaN(index.value());
  }

  /** How much of a trend there is, 0 to 1; 0 until warm. A measure that is not defined adds 0. */
  public double strength() {
    if (!warm()) {
      return 0;
    }
    double slope = Math.abs(slopeT) / Math.sqrt(window + 1.0);
    return 0.3 * part(index.value(), ADX_FROM, ADX_TO)
        + 0.3 * part(slope, SLOPE_FROM, SLOPE_TO)
        + 0.2 * part(ratioStatistic, RATIO_FROM, RATIO_TO)
        + 0.2 * part(hurst, HURST_FROM, HURST_TO);
  }

  private static double part(double value, double from, double to) {
    return Double.isNaN(value) ? 0 : Math.max(0, Math.min(1, (value - from) / (to - from)));
  }

  /**
   * Direction of the slope where Wilder's indicators do not contradict it, whatever the strength.
   */
  public TrendDirection direction() {
    double balance = index.balance();
    if (slopeT > 0 && balance >= 0) {
      return TrendDirection.UP;
    }
    return slopeT < 0 && balance <= 0 ? TrendDirection.DOWN : TrendDirection.NONE;
  }

  /** The trend, with hysteresis. */
  public TrendDirection trend() {
    return trend;
  }

  /** Writes what the bars have made of it; the options are not part. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeByte(trend.code());
    out.writeInt(next);
    out.writeDoubles(logs, size);
    out.writeInt(sinceRenewed);
    out.writeDouble(slopeT);
    out.writeDouble(varianceRatio);
    out.writeDouble(ratioStatistic);
    out.writeDouble(hurst);
    index.write(out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws StateException coded {@code STATE_MISMATCH} when the windows differ
   */
  public void read(StateReader in) {
    in.readVersion(VERSION, "trend-classifier");
    trend = TrendDirection.ofCode(in.readByte());
    next = in.readInt();
    double[] stored = in.readDoubles();
    boolean full = stored.length == logs.length;
    if (stored.length > logs.length || (full ? next < 0 || next > window : next != stored.length)) {
      throw new StateException(
          "STATE_MISMATCH: state=trend-classifier stored=" + stored.length + " next=" + next);
    }
    System.arraycopy(stored, 0, logs, 0, stored.length);
    size = stored.length;
    sinceRenewed = in.readInt() % options.every();
    slopeT = in.readDouble();
    varianceRatio = in.readDouble();
    ratioStatistic = in.readDouble();
    hurst = in.readDouble();
    index.read(in);
  }
}
