package io.cryptoscalp.engine.features.momentum;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;

/** Oscillators made of several: the ultimate oscillator and Connors' RSI. */
final class CompositeFeatures implements BarFamily {
  @Override
  public void declare(BarDeclarations to) {
    to.warmUp(29, "a price moved").source("Williams 1985, as TA-Lib ULTOSC");
    to.add(
        "ultimate_7_14_28",
        "100 * (4 a7 + 2 a14 + a28) / 7, a: sum(close - true low) / sum of true ranges",
        "1",
        0,
        100,
        CompositeFeatures::ultimate);
    to.warmUp(102).source("Connors & Alvarez 2009");
    to.add(
        "connors_rsi_3_2_100",
        "mean of RSI 3, RSI 2 of the streak of closes, rank of the return among the 100 before",
        "1",
        0,
        100,
        CompositeFeatures::connors);
    to.warmUp(2);
    to.free(
        "streak",
        "closes in a row that rose, negative for fell, 0 when the last did neither",
        "bars",
        graph -> Streak.of(graph));
    to.warmUp(102);
    to.add(
        "return_rank_100",
        "part of the 100 returns before that are below the newest",
        "%",
        0,
        100,
        graph -> rank(graph));
  }

  private static Node ultimate(GraphBuilder graph) {
    Node before = Nodes.lag(graph, graph.close(), 1);
    Node pressure =
        graph.map(
            "buying_pressure", graph.close(), graph.low(), before, (c, l, p) -> c - Math.min(l, p));
    Node range = Nodes.trueRange(graph);
    return graph.map(
        "ultimate",
        share(graph, pressure, range, 7),
        share(graph, pressure, range, 14),
        share(graph, pressure, range, 28),
        (a, b, c) -> 100 * ((4 * a + 2 * b + c) / 7));
  }

  private static Node share(GraphBuilder graph, Node part, Node whole, int n) {
    return graph.map(
        "pressure_share",
        Nodes.sum(graph, part, n),
        Nodes.sum(graph, whole, n),
        // Running sums of what was much larger may leave the range by a hair.
        (p, w) -> w > 0 ? Math.max(0, Math.min(1, p / w)) : Double.NaN);
  }

  private static Node connors(GraphBuilder graph) {
    return graph.map(
        "connors",
        Strength.rsi(graph, graph.close(), 3),
        Strength.rsi(graph, Streak.of(graph), 2),
        rank(graph),
        (r, s, p) -> (r + s + p) / 3);
  }

  private static Node rank(GraphBuilder graph) {
    Node close = graph.close();
    Node rate =
        graph.map("simple_return", close, Nodes.lag(graph, close, 1), (c, p) -> (c - p) / p);
    return Rank.of(graph, rate, 100);
  }
}
