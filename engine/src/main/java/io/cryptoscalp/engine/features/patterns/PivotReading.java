package io.cryptoscalp.engine.features.patterns;

import io.cryptoscalp.engine.features.graph.Node;
import java.util.function.DoubleSupplier;

/** A value read off the pivots and the close, without state of its own. */
final class PivotReading extends Node {
  private final Node source;
  private final DoubleSupplier reading;

  /**
   * @param source what must be valid
   * @param reading the value; NaN when there is none
   */
  PivotReading(Node source, DoubleSupplier reading) {
    this.source = source;
    this.reading = reading;
  }

  @Override
  protected double update() {
    return source.isValid() ? reading.getAsDouble() : Double.NaN;
  }
}
