package io.cryptoscalp.engine.features.momentum;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * How many closes in a row rose, negative for fell; 0 after an equal close. From the second bar on.
 */
final class Streak extends Node {
  private final Node change;
  private double length;

  private Streak(Node change) {
    this.change = change;
  }

  static Node of(GraphBuilder graph) {
    Node change = Strength.change(graph, graph.close());
    return graph.node("streak(" + graph.key(change) + ")", () -> new Streak(graph.use(change)));
  }

  @Override
  protected double update() {
    if (!change.isValid()) {
      return Double.NaN;
    }
    double sign = Math.signum(change.value());
    length = sign * length > 0 ? length + sign : sign;
    // Not the negative zero of a fall by nothing.
    return length + 0.0;
  }

  @Override
  protected void write(StateWriter out) {
    out.writeDouble(length);
  }

  @Override
  protected void read(StateReader in) {
    length = in.readDouble();
  }
}
