package io.cryptoscalp.engine.regime.signal;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** Sum of the last minute in twelve slots of five seconds; the present slot counts in full. */
final class RollingSum {
  private static final int VERSION = 1;
  private static final int SLOTS = 12;
  private static final long SLOT_NS = 5_000_000_000L;

  private final double[] sums = new double[SLOTS];
  private long slot = Long.MIN_VALUE;

  RollingSum() {}

  void add(long timeNs, double value) {
    long now = Math.floorDiv(timeNs, SLOT_NS);
    if (now > slot) {
      long passed = slot == Long.MIN_VALUE ? SLOTS : Math.min(SLOTS, now - slot);
      for (long i = 0; i < passed; i++) {
        sums[Math.floorMod(now - i, SLOTS)] = 0;
      }
      slot = now;
    }
    sums[Math.floorMod(slot, SLOTS)] += value;
  }

  double sum() {
    double sum = 0;
    for (double part : sums) {
      sum += part;
    }
    return sum;
  }

  void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeLong(slot);
    out.writeDoubles(sums, SLOTS);
  }

  void read(StateReader in) {
    in.readVersion(VERSION, "rolling-sum");
    slot = in.readLong();
    double[] stored = in.readDoubles();
    if (stored.length != SLOTS) {
      throw new StateException("STATE_MISMATCH: state=rolling-sum stored=" + stored.length);
    }
    System.arraycopy(stored, 0, sums, 0, SLOTS);
  }
}
