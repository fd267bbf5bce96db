package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * Trades that wait for the mid after a delay, summed by slots of 50 ms and kept once for all
 * delays. A slot is due when the delay has passed since its end.
 */
final class DelayedMids {
  private static final int LONGEST_SECONDS = 5;
  private static final int CAPACITY = 128;
  private static final int FIELDS = 4;
  private static final long SECOND = 1_000_000_000L;

  private final long[] delaysNs;
  private final long[] heads;
  private final long[] slots = new long[CAPACITY];
  private final double[] sums = new double[CAPACITY * FIELDS];
  private long tail;

  /**
   * Creates an empty queue.
   *
   * @param delaysSeconds at most 5 each
   */
  DelayedMids(int[] delaysSeconds) {
    delaysNs = new long[delaysSeconds.length];
    heads = new long[delaysSeconds.length];
    for (int i = 0; i < delaysSeconds.length; i++) {
      if (delaysSeconds[i] > LONGEST_SECONDS) {
        throw new IllegalArgumentException("TICK_DELAY_INVALID: seconds=" + delaysSeconds[i]);
      }
      delaysNs[i] = delaysSeconds[i] * SECOND;
    }
  }

  /** Adds a trade; all that was due before its time must have been taken. */
  void add(long nowNs, double quantity, double signed, double signedPerMid, double effective) {
    long slot = Math.floorDiv(nowNs, TickWindows.BASE_NS);
    if (tail == 0 || slots[at(tail - 1)] != slot) {
      int next = at(tail++);
      slots[next] = slot;
      Arrays.fill(sums, next * FIELDS, (next + 1) * FIELDS, 0);
    }
    int base = at(tail - 1) * FIELDS;
    sums[base] += quantity;
    sums[base + 1] += signed;
    sums[base + 2] += signedPerMid;
    sums[base + 3] += effective;
  }

  private static int at(long position) {
    return (int) (position % CAPACITY);
  }

  /** When the first slot that waits for this delay is due; the largest long when none waits. */
  long dueNs(int delay) {
    if (heads[delay] == tail) {
      return Long.MAX_VALUE;
    }
    return (slots[at(heads[delay])] + 1) * TickWindows.BASE_NS + delaysNs[delay];
  }

  double quantity(int delay) {
    return sums[at(heads[delay]) * FIELDS];
  }

  /** Sum of taker sign * quantity. */
  double signed(int delay) {
    return sums[at(heads[delay]) * FIELDS + 1];
  }

  /** Sum of taker sign * quantity / mid. */
  double signedPerMid(int delay) {
    return sums[at(heads[delay]) * FIELDS + 2];
  }

  /** Sum of effective spread * quantity. */
  double effective(int delay) {
    return sums[at(heads[delay]) * FIELDS + 3];
  }

  /** Drops the first slot that waits for this delay. */
  void next(int delay) {
    heads[delay]++;
  }

  void write(StateWriter out) {
    long first = tail;
    for (long head : heads) {
      out.writeLong(head);
      first = Math.min(first, head);
    }
    // The newest slot may still grow, even when nothing waits for it.
    first = Math.max(0, Math.min(first, tail - 1));
    out.writeLong(tail);
    out.writeInt((int) (tail - first));
    for (long i = first; i < tail; i++) {
      out.writeLong(slots[at(i)]);
      for (int field = 0; field < FIELDS; field++) {
        out.writeDouble(sums[at(i) * FIELDS + field]);
      }
    }
  }

  void read(StateReader in) {
    for (int i = 0; i < heads.length; i++) {
      heads[i] = in.readLong();
    }
    tail = in.readLong();
    int count = in.readInt();
    if (count < 0 || count > CAPACITY || count > tail) {
      throw new StateException("STATE_MISMATCH: state=delayed-mids stored=" + count);
    }
    for (long i = tail - count; i < tail; i++) {
      slots[at(i)] = in.readLong();
      for (int field = 0; field < FIELDS; field++) {
        sums[at(i) * FIELDS + field] = in.readDouble();
      }
    }
  }
}
