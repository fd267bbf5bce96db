package io.cryptoscalp.engine.features.trend;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;

/** How far the close is from moving averages of it, and how fast those move. */
final class AverageFeatures implements BarFamily {
  private static final int SLOPE = 5;

  private interface Average {
    Node of(GraphBuilder graph, Node input, int n);
  }

  @Override
  public void declare(BarDeclarations to) {
    to.source("TA-Lib SMA");
    for (int n : new int[] {20, 50, 100, 200}) {
      distance(to, "sma", "SMA", n, n, Nodes::sma);
    }
    to.source("TA-Lib EMA");
    for (int n : new int[] {9, 21, 50, 100, 200}) {
      distance(to, "ema", "EMA", n, n, Nodes::ema);
    }
    to.source("TA-Lib WMA");
    for (int n : new int[] {20, 50}) {
      distance(to, "wma", "WMA", n, n, MovingAverages::wma);
    }
    to.source("Hull 2005");
    for (int n : new int[] {20, 50}) {
      distance(to, "hma", "Hull average", n, n - 1 + (int) Math.sqrt(n), MovingAverages::hma);
    }
    to.source("Kaufman 1995, as TA-Lib KAMA");
    for (int n : new int[] {10, 30}) {
      distance(to, "kama", "KAMA", n, n + 1, MovingAverages::kama);
    }
    to.source("Mulloy 1994");
    for (int n : new int[] {20, 50}) {
      distance(to, "dema", "DEMA", n, 2 * n - 1, MovingAverages::dema);
      distance(to, "tema", "TEMA", n, 3 * n - 2, MovingAverages::tema);
    }
    to.source("slope of TA-Lib EMA and SMA");
    slope(to, "ema", "EMA", 9, Nodes::ema);
    slope(to, "ema", "EMA", 21, Nodes::ema);
    slope(to, "ema", "EMA", 50, Nodes::ema);
    slope(to, "sma", "SMA", 50, Nodes::sma);
    slope(to, "sma", "SMA", 200, Nodes::sma);
  }

  private static void distance(
      BarDeclarations to, String id, String name, int n, int warmUp, Average average) {
    to.warmUp(warmUp);
    to.free(
        id + "_dist_" + n,
        "(close - " + name + ") / " + name + ", length " + n,
        "bps",
        graph -> Nodes.distance(graph, graph.close(), average.of(graph, graph.close(), n)));
  }

  private static void slope(BarDeclarations to, String id, String name, int n, Average average) {
    to.warmUp(n + SLOPE);
    to.free(
        id + "_slope_" + n,
        "(" + name + " " + n + " / itself 5 bars ago - 1) / 5",
        "bps/bar",
        graph -> {
          Node now = average.of(graph, graph.close(), n);
          Node before = Nodes.lag(graph, now, SLOPE);
          return graph.map("slope_5", now, before, (a, b) -> (a - b) / b * 1e4 / SLOPE);
        });
  }
}
