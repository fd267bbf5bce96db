package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Exponential moving average with weight 2 / (n + 1), seeded with the mean of its first n inputs as
 * TA-Lib does. A number of inputs before the seed can be skipped, which TA-Lib's MACD does to let
 * both of its averages start together.
 */
final class Ema {
  private final int period;
  private final int skip;
  private long seen;
  private double value;

  Ema(int period, int skip) {
    this.period = period;
    this.skip = skip;
  }

  void add(double input) {
    seen++;
    long used = seen - skip;
    if (used <= 0) {
      return;
    }
    if (used < period) {
      value += input;
    } else if (used == period) {
      value = (value + input) / period;
    } else {
      value += (input - value) * (2.0 / (period + 1));
    }
  }

  boolean warm() {
    return seen >= (long) skip + period;
  }

  /** The average; meaningful once warm. */
  double value() {
    return value;
  }

  void write(StateWriter out) {
    out.writeLong(seen);
    out.writeDouble(value);
  }

  void read(StateReader in) {
    seen = in.readLong();
    value = in.readDouble();
  }
}
