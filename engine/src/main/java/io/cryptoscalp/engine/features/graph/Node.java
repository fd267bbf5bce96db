package io.cryptoscalp.engine.features.graph;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * One value that is renewed once a bar: an input, a sub-result or a feature.
 *
 * <p>Nodes are created through {@link GraphBuilder#node}, which gives each a key that says what it
 * computes from what, so that equal computations exist once. A node holds the nodes and windows it
 * reads; those are always renewed before it. An update allocates nothing and costs O(1), amortised.
 *
 * <p>NaN means "not valid": not warm, or undefined on this input. A node whose input is not valid
 * leaves its state alone and is not valid itself.
 */
public abstract class Node {
  private double value = Double.NaN;

  /** The value as of the newest bar; NaN while not valid, never infinite. */
  public final double value() {
    return value;
  }

  /** True when there is a value. */
  public final boolean isValid() {
    return !Double.isNaN(value);
  }

  /**
   * Takes the newest bar in and computes the value.
   *
   * @return the value; NaN or an infinity when there is none
   */
  protected abstract double update();

  /**
   * Writes what an update needs besides the nodes and windows it reads: always something or never.
   * By default nothing: such a node is a function of what it reads and of nothing else, and after a
   * restore its value is computed anew by one more {@link #update()}.
   */
  protected void write(StateWriter out) {}

  /**
   * The value as far as the state that {@link #write} stores tells it; such a value is not stored.
   * NaN, the default, where it does not.
   */
  protected double result() {
    return Double.NaN;
  }

  /** Reads what {@link #write} wrote. */
  protected void read(StateReader in) {}

  final void advance() {
    double next = update();
    value = Math.abs(next) <= Double.MAX_VALUE ? next : Double.NaN;
  }

  final void restore(double stored) {
    value = stored;
  }
}
