package io.cryptoscalp.models.dataset;

import java.util.Arrays;

/** The prices of one instrument in time order; rows without a price have the mid 0. */
final class PricePath {
  private static final int FIRST_CAPACITY = 1024;

  private long[] timeNs = new long[FIRST_CAPACITY];
  private double[] mid = new double[FIRST_CAPACITY];
  private double[] low = new double[FIRST_CAPACITY];
  private double[] high = new double[FIRST_CAPACITY];
  private int size;

  /** Adds a row; a span that does not hold its own mid is widened to it. */
  void add(long time, double midPrice, double lowPrice, double highPrice) {
    if (size == timeNs.length) {
      int capacity = 2 * size;
      timeNs = Arrays.copyOf(timeNs, capacity);
      mid = Arrays.copyOf(mid, capacity);
      low = Arrays.copyOf(low, capacity);
      high = Arrays.copyOf(high, capacity);
    }
    timeNs[size] = time;
    mid[size] = midPrice > 0 && midPrice < Double.POSITIVE_INFINITY ? midPrice : 0;
    low[size] = lowPrice > 0 ? Math.min(lowPrice, midPrice) : midPrice;
    high[size] = highPrice > 0 ? Math.max(highPrice, midPrice) : midPrice;
    size++;
  }

  int size() {
    return size;
  }

  long timeNs(int row) {
    return timeNs[row];
  }

  /** Mid price; 0 where there is none. */
  double mid(int row) {
    return mid[row];
  }

  /** Lowest price since the row before. */
  double low(int row) {
    return low[row];
  }

  /** Highest price since the row before. */
  double high(int row) {
    return high[row];
  }

  boolean hasPrice(int row) {
    return mid[row] > 0;
  }

  /**
   * The last row with a price at or before a time, looking from a row on; -1 when history ends
   * before that time or the price is too old by then.
   *
   * @param from a row at or before the time
   * @param time venue time, ns
   * @param maxAgeNs oldest price that counts
   */
  int asOf(int from, long time, long maxAgeNs) {
    if (size == 0 || timeNs[size - 1] < time) {
      return -1;
    }
    int found = -1;
    for (int row = from; row < size && timeNs[row] <= time; row++) {
      found = mid[row] > 0 ? row : found;
    }
    return found >= 0 && time - timeNs[found] <= maxAgeNs ? found : -1;
  }
}
