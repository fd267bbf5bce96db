package io.cryptoscalp.engine.features.cross;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** The newest closes of one side, which wait for the other side's of the same time. */
final class RecentCloses {
  /** An instrument that was quiet closes the bars of up to so many intervals at once. */
  static final int KEPT = 4;

  private final long[] times = new long[KEPT];
  private final double[] closes = new double[KEPT];
  private long newestNs = Long.MIN_VALUE;
  private int next;

  /** Takes a close; false when it is not newer or no price. */
  boolean add(long timeNs, double close) {
    if (timeNs <= newestNs || !(close > 0) || close == Double.POSITIVE_INFINITY) {
      return false;
    }
    newestNs = timeNs;
    times[next] = timeNs;
    closes[next] = close;
    next = (next + 1) % KEPT;
    return true;
  }

  /** The close of a time, 0 when there is none. */
  double at(long timeNs) {
    for (int i = 0; i < KEPT; i++) {
      if (times[i] == timeNs) {
        return closes[i];
      }
    }
    return 0;
  }

  void write(StateWriter out) {
    out.writeLong(newestNs);
    for (int i = 0; i < KEPT; i++) {
      int at = (next + i) % KEPT;
      out.writeLong(times[at]);
      out.writeDouble(closes[at]);
    }
  }

  void read(StateReader in) {
    newestNs = in.readLong();
    for (int i = 0; i < KEPT; i++) {
      times[i] = in.readLong();
      closes[i] = in.readDouble();
    }
    next = 0;
  }
}
