package io.cryptoscalp.engine.features.patterns;

import io.cryptoscalp.engine.features.graph.Node;

/** The confidence of a chart pattern as of the newest bar. */
final class ChartNode extends Node {
  /** Swings that must have formed before any pattern is judged. */
  static final int SWINGS = 6;

  private final Swings swings;
  private final ChartShape shape;

  ChartNode(Swings swings, ChartShape shape) {
    this.swings = swings;
    this.shape = shape;
  }

  @Override
  protected double update() {
    if (!swings.isValid() || swings.size() < SWINGS) {
      return Double.NaN;
    }
    // A shape is news for as long as its five swings took, then history.
    if (swings.age(0) > swings.age(4) - swings.age(0)) {
      return 0;
    }
    return shape.confidence(swings);
  }
}
