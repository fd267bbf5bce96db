package io.cryptoscalp.engine.features.momentum;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Window;

/**
 * Percent of the n values before the newest that are below it. The newest value is held against
 * each of them; n comparisons of neighbours in memory cost less than a sorted copy would.
 */
final class Rank extends Node {
  private final Node input;
  private final Window window;
  private final int length;

  private Rank(Node input, Window window, int length) {
    this.input = input;
    this.window = window;
    this.length = length;
  }

  static Node of(GraphBuilder graph, Node input, int n) {
    return graph.node(
        "rank_before(" + graph.key(input) + "," + n + ")",
        () -> new Rank(graph.use(input), graph.window(input, n + 1), n));
  }

  @Override
  protected double update() {
    if (!input.isValid() || window.size() <= length) {
      return Double.NaN;
    }
    double newest = input.value();
    int below = 0;
    for (int age = 1; age <= length; age++) {
      if (window.get(age) < newest) {
        below++;
      }
    }
    return 100.0 * below / length;
  }
}
