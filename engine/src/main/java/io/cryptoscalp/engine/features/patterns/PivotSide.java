package io.cryptoscalp.engine.features.patterns;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** The last pivots of one side, the newest at 0. */
final class PivotSide {
  /** Pivots kept. */
  static final int HELD = 12;

  private final double[] prices = new double[HELD];
  private final long[] bars = new long[HELD];
  private int size;

  int size() {
    return size;
  }

  double price(int i) {
    return prices[i];
  }

  /** Number of the bar that it is on, counted from the first bar. */
  long bar(int i) {
    return bars[i];
  }

  void add(double price, long bar) {
    System.arraycopy(prices, 0, prices, 1, HELD - 1);
    System.arraycopy(bars, 0, bars, 1, HELD - 1);
    prices[0] = price;
    bars[0] = bar;
    size = Math.min(HELD, size + 1);
  }

  void write(StateWriter out) {
    out.writeByte(size);
    for (int i = 0; i < size; i++) {
      out.writeDouble(prices[i]);
      out.writeLong(bars[i]);
    }
  }

  void read(StateReader in) {
    size = in.readByte();
    for (int i = 0; i < size; i++) {
      prices[i] = in.readDouble();
      bars[i] = in.readLong();
    }
  }
}
