package io.cryptoscalp.engine.features.momentum;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;

/** Where a value is in a range. */
final class Ranges {
  private Ranges() {}

  /** 100 (value - low) / (high - low), 0 to 100; invalid where the range is empty. */
  static Node position(GraphBuilder graph, Node value, Node high, Node low) {
    return graph.map(
        "range_position",
        value,
        high,
        low,
        (v, h, l) -> h > l ? 100 * ((v - l) / (h - l)) : Double.NaN);
  }

  /** Lane's raw stochastic of n bars: the position of the close in their range. */
  static Node stochastic(GraphBuilder graph, int n) {
    return position(
        graph,
        graph.close(),
        Nodes.highest(graph, graph.high(), n),
        Nodes.lowest(graph, graph.low(), n));
  }

  /** (high + low) / 2, quote units. */
  static Node median(GraphBuilder graph) {
    return graph.map("median_price", graph.high(), graph.low(), (h, l) -> (h + l) / 2);
  }
}
