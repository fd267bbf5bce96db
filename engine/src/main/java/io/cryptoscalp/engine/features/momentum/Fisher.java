package io.cryptoscalp.engine.features.momentum;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Ehlers' Fisher transform (Stocks & Commodities 20:11, 2002) of the median price's place among the
 * highest high and lowest low of n bars. An empty range counts as the middle. At most 3.8 before
 * and 7.6 after the last smoothing.
 */
final class Fisher extends Node {
  private static final double MOST = 0.999;

  private final Node median;
  private final Node highest;
  private final Node lowest;
  private double place;
  private double transformed;

  private Fisher(Node median, Node highest, Node lowest) {
    this.median = median;
    this.highest = highest;
    this.lowest = lowest;
  }

  static Node of(GraphBuilder graph, int n) {
    Node median = Ranges.median(graph);
    Node highest = Nodes.highest(graph, graph.high(), n);
    Node lowest = Nodes.lowest(graph, graph.low(), n);
    return graph.node(
        "fisher(" + graph.key(median) + "," + n + ")",
        () -> new Fisher(graph.use(median), graph.use(highest), graph.use(lowest)));
  }

  @Override
  protected double update() {
    if (!highest.isValid() || !lowest.isValid()) {
      return Double.NaN;
    }
    double range = highest.value() - lowest.value();
    double now = range > 0 ? (median.value() - lowest.value()) / range - 0.5 : 0;
    place = 0.33 * 2 * now + 0.67 * place;
    double x = Math.max(-MOST, Math.min(MOST, place));
    transformed = 0.5 * StrictMath.log((1 + x) / (1 - x)) + 0.5 * transformed;
    return transformed;
  }

  @Override
  protected void write(StateWriter out) {
    out.writeDouble(place);
    out.writeDouble(transformed);
  }

  @Override
  protected void read(StateReader in) {
    place = in.readDouble();
    transformed = in.readDouble();
  }
}
