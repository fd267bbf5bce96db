package io.cryptoscalp.engine.features.graph;

/** How many values ago an extreme was. */
final class Age extends Node {
  private final Extreme extreme;

  Age(Extreme extreme) {
    this.extreme = extreme;
  }

  @Override
  protected double update() {
    return extreme.isValid() ? extreme.age() : Double.NaN;
  }
}
