package io.cryptoscalp.engine.features.cross;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** The last pairs of values; age 0 is the newest. */
final class PairWindow {
  private final ValueWindow xs;
  private final ValueWindow ys;
  private final int window;

  /** Keeps so many pairs and one more, so that there are as many differences. */
  PairWindow(int window) {
    this.window = window;
    xs = new ValueWindow(window + 1);
    ys = new ValueWindow(window + 1);
  }

  int window() {
    return window;
  }

  long count() {
    return xs.count();
  }

  void add(double x, double y) {
    xs.add(x);
    ys.add(y);
  }

  double x(int age) {
    return xs.value(age);
  }

  double y(int age) {
    return ys.value(age);
  }

  void write(StateWriter out) {
    xs.write(out);
    ys.write(out);
  }

  void read(StateReader in) {
    xs.read(in);
    ys.read(in);
  }
}
