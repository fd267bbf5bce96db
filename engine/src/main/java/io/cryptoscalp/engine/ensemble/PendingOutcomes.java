package io.cryptoscalp.engine.ensemble;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * Answers over one horizon that wait for what happens. At most {@value #CAPACITY}, evenly spaced
 * over the horizon, whatever the pace of decisions. An outcome is the direction of the mid from the
 * answer to the first price at or after the horizon; one that comes later than the tolerance, or
 * that did not move, teaches nothing.
 */
final class PendingOutcomes {
  /** Most answers that wait. */
  static final int CAPACITY = 48;

  private static final int PER_HORIZON = 32;

  private final long horizonNs;
  private final long toleranceNs;
  private final long[] times = new long[CAPACITY];
  private final long[] mids = new long[CAPACITY];
  private final byte[] regimes = new byte[CAPACITY];
  private final double[][] answers = new double[CAPACITY][];
  private int first;
  private int size;
  private long lastNs = Long.MIN_VALUE;

  PendingOutcomes(long horizonNs, long toleranceNs) {
    this.horizonNs = horizonNs;
    this.toleranceNs = toleranceNs;
    Arrays.fill(answers, new double[0]);
  }

  long horizonNs() {
    return horizonNs;
  }

  /** True when an answer of this time would be kept. */
  boolean takes(long timeNs) {
    return size < CAPACITY
        && (lastNs == Long.MIN_VALUE || timeNs - lastNs >= horizonNs / PER_HORIZON)
        && timeNs > lastNs;
  }

  /**
   * Keeps an answer that {@link #takes} takes.
   *
   * @param twiceMid bid plus ask
   * @param byModel probability by index of the weights, NaN where not heard
   * @param models how many of them count
   */
  void add(long timeNs, long twiceMid, Regime regime, double[] byModel, int models) {
    int at = (first + size) % CAPACITY;
    times[at] = timeNs;
    mids[at] = twiceMid;
    regimes[at] = (byte) regime.code();
    if (answers[at].length != models) {
      answers[at] = new double[models];
    }
    System.arraycopy(byModel, 0, answers[at], 0, models);
    size++;
    lastNs = timeNs;
  }

  /** Teaches the weights what is known at this time. */
  void resolve(long timeNs, long twiceMid, EnsembleWeights weights) {
    while (size > 0 && timeNs - times[first] >= horizonNs) {
      boolean late = timeNs - times[first] > horizonNs + toleranceNs;
      if (!late && twiceMid != mids[first]) {
        weights.update(Regime.ofCode(regimes[first]), answers[first], twiceMid > mids[first]);
      }
      first = (first + 1) % CAPACITY;
      size--;
    }
  }

  void write(StateWriter out) {
    out.writeLong(horizonNs);
    out.writeLong(lastNs);
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      int at = (first + i) % CAPACITY;
      out.writeLong(times[at]);
      out.writeLong(mids[at]);
      out.writeByte(regimes[at]);
      out.writeDoubles(answers[at], answers[at].length);
    }
  }

  static PendingOutcomes read(StateReader in, long toleranceNs) {
    PendingOutcomes read = new PendingOutcomes(in.readLong(), toleranceNs);
    read.lastNs = in.readLong();
    read.size = in.readInt();
    if (read.size < 0 || read.size > CAPACITY) {
      throw new StateException("STATE_CORRUPT: state=pending-outcomes size=" + read.size);
    }
    for (int i = 0; i < read.size; i++) {
      read.times[i] = in.readLong();
      read.mids[i] = in.readLong();
      read.regimes[i] = (byte) in.readByte();
      read.answers[i] = in.readDoubles();
    }
    return read;
  }
}
