package io.cryptoscalp.engine.features.graph;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import org.jspecify.annotations.Nullable;

/** A column of the bar. The graph sets it before any other node is renewed. */
final class Input extends Node {
  private @Nullable Window window;
  private double next = Double.NaN;

  /** The window that takes the valid ones of its values; null for none. */
  void pushTo(@Nullable Window over) {
    window = over;
  }

  void set(double value) {
    next = value;
    advance();
    if (window != null && isValid()) {
      window.push(value);
    }
  }

  @Override
  protected double update() {
    return next;
  }

  @Override
  protected double result() {
    return next;
  }

  @Override
  protected void write(StateWriter out) {
    out.writeDouble(next);
  }

  @Override
  protected void read(StateReader in) {
    next = in.readDouble();
  }
}
