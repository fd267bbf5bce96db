package io.cryptoscalp.engine.features;

import java.util.Arrays;

/** Fills a snapshot position by position; the one place that decides what is valid. */
final class FeatureSink {
  private double[] values = new double[0];
  private long[] valid = new long[0];
  private int position;

  void begin(double[] targetValues, long[] targetValid) {
    values = targetValues;
    valid = targetValid;
    position = 0;
    Arrays.fill(valid, 0);
  }

  /** Writes the next feature: the value when it is warm and finite, else 0 and no bit. */
  void put(double value, boolean warm) {
    if (warm && Double.isFinite(value)) {
      values[position] = value;
      valid[position >>> 6] |= 1L << (position & 63);
    } else {
      values[position] = 0;
    }
    position++;
  }

  /** a / b as the next feature; invalid when b is 0. */
  void ratio(double a, double b, boolean warm) {
    put(a / b, warm && b != 0);
  }

  int position() {
    return position;
  }
}
