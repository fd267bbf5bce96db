package io.cryptoscalp.engine.features.trend;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;

/**
 * Ichimoku kinko hyo with 9, 26 and 52 bars (Hosoda 1969). Spans that are drawn 26 bars ahead, the
 * bar they are computed on being the first, are read where they are drawn: the cloud at the newest
 * bar was computed 25 bars before it. The lagging span is the close against the close at the place
 * where it is drawn, 25 bars before; nothing reads a bar that is still to come.
 */
final class IchimokuFeatures implements BarFamily {
  private static final int SHORT = 9;
  private static final int MIDDLE = 26;
  private static final int LONG = 52;
  private static final int SHIFT = MIDDLE - 1;

  @Override
  public void declare(BarDeclarations to) {
    to.source("Hosoda 1969, as ta4j Ichimoku");
    to.warmUp(SHORT);
    away(to, "tenkan_dist", "conversion line (9 bars)", g -> middle(g, SHORT));
    to.warmUp(MIDDLE);
    away(to, "kijun_dist", "base line (26 bars)", g -> middle(g, MIDDLE));
    to.free(
        "ichimoku_lagging",
        "close / close 25 bars ago - 1: the lagging span over the price where it is drawn",
        "bps",
        graph -> Nodes.distance(graph, graph.close(), Nodes.lag(graph, graph.close(), SHIFT)));
    to.free(
        "ichimoku_tenkan_kijun",
        "(conversion line - base line) / base line",
        "bps",
        graph -> Nodes.distance(graph, middle(graph, SHORT), middle(graph, MIDDLE)));
    to.warmUp(MIDDLE + SHIFT);
    away(to, "span_a_dist", "leading span A drawn at the bar", IchimokuFeatures::spanA);
    to.warmUp(LONG + SHIFT);
    away(to, "span_b_dist", "leading span B drawn at the bar", IchimokuFeatures::spanB);
    to.free(
        "ichimoku_cloud_dist",
        "(close - nearest edge of the cloud at the bar) / close, 0 inside",
        "bps",
        graph ->
            graph.map(
                "cloud_distance",
                graph.close(),
                spanA(graph),
                spanB(graph),
                (c, a, b) ->
                    (c - Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))) / c * 1e4));
    to.free(
        "ichimoku_cloud_width",
        "(span A - span B) / span B, both drawn at the bar",
        "bps",
        graph -> Nodes.distance(graph, spanA(graph), spanB(graph)));
    to.warmUp(LONG);
    to.free(
        "ichimoku_cloud_ahead",
        "(span A - span B) / span B, both computed on the bar",
        "bps",
        graph -> Nodes.distance(graph, newestA(graph), middle(graph, LONG)));
  }

  private interface Level {
    Node of(GraphBuilder graph);
  }

  private static void away(BarDeclarations to, String id, String name, Level level) {
    to.free(
        "ichimoku_" + id,
        "(close - " + name + ") / " + name,
        "bps",
        graph -> Nodes.distance(graph, graph.close(), level.of(graph)));
  }

  private static Node middle(GraphBuilder graph, int n) {
    return graph.map(
        "midpoint",
        Nodes.highest(graph, graph.high(), n),
        Nodes.lowest(graph, graph.low(), n),
        (h, l) -> (h + l) / 2);
  }

  private static Node newestA(GraphBuilder graph) {
    return graph.map(
        "midpoint", middle(graph, SHORT), middle(graph, MIDDLE), (a, b) -> (a + b) / 2);
  }

  private static Node spanA(GraphBuilder graph) {
    return Nodes.lag(graph, newestA(graph), SHIFT);
  }

  private static Node spanB(GraphBuilder graph) {
    return Nodes.lag(graph, middle(graph, LONG), SHIFT);
  }
}
