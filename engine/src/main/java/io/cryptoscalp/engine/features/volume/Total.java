package io.cryptoscalp.engine.features.volume;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Sum of a node since the first bar, as on-balance volume and the accumulation/distribution line
 * are. Its level means nothing and is only compared with its own past.
 */
final class Total extends Node {
  private final Node input;
  private double sum;

  private Total(Node input) {
    this.input = input;
  }

  static Node of(GraphBuilder graph, Node input) {
    return graph.node("total(" + graph.key(input) + ")", () -> new Total(graph.use(input)));
  }

  @Override
  protected double update() {
    if (!input.isValid()) {
      return Double.NaN;
    }
    sum += input.value();
    return sum;
  }

  @Override
  protected void write(StateWriter out) {
    out.writeDouble(sum);
  }

  @Override
  protected void read(StateReader in) {
    sum = in.readDouble();
  }
}
