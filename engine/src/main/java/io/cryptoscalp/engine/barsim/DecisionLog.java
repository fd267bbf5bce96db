package io.cryptoscalp.engine.barsim;

import java.util.Arrays;

/** Orders and cancellations of a run in columns, to compare runs by. */
final class DecisionLog {
  private static final int COLUMNS = 8;

  private long[] timeNs = new long[64];
  private double[] values = new double[64 * COLUMNS];
  private int size;

  int size() {
    return size;
  }

  long timeNs(int row) {
    return timeNs[row];
  }

  int instrument(int row) {
    return (int) values[row * COLUMNS];
  }

  /** Quantity, NaN for a cancellation. */
  double quantity(int row) {
    return values[row * COLUMNS + 2];
  }

  boolean reduces(int row) {
    return values[row * COLUMNS + 7] != 0;
  }

  void order(long now, int instrument, OrderTable orders, int k) {
    int at = begin(now, instrument);
    values[at + 1] = orders.kind[k];
    values[at + 2] = orders.quantity[k];
    values[at + 3] = orders.limit[k];
    values[at + 4] = orders.stop[k];
    values[at + 5] = orders.trail[k];
    values[at + 6] = orders.relative[k];
    values[at + 7] = orders.reduceOnly[k] ? 1 : 0;
  }

  void cancel(long now, int instrument, long id) {
    int at = begin(now, instrument);
    Arrays.fill(values, at + 1, at + COLUMNS, Double.NaN);
    values[at + 1] = -1;
    values[at + 3] = id;
  }

  private int begin(long now, int instrument) {
    if (size == timeNs.length) {
      timeNs = Arrays.copyOf(timeNs, size * 2);
      values = Arrays.copyOf(values, size * 2 * COLUMNS);
    }
    timeNs[size] = now;
    values[size * COLUMNS] = instrument;
    return size++ * COLUMNS;
  }

  /** The first row up to a time in which two logs differ; -1 when none does. */
  int firstDifference(DecisionLog other, long upToNs) {
    for (int row = 0; ; row++) {
      boolean here = row < size && timeNs[row] <= upToNs;
      boolean there = row < other.size && other.timeNs[row] <= upToNs;
      if (!here && !there) {
        return -1;
      }
      if (here != there || !isEqual(other, row)) {
        return row;
      }
    }
  }

  private boolean isEqual(DecisionLog other, int row) {
    int from = row * COLUMNS;
    return timeNs[row] == other.timeNs[row]
        && Arrays.equals(values, from, from + COLUMNS, other.values, from, from + COLUMNS);
  }

  /** A row in words. */
  String text(int row) {
    if (row >= size) {
      return "nothing";
    }
    int at = row * COLUMNS;
    String[] kinds = {"market", "limit", "stop", "stop-limit", "trailing stop"};
    int kind = (int) values[at + 1];
    if (kind < 0) {
      return "cancel " + (long) values[at + 3] + " at " + timeNs[row];
    }
    return kinds[kind]
        + " "
        + values[at + 2]
        + " limit="
        + values[at + 3]
        + " stop="
        + values[at + 4]
        + " at "
        + timeNs[row];
  }
}
