package io.cryptoscalp.engine.features.cross;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** The last values, oldest overwritten first; age 0 is the newest. */
final class ValueWindow {
  private final double[] values;
  private long count;

  ValueWindow(int length) {
    values = new double[length];
  }

  int length() {
    return values.length;
  }

  /** Values taken so far, those forgotten included. */
  long count() {
    return count;
  }

  void add(double value) {
    values[(int) (count++ % values.length)] = value;
  }

  double value(int age) {
    return values[(int) ((count - 1 - age) % values.length)];
  }

  void write(StateWriter out) {
    out.writeLong(count);
    out.writeDoubles(values, (int) Math.min(count, values.length));
  }

  void read(StateReader in) {
    count = in.readLong();
    int stored = in.readInt();
    if (stored != Math.min(count, values.length)) {
      throw new StateException("STATE_MISMATCH: state=cross-window stored=" + stored);
    }
    for (int i = 0; i < stored; i++) {
      values[i] = in.readDouble();
    }
  }
}
