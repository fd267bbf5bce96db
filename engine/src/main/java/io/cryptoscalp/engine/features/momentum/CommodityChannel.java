package io.cryptoscalp.engine.features.momentum;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Window;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Lambert's commodity channel index (Commodities, October 1980). The mean absolute deviation is
 * from a mean that moves, so each bar adds up n distances; n is small and fixed. The value is 0
 * where the typical price is at its mean, as in TA-Lib.
 */
final class CommodityChannel extends Node {
  private final Node typical;
  private final Window window;
  private final int length;
  private int seen;

  private CommodityChannel(Node typical, Window window, int length) {
    this.typical = typical;
    this.window = window;
    this.length = length;
  }

  static Node of(GraphBuilder graph, int n) {
    Node typical =
        graph.map(
            "typical_price",
            graph.high(),
            graph.low(),
            graph.close(),
            (h, l, c) -> (h + l + c) / 3);
    return graph.node(
        "commodity_channel(" + graph.key(typical) + "," + n + ")",
        () -> new CommodityChannel(graph.use(typical), graph.window(typical, n), n));
  }

  @Override
  protected double update() {
    if (!typical.isValid()) {
      return Double.NaN;
    }
    if (seen < length) {
      seen++;
    }
    if (seen < length) {
      return Double.NaN;
    }
    // Distances from the newest price keep the digits that the price level would cost.
    double newest = typical.value();
    double total = 0;
    for (int age = 1; age < length; age++) {
      total += window.get(age) - newest;
    }
    double mean = total / length;
    double distances = 0;
    for (int age = 0; age < length; age++) {
      distances += Math.abs(window.get(age) - newest - mean);
    }
    return distances == 0 ? 0 : -mean / (0.015 * distances / length);
  }

  @Override
  protected void write(StateWriter out) {
    out.writeInt(seen);
  }

  @Override
  protected void read(StateReader in) {
    seen = in.readInt();
  }
}
