package io.cryptoscalp.engine.features.graph;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * The last valid values of a node, the newest at age 0. One window a node, as long as its most
 * demanding reader needs.
 */
public final class Window {
  private double[] data = new double[1];
  private int newest = -1;
  private int size;

  Window() {}

  /** Makes room for this many values; only before the first one. */
  void require(int length) {
    if (length > data.length) {
      data = new double[length];
    }
  }

  void push(double value) {
    newest = newest + 1 == data.length ? 0 : newest + 1;
    data[newest] = value;
    if (size < data.length) {
      size++;
    }
  }

  /** Number of values held. */
  public int size() {
    return size;
  }

  /**
   * The value of an age, 0 for the newest.
   *
   * @param age less than {@link #size()}
   */
  public double get(int age) {
    int at = newest - age;
    return data[at < 0 ? at + data.length : at];
  }

  void write(StateWriter out) {
    WindowCodec.write(this, out);
  }

  /** Reads a stored window, of which the newest values are kept when this one is shorter. */
  void read(StateReader in) {
    newest = -1;
    size = 0;
    WindowCodec.read(this, in);
  }
}
