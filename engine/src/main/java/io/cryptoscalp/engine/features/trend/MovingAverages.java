package io.cryptoscalp.engine.features.trend;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.features.graph.Window;
import io.cryptoscalp.engine.features.graph.WindowSum;

/**
 * Moving averages beyond those of {@link Nodes}. {@code n} counts valid values of the input, the
 * newest included; a result has the input's unit.
 */
public final class MovingAverages {
  private MovingAverages() {}

  /** Mean weighted n for the newest down to 1 for the oldest of the last n; from the n-th on. */
  public static Node wma(GraphBuilder graph, Node input, int n) {
    return line(graph, input, n);
  }

  /** The least-squares line through the last n values, whose value is their weighted mean. */
  static WindowLine line(GraphBuilder graph, Node input, int n) {
    return graph.typed(
        WindowLine.class,
        "window_line(" + graph.key(input) + "," + n + ")",
        () -> new WindowLine(graph.use(input), graph.window(input, n + 1), n));
  }

  /**
   * Hull's average: WMA over root n of 2 WMA(n / 2) - WMA(n), the lengths rounded down (Hull 2005);
   * from value n + root n - 1 on.
   */
  static Node hma(GraphBuilder graph, Node input, int n) {
    Node ahead =
        graph.map(
            "hull_ahead", wma(graph, input, n / 2), wma(graph, input, n), (h, f) -> 2 * h - f);
    return wma(graph, ahead, (int) Math.sqrt(n));
  }

  /** Kaufman's adaptive average with 2 and 30 values as its limits; from value n + 1 on. */
  static Node kama(GraphBuilder graph, Node input, int n) {
    return graph.node(
        "kama(" + graph.key(input) + "," + n + ")",
        () -> {
          Node path =
              WindowSum.of(
                  graph,
                  "absolute_change(" + graph.key(input) + ")",
                  n,
                  1,
                  windows -> {
                    Window window = windows.over(input);
                    return age -> Math.abs(window.get(age) - window.get(age + 1));
                  });
          return new Kama(graph.use(input), graph.window(input, n + 1), graph.use(path), n);
        });
  }

  /** 2 EMA - EMA of EMA (Mulloy, Stocks & Commodities 12:1, 1994); from value 2n - 1 on. */
  static Node dema(GraphBuilder graph, Node input, int n) {
    Node once = Nodes.ema(graph, input, n);
    return graph.map("dema", once, Nodes.ema(graph, once, n), (e, ee) -> 2 * e - ee);
  }

  /** 3 EMA - 3 EMA of EMA + EMA of that (Mulloy 1994); from value 3n - 2 on. */
  static Node tema(GraphBuilder graph, Node input, int n) {
    Node once = Nodes.ema(graph, input, n);
    Node twice = Nodes.ema(graph, once, n);
    Node thrice = Nodes.ema(graph, twice, n);
    return graph.map("tema", once, twice, thrice, (e, ee, eee) -> 3 * e - 3 * ee + eee);
  }
}
