package io.cryptoscalp.engine.regime.markov;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * Turns bars into the observations of an {@link ObservationSpec}, at training and live alike. Bars
 * may be shorter than the interval; they are joined. An observation comes with the bar that ends
 * its interval or, when that bar lacks, with the first one after it, and never needs more. O(1) a
 * bar and O(volatilityBars) an interval, no allocation. Of one thread.
 */
public final class BarObserver {
  /**
   * Missing intervals that are told one by one; a chain has forgotten after so many where it was.
   */
  public static final int MAX_MISSING = 1000;

  private static final int VERSION = 1;
  private static final double NET_MOVE = 2 * StrictMath.log(2) - 1;
  private static final double LEAST_VARIANCE = 1e-10;
  private static final long NONE = Long.MIN_VALUE;

  /** Receives observations. */
  @FunctionalInterface
  public interface Rows {
    /**
     * An interval has ended.
     *
     * @param endNs its end, ns since the epoch
     * @param row its values, good until this returns; with a NaN among them it is missing
     * @param close its last price; NaN when there is no bar
     */
    void row(long endNs, double[] row, double close);
  }

  private final ObservationSpec spec;
  private final Rows out;
  private final double[] row;
  private final double[] variances;
  private int varianceCount;
  private int varianceNext;

  /** The interval that bars are joined to, and the last one that has ended. */
  private long open = NONE;

  private long ended = NONE;
  private double high;
  private double low;
  private double close;
  private double endedClose;

  /** An observer that has seen nothing. */
  public BarObserver(ObservationSpec spec, Rows out) {
    this.spec = spec;
    this.out = out;
    row = new double[spec.dimensions()];
    variances = new double[spec.volatilityBars()];
  }

  /** What it observes. */
  public ObservationSpec spec() {
    return spec;
  }

  /**
   * Takes in a bar. One of an interval that has ended already, or with prices that are not positive
   * and finite, is left out.
   *
   * @param openTimeNs its start, ns since the epoch
   * @param closeTimeNs its end
   * @throws IllegalArgumentException coded {@code REGIME_BAR_TOO_LONG} when it does not lie within
   *     one interval
   */
  public void update(
      long openTimeNs, long closeTimeNs, double barHigh, double barLow, double barClose) {
    long slot = Math.floorDiv(openTimeNs, spec.intervalNs());
    long end = (slot + 1) * spec.intervalNs();
    if (closeTimeNs > end) {
      throw new IllegalArgumentException(
          "REGIME_BAR_TOO_LONG: open_time_ns="
              + openTimeNs
              + " close_time_ns="
              + closeTimeNs
              + " interval_ns="
              + spec.intervalNs());
    }
    boolean prices = barLow > 0 && barHigh < Double.POSITIVE_INFINITY && barHigh >= barLow;
    if (!prices || !(barClose > 0) || slot <= ended || slot < open) {
      return;
    }
    if (slot != open) {
      if (open != NONE) {
        end();
      }
      open = slot;
      high = barHigh;
      low = barLow;
    }
    high = Math.max(high, barHigh);
    low = Math.min(low, barLow);
    close = barClose;
    if (closeTimeNs == end) {
      end();
    }
  }

  private void end() {
    if (ended != NONE && open - ended > 1) {
      missing();
      varianceCount = 0;
    }
    boolean follows = ended != NONE && open - ended == 1;
    if (follows) {
      row[0] = StrictMath.log(close / endedClose);
      if (spec.volatility()) {
        row[1] = volatility();
        remember(row[0]);
      }
    } else {
      Arrays.fill(row, Double.NaN);
    }
    ended = open;
    endedClose = close;
    open = NONE;
    out.row((ended + 1) * spec.intervalNs(), row, close);
  }

  private void missing() {
    Arrays.fill(row, Double.NaN);
    long first = Math.max(ended + 1, open - MAX_MISSING);
    for (long slot = first; slot < open; slot++) {
      out.row((slot + 1) * spec.intervalNs(), row, Double.NaN);
    }
  }

  /** Of the intervals before; NaN when there is none. */
  private double volatility() {
    if (varianceCount == 0) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = 0; i < varianceCount; i++) {
      sum += variances[i];
    }
    return 0.5 * StrictMath.log(sum / varianceCount + LEAST_VARIANCE);
  }

  private void remember(double net) {
    double range = StrictMath.log(Math.max(high, endedClose) / Math.min(low, endedClose));
    if (varianceCount == 0) {
      varianceNext = 0;
    }
    variances[varianceNext] = Math.max(0, 0.5 * range * range - NET_MOVE * net * net);
    varianceNext = varianceNext + 1 == variances.length ? 0 : varianceNext + 1;
    varianceCount = Math.min(varianceCount + 1, variances.length);
  }

  /** Writes what the bars have made of it. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeString(spec.id());
    out.writeLong(open);
    out.writeLong(ended);
    out.writeDouble(high);
    out.writeDouble(low);
    out.writeDouble(close);
    out.writeDouble(endedClose);
    out.writeInt(varianceNext);
    out.writeDoubles(variances, varianceCount);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws StateException coded {@code STATE_MISMATCH} when it observed something else, {@code
   *     STATE_CORRUPT} when it is none
   */
  public void read(StateReader in) {
    in.readVersion(VERSION, "bar-observer");
    String stored = in.readText();
    if (!stored.equals(spec.id())) {
      throw new StateException(
          "STATE_MISMATCH: state=bar-observer stored=" + stored + " expected=" + spec.id());
    }
    open = in.readLong();
    ended = in.readLong();
    high = in.readDouble();
    low = in.readDouble();
    close = in.readDouble();
    endedClose = in.readDouble();
    varianceNext = in.readInt();
    if (varianceNext < 0 || varianceNext >= variances.length) {
      throw new StateException("STATE_CORRUPT: state=bar-observer next=" + varianceNext);
    }
    varianceCount = in.readDoubles(variances, "bar-observer");
  }
}
