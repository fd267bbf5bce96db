package io.cryptoscalp.engine.features.momentum;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.features.graph.Window;
import io.cryptoscalp.engine.features.graph.WindowSum;

/** Gains against losses of any node. */
final class Strength {
  private Strength() {}

  /** Change against the value before. */
  static Node change(GraphBuilder graph, Node input) {
    return graph.map("change", input, Nodes.lag(graph, input, 1), (now, before) -> now - before);
  }

  /** The part of the change that is up, at least 0. */
  static Node gain(GraphBuilder graph, Node input) {
    return graph.map("gain", change(graph, input), c -> Math.max(0, c));
  }

  /** The part of the change that is down, at least 0. */
  static Node loss(GraphBuilder graph, Node input) {
    return graph.map("loss", change(graph, input), c -> Math.max(0, -c));
  }

  /** Sum of the last n rises of the close. */
  static Node gains(GraphBuilder graph, int n) {
    return WindowSum.of(
        graph,
        "gain(close)",
        n,
        1,
        windows -> {
          Window close = windows.over(graph.close());
          return age -> Math.max(0, close.get(age) - close.get(age + 1));
        });
  }

  /** Sum of the last n falls of the close, at least 0. */
  static Node losses(GraphBuilder graph, int n) {
    return WindowSum.of(
        graph,
        "loss(close)",
        n,
        1,
        windows -> {
          Window close = windows.over(graph.close());
          return age -> Math.max(0, close.get(age + 1) - close.get(age));
        });
  }

  /** Wilder's relative strength index, 0 to 100, 50 when nothing moved; from value n + 1 on. */
  static Node rsi(GraphBuilder graph, Node input, int n) {
    return graph.map(
        "rsi",
        Nodes.wilder(graph, gain(graph, input), n),
        Nodes.wilder(graph, loss(graph, input), n),
        (g, l) -> g + l == 0 ? 50 : 100 * (g / (g + l)));
  }

  /** (sum up - sum down) / (both), -100 to 100; invalid where nothing moved. */
  static Node balance(GraphBuilder graph, Node up, Node down) {
    return graph.map(
        "balance",
        up,
        down,
        // Running sums of what was much larger may end a hair below 0.
        (u, d) ->
            u + d > 0 ? Math.max(-100, Math.min(100, 100 * ((u - d) / (u + d)))) : Double.NaN);
  }
}
