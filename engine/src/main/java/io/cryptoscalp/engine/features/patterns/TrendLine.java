package io.cryptoscalp.engine.features.patterns;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;

/**
 * The straight line through the last two pivot highs (or lows), drawn on to the newest bar (Murphy,
 * Technical Analysis of the Financial Markets, 1999, ch. 4). The value is the line's price there;
 * it may leave the range of prices.
 */
final class TrendLine extends Node {
  private final Pivots pivots;
  private final PivotSide side;

  private TrendLine(Pivots pivots, boolean high) {
    this.pivots = pivots;
    side = high ? pivots.highs() : pivots.lows();
  }

  /** The line of one side over pivots with k bars on each side. */
  static TrendLine of(GraphBuilder graph, int k, boolean high) {
    return graph.typed(
        TrendLine.class,
        "trend_line(" + k + (high ? ",high)" : ",low)"),
        () -> new TrendLine(Pivots.of(graph, k), high));
  }

  @Override
  protected double update() {
    return pivots.isValid() && side.size() >= 2 ? at(0) : Double.NaN;
  }

  /** Price of the line so many bars before the newest; only while valid. */
  double at(int age) {
    double slope = (side.price(0) - side.price(1)) / (double) (side.bar(0) - side.bar(1));
    return side.price(0) + slope * (double) (pivots.bars() - age - side.bar(0));
  }
}
