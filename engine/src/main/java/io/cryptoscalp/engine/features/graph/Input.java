package io.cryptoscalp.engine.features.graph;

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
}
