package io.cryptoscalp.engine.features.cross;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** The last pairs of values; age 0 is the newest. */
final class PairWindow {
  private final double[] xs;
  private final double[] ys;
  private final int window;
  private long count;

  /** Keeps so many pairs and one more, so that there are as many differences. */
  PairWindow(int window) {
    this.window = window;
    xs = new double[window + 1];
    ys = new double[window + 1];
  }

  int window() {
    return window;
  }

  long count() {
    return count;
  }

  void add(double x, double y) {
    int at = (int) (count % xs.length);
    xs[at] = x;
    ys[at] = y;
    count++;
  }

  double x(int age) {
    return xs[(int) ((count - 1 - age) % xs.length)];
  }

  double y(int age) {
    return ys[(int) ((count - 1 - age) % ys.length)];
  }

  void write(StateWriter out) {
    out.writeLong(count);
    out.writeDoubles(xs, (int) Math.min(count, xs.length));
    out.writeDoubles(ys, (int) Math.min(count, ys.length));
  }

  void read(StateReader in) {
    count = in.readLong();
    read(in, xs);
    read(in, ys);
  }

  private static void read(StateReader in, double[] into) {
    int stored = in.readInt();
    if (stored < 0 || stored > into.length) {
      throw new StateException("STATE_MISMATCH: state=cross-window stored=" + stored);
    }
    for (int i = 0; i < stored; i++) {
      into[i] = in.readDouble();
    }
  }
}
