package io.cryptoscalp.engine.quality;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** The touch as of the last whole seconds, one slot a second. */
final class TouchSamples {
  /** A power of two; a peer's close that comes more seconds late finds nothing. */
  private static final int KEPT = 8;

  private final long[] times = new long[KEPT];
  private final double[] bids = new double[KEPT];
  private final double[] asks = new double[KEPT];

  void add(long timeNs, double bid, double ask) {
    int slot = slot(timeNs);
    times[slot] = timeNs;
    bids[slot] = bid;
    asks[slot] = ask;
  }

  /** The slot of a time, -1 when there was no touch or it is too long ago. */
  int find(long timeNs) {
    int slot = slot(timeNs);
    return times[slot] == timeNs && bids[slot] > 0 ? slot : -1;
  }

  private static int slot(long timeNs) {
    return (int) (timeNs / 1_000_000_000L) & (KEPT - 1);
  }

  double bid(int slot) {
    return bids[slot];
  }

  double ask(int slot) {
    return asks[slot];
  }

  void write(StateWriter out) {
    for (int i = 0; i < KEPT; i++) {
      out.writeLong(times[i]);
      out.writeDouble(bids[i]);
      out.writeDouble(asks[i]);
    }
  }

  void read(StateReader in) {
    for (int i = 0; i < KEPT; i++) {
      times[i] = in.readLong();
      bids[i] = in.readDouble();
      asks[i] = in.readDouble();
    }
  }
}
