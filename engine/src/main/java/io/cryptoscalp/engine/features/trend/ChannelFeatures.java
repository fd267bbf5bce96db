package io.cryptoscalp.engine.features.trend;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;

/** Donchian's channel: where the close is in it, how wide it is, does the price leave it? */
final class ChannelFeatures implements BarFamily {
  @Override
  public void declare(BarDeclarations to) {
    to.source("Donchian channel");
    for (int n : new int[] {20, 55}) {
      declareChannel(to, n);
    }
  }

  private static void declareChannel(BarDeclarations to, int n) {
    to.warmUp(n, "a price moved");
    to.add(
        "donchian_" + n,
        "position of the close in the " + n + "-bar range",
        "1",
        0,
        1,
        graph ->
            graph.map(
                "donchian_position",
                graph.close(),
                highest(graph, n),
                lowest(graph, n),
                (c, h, l) -> h > l ? (c - l) / (h - l) : Double.NaN));
    to.warmUp(n);
    to.positive(
        "donchian_width_" + n,
        "(highest high - lowest low) / close, " + n + " bars",
        "bps",
        graph ->
            graph.map(
                "donchian_width",
                highest(graph, n),
                lowest(graph, n),
                graph.close(),
                (h, l, c) -> (h - l) / c * 1e4));
    to.warmUp(n + 1);
    to.add(
        "donchian_break_" + n,
        "1 when the close is above the range of the " + n + " bars before, -1 when below, else 0",
        "1",
        -1,
        1,
        graph ->
            graph.map(
                "donchian_break",
                graph.close(),
                Nodes.lag(graph, highest(graph, n), 1),
                Nodes.lag(graph, lowest(graph, n), 1),
                (c, h, l) -> c > h ? 1 : c < l ? -1 : 0));
  }

  private static Node highest(GraphBuilder graph, int n) {
    return Nodes.highest(graph, graph.high(), n);
  }

  private static Node lowest(GraphBuilder graph, int n) {
    return Nodes.lowest(graph, graph.low(), n);
  }
}
