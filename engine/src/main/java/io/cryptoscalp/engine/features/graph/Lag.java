package io.cryptoscalp.engine.features.graph;

/** The value of a node some values ago. */
final class Lag extends Node {
  private final Node input;
  private final Window window;
  private final int age;

  Lag(Node input, Window window, int age) {
    this.input = input;
    this.window = window;
    this.age = age;
  }

  @Override
  protected double update() {
    return input.isValid() && window.size() > age ? window.get(age) : Double.NaN;
  }
}
