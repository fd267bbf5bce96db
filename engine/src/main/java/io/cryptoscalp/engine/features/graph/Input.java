package io.cryptoscalp.engine.features.graph;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** A column of the bar. */
final class Input extends Node {
  private double next = Double.NaN;

  void set(double value) {
    next = value;
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
