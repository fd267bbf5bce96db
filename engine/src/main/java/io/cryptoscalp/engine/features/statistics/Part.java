package io.cryptoscalp.engine.features.statistics;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import java.util.function.DoubleSupplier;

/** One of several results of a node. */
final class Part extends Node {
  private final Node source;
  private final DoubleSupplier result;

  private Part(Node source, DoubleSupplier result) {
    this.source = source;
    this.result = result;
  }

  static Node of(GraphBuilder graph, String name, Node source, DoubleSupplier result) {
    return graph.node(
        name + "(" + graph.key(source) + ")", () -> new Part(graph.use(source), result));
  }

  @Override
  protected double update() {
    return source.isValid() ? result.getAsDouble() : Double.NaN;
  }
}
