package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** A positive value that comes now and then from outside: newest, the one before, their mean. */
final class PolledValue {
  private static final double WEIGHT = 1.0 / 8;

  private double newest = Double.NaN;
  private double previous = Double.NaN;
  private double mean = Double.NaN;
  private long atNs;

  /** Takes a value of that time; one that is not positive and finite changes nothing. */
  void set(double value, long timeNs) {
    if (!(value > 0) || Double.isInfinite(value)) {
      return;
    }
    previous = newest;
    if (!Double.isNaN(previous)) {
      mean = Double.isNaN(mean) ? previous : mean + WEIGHT * (previous - mean);
    }
    newest = value;
    atNs = timeNs;
  }

  /** The newest value, NaN without one and when it is stale. */
  double value(long nowNs) {
    return nowNs - atNs <= DerivativesBlock.STALE_NS ? newest : Double.NaN;
  }

  /** The value before the newest, NaN without one. */
  double previous() {
    return previous;
  }

  /** Exponential mean of the values before the newest, NaN without one. */
  double mean() {
    return mean;
  }

  void write(StateWriter out) {
    out.writeDouble(newest);
    out.writeDouble(previous);
    out.writeDouble(mean);
    out.writeLong(atNs);
  }

  void read(StateReader in) {
    newest = in.readDouble();
    previous = in.readDouble();
    mean = in.readDouble();
    atNs = in.readLong();
  }
}
