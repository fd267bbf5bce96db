package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Wilder's smoothing (New Concepts in Technical Trading Systems, 1978): the mean of the first n
 * inputs, then (previous * (n - 1) + input) / n.
 */
final class Wilder {
  private final int period;
  private long seen;
  private double value;

  Wilder(int period) {
    this.period = period;
  }

  void add(double input) {
    seen++;
    if (seen < period) {
      value += input;
    } else if (seen == period) {
      value = (value + input) / period;
    } else {
      value = (value * (period - 1) + input) / period;
    }
  }

  boolean warm() {
    return seen >= period;
  }

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
