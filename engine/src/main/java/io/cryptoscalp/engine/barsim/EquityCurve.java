package io.cryptoscalp.engine.barsim;

import java.util.Arrays;

/** Equity at closes: the largest fall over all of them, and one point a period to keep. */
final class EquityCurve {
  private final long periodNs;
  private long[] timeNs = new long[256];
  private double[] values = new double[256];
  private int size;
  private long period = Long.MIN_VALUE;
  private double peak;
  private double fall;

  EquityCurve(double start, long periodNs) {
    this.periodNs = periodNs;
    peak = start;
  }

  void add(long now, double equity) {
    double worth = Math.max(0, equity);
    if (worth > peak) {
      peak = worth;
    } else {
      fall = Math.max(fall, 1 - worth / peak);
    }
    // A close on a period's border is the period's last.
    long of = (now - 1) / periodNs;
    if (of != period) {
      period = of;
      if (size == timeNs.length) {
        timeNs = Arrays.copyOf(timeNs, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      size++;
    }
    timeNs[size - 1] = now;
    values[size - 1] = worth;
  }

  void end(long now, double equity) {
    add(now, equity);
  }

  double largestFall() {
    return fall;
  }

  long[] timeNs() {
    return Arrays.copyOf(timeNs, size);
  }

  double[] values() {
    return Arrays.copyOf(values, size);
  }
}
