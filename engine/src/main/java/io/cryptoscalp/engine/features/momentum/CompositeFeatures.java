package io.cryptoscalp.engine.features.momentum;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.features.graph.Window;
import io.cryptoscalp.engine.features.graph.WindowPass;
import io.cryptoscalp.engine.features.graph.WindowSum;

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
    return graph.map(
        "ultimate",
        share(graph, 7),
        share(graph, 14),
        share(graph, 28),
        (a, b, c) -> 100 * ((4 * a + 2 * b + c) / 7));
  }

  private static Node share(GraphBuilder graph, int n) {
    Node pressure =
        WindowSum.of(
            graph,
            "buying_pressure(low,close)",
            n,
            1,
            windows -> {
              Window low = windows.over(graph.low());
              Window close = windows.over(graph.close());
              return age -> close.get(age) - Math.min(low.get(age), close.get(age + 1));
            });
    Node range = Nodes.trueRanges(graph, n);
    return graph.map(
        "pressure_share",
        pressure,
        range,
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

  /** Each return is held against the newest; n comparisons cost less than a sorted copy would. */
  private static Node rank(GraphBuilder graph) {
    return WindowPass.of(
        graph,
        "return_rank(close,100)",
        102,
        windows -> {
          Window close = windows.over(graph.close());
          return () -> {
            double newest = change(close, 0);
            int below = 0;
            for (int age = 1; age <= 100; age++) {
              if (change(close, age) < newest) {
                below++;
              }
            }
            return below;
          };
        });
  }

  private static double change(Window close, int age) {
    return (close.get(age) - close.get(age + 1)) / close.get(age + 1);
  }
}
