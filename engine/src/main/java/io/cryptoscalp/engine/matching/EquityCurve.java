package io.cryptoscalp.engine.matching;

import java.util.Arrays;

/** Equity of a trial at even times, and at its end. */
public final class EquityCurve {
  private final long everyNs;
  private long[] times = new long[64];
  private double[] values = new double[64];
  private int size;
  private long nextNs = Long.MAX_VALUE;

  EquityCurve(long everyNs) {
    this.everyNs = everyNs;
  }

  void start(long timeNs) {
    if (everyNs > 0) {
      nextNs = (Math.floorDiv(timeNs, everyNs) + 1) * everyNs;
    }
  }

  long nextNs() {
    return nextNs;
  }

  void add(long timeNs, double value) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    times[size] = timeNs;
    values[size++] = value;
    if (timeNs == nextNs) {
      nextNs += everyNs;
    }
  }

  /** Number of values. */
  public int size() {
    return size;
  }

  /** Time of a value, ns. */
  public long timeNs(int at) {
    return times[at];
  }

  /** Equity then, account currency, at the venue's marks or the middle of its touch. */
  public double equity(int at) {
    return values[at];
  }
}
