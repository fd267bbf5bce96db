package io.cryptoscalp.engine.regime.trend;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Average directional index (Wilder 1978, "New concepts in technical trading systems", section IV)
 * in the form of TA-Lib: the sums of the first n - 1 moves seed the smoothing, the mean of n
 * indices seeds their average; valid from bar 2n on. A bar at which no move is left in the sums
 * adds nothing.
 */
final class DirectionalIndex {
  private static final int VERSION = 1;

  private final int length;
  private double previousHigh = Double.NaN;
  private double previousLow = Double.NaN;
  private double previousClose = Double.NaN;
  private int moves;
  private double up;
  private double down;
  private double range;
  private double average;

  DirectionalIndex(int length) {
    this.length = length;
  }

  void update(double high, double low, double close) {
    if (!Double.isNaN(previousClose)) {
      move(high, low);
    }
    previousHigh = high;
    previousLow = low;
    previousClose = close;
  }

  private void move(double high, double low) {
    double rose = high - previousHigh;
    double fell = previousLow - low;
    double keep = moves < length - 1 ? 1 : 1 - 1.0 / length;
    up = up * keep + (rose > fell && rose > 0 ? rose : 0);
    down = down * keep + (fell > rose && fell > 0 ? fell : 0);
    double furthest = Math.max(Math.abs(high - previousClose), Math.abs(low - previousClose));
    range = range * keep + Math.max(high - low, furthest);
    moves = Math.min(moves + 1, 2 * length);
    if (moves < length) {
      return;
    }
    boolean moved = up + down > 0;
    double index = moved ? 100 * Math.abs(up - down) / (up + down) : 0;
    if (moves < 2 * length) {
      average += index / length;
    } else if (moved) {
      average += (index - average) / length;
    }
  }

  /** The index, 0 to 100; NaN in the first 2n - 1 bars. */
  double value() {
    return moves < 2 * length - 1 ? Double.NaN : average;
  }

  /** Plus less minus directional indicator, -100 to 100; 0 in the first n bars. */
  double balance() {
    return moves < length || range <= 0 ? 0 : 100 * (up - down) / range;
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeDouble(previousHigh);
    out.writeDouble(previousLow);
    out.writeDouble(previousClose);
    out.writeInt(moves);
    out.writeDouble(up);
    out.writeDouble(down);
    out.writeDouble(range);
    out.writeDouble(average);
  }

  void read(StateReader in) {
    in.readVersion(VERSION, "directional-index");
    previousHigh = in.readDouble();
    previousLow = in.readDouble();
    previousClose = in.readDouble();
    moves = in.readInt();
    up = in.readDouble();
    down = in.readDouble();
    range = in.readDouble();
    average = in.readDouble();
  }
}
