package io.cryptoscalp.engine.regime.volatility;

import io.cryptoscalp.engine.regime.window.MeanWindow;
import io.cryptoscalp.engine.regime.window.SortedWindow;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * How volatile a market is against its own past, with forecasts.
 *
 * <ul>
 *   <li>Realised volatility: square root of the mean squared return of the window (Andersen and
 *       Bollerslev 1998, "Answering the skeptics"), in the unit of one return.
 *   <li>Rank: its mid-rank among the samples of itself in the past, exact, the present one not
 *       among them. From an eighth of the past on, at least {@value #FEWEST} samples.
 *   <li>Level: from the rank, with hysteresis.
 *   <li>Forecast: the root mean variance that GARCH(1,1) expects of the next window, or EWMA where
 *       there is no model; with its rank among the same samples. It answers to a shock at once, the
 *       realised volatility as the window fills.
 * </ul>
 *
 * <p>An update is O(1), each sample one insertion into a sorted window; allocates nothing. Of one
 * thread.
 */
public final class VolatilityClassifier {
  /** Fewest samples to take ranks among. */
  public static final int FEWEST = 20;

  private static final int VERSION = 1;

  private final VolatilityOptions options;
  private final int least;
  private final MeanWindow squares;
  private final SortedWindow past;
  private final EwmaVariance ewma;
  private final @Nullable GarchFilter garch;
  private int sinceSample;
  private double rank = Double.NaN;
  private VolatilityLevel level = VolatilityLevel.NORMAL;

  /** Starts in NORMAL before the first return. */
  public VolatilityClassifier(VolatilityOptions options) {
    this.options = options;
    least = Math.max(FEWEST, options.past() / 8);
    squares = new MeanWindow(options.window());
    past = new SortedWindow(options.past());
    ewma = new EwmaVariance(options.ewmaDecay());
    GarchModel model = options.garch();
    garch = model == null ? null : new GarchFilter(model);
  }

  /**
   * Takes the log return of one bar in. One that is not finite or beyond 1e50 is missing: only the
   * GARCH forecast moves, towards its long-run level.
   *
   * @return true when the level changed
   */
  public boolean update(double value) {
    if (garch != null) {
      garch.update(value);
    }
    if (!(Math.abs(value) <= EwmaVariance.LARGEST)) {
      return false;
    }
    ewma.update(value);
    squares.add(value * value);
    if (!squares.isFull()) {
      return false;
    }
    double realised = realised();
    rank = past.size() >= least ? past.rank(realised) : Double.NaN;
    if (sinceSample == 0) {
      past.add(realised);
    }
    sinceSample = sinceSample + 1 == options.sampleEvery() ? 0 : sinceSample + 1;
    VolatilityLevel before = level;
    level = level(rank);
    return level != before;
  }

  private VolatilityLevel level(double at) {
    if (Double.isNaN(at)) {
      return VolatilityLevel.NORMAL;
    }
    boolean extreme = level == VolatilityLevel.EXTREME;
    if (at >= (extreme ? options.extremeExit() : options.extremeEnter())) {
      return VolatilityLevel.EXTREME;
    }
    boolean high = extreme || level == VolatilityLevel.HIGH;
    if (at >= (high ? options.highExit() : options.highEnter())) {
      return VolatilityLevel.HIGH;
    }
    boolean low = level == VolatilityLevel.LOW;
    return at <= (low ? options.lowExit() : options.lowEnter())
        ? VolatilityLevel.LOW
        : VolatilityLevel.NORMAL;
  }

  /** The level; NORMAL until there is a past to compare with. */
  public VolatilityLevel level() {
    return level;
  }

  /** Realised volatility, per return; NaN until the window is full. */
  public double realised() {
    return squares.isFull() ? Math.sqrt(Math.max(0, squares.mean())) : Double.NaN;
  }

  /** Rank of the realised volatility in the past, 0 to 1; NaN until there is one. */
  public double rank() {
    return rank;
  }

  /** Realised volatility over its median in the past; NaN until there is one or where it is 0. */
  public double ratio() {
    double median = past.median();
    return past.size() >= least && median > 0 ? realised() / median : Double.NaN;
  }

  /** Median of the realised volatility in the past, per return; NaN until there is one. */
  public double median() {
    return past.size() >= least ? past.median() : Double.NaN;
  }

  /** EWMA forecast of the next return's deviation; NaN before the first return. */
  public double ewma() {
    return ewma.nextDeviation();
  }

  /** GARCH forecast of the root mean variance of the next window; NaN without a model. */
  public double garch() {
    return garch == null
        ? Double.NaN
        : garch.deviation(options.window()) / Math.sqrt(options.window());
  }

  /** The GARCH forecast, or EWMA's without a model. */
  public double forecast() {
    return garch == null ? ewma() : garch();
  }

  /** Rank of the forecast in the past of the realised volatility; NaN until there is one. */
  public double forecastRank() {
    return past.size() >= least ? past.rank(forecast()) : Double.NaN;
  }

  /** Writes what the returns have made of it; options and model are not part. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeByte(level.code());
    out.writeDouble(rank);
    out.writeInt(sinceSample);
    squares.write(out);
    past.write(out);
    ewma.write(out);
    out.writeBoolean(garch != null);
    if (garch != null) {
      garch.write(out);
    }
  }

  /**
   * Reads what {@link #write} wrote. A GARCH model that is new starts at its long-run variance; the
   * state of one that is no longer there is left out.
   *
   * @throws StateException coded {@code STATE_MISMATCH} when the windows differ
   */
  public void read(StateReader in) {
    in.readVersion(VERSION, "volatility-classifier");
    level = VolatilityLevel.ofCode(in.readByte());
    rank = in.readDouble();
    sinceSample = in.readInt();
    if (sinceSample < 0 || sinceSample >= options.sampleEvery()) {
      throw new StateException(
          "STATE_MISMATCH: state=volatility-classifier sinceSample=" + sinceSample);
    }
    squares.read(in);
    past.read(in);
    ewma.read(in);
    if (in.readBoolean()) {
      GarchModel any = new GarchModel(1, 0, 0);
      (garch == null ? new GarchFilter(any) : garch).read(in);
    }
  }
}
