package io.cryptoscalp.engine.quality;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** Closes of the peer that wait for the own market to reach their time; the oldest gives way. */
final class PeerCloses {
  private static final int KEPT = 8;

  private final long[] times = new long[KEPT];
  private final double[] prices = new double[KEPT];
  private final double[] bids = new double[KEPT];
  private final double[] asks = new double[KEPT];
  private int first;
  private int size;

  /** Adds a close that is newer than all; others change nothing. */
  void add(long timeNs, double close, double bid, double ask) {
    if (size > 0 && timeNs <= times[(first + size - 1) % KEPT]) {
      return;
    }
    if (size == KEPT) {
      remove();
    }
    int slot = (first + size++) % KEPT;
    times[slot] = timeNs;
    prices[slot] = close;
    bids[slot] = bid;
    asks[slot] = ask;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** End of the second of the oldest. */
  long timeNs() {
    return times[first];
  }

  /** Price of the oldest. */
  double close() {
    return prices[first];
  }

  /** The peer's best bid then; 0 when it is not known. */
  double bid() {
    return bids[first];
  }

  /** The peer's best ask then; 0 when it is not known. */
  double ask() {
    return asks[first];
  }

  /** Removes the oldest. */
  void remove() {
    first = (first + 1) % KEPT;
    size--;
  }

  void write(StateWriter out) {
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      int slot = (first + i) % KEPT;
      out.writeLong(times[slot]);
      out.writeDouble(prices[slot]);
      out.writeDouble(bids[slot]);
      out.writeDouble(asks[slot]);
    }
  }

  void read(StateReader in) {
    first = 0;
    size = 0;
    int stored = in.readInt();
    for (int i = 0; i < stored; i++) {
      add(in.readLong(), in.readDouble(), in.readDouble(), in.readDouble());
    }
  }
}
