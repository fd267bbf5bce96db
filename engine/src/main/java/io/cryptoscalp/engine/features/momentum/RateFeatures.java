package io.cryptoscalp.engine.features.momentum;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.features.trend.MovingAverages;

/** Rates of change, plain and smoothed: ROC, TRIX, Coppock, KST. */
final class RateFeatures implements BarFamily {
  @Override
  public void declare(BarDeclarations to) {
    to.source("TA-Lib ROC");
    for (int n : new int[] {3, 5, 10, 20, 50}) {
      to.warmUp(n + 1);
      to.free(
          "roc_" + n,
          "close / close " + n + " bars ago - 1",
          "%",
          graph -> rate(graph, graph.close(), n));
    }
    to.warmUp(21).source("difference of TA-Lib ROC");
    to.free(
        "roc_change_10",
        "ROC 10 - ROC 10 of 10 bars ago",
        "%",
        graph -> {
          Node rate = rate(graph, graph.close(), 10);
          return Nodes.minus(graph, rate, Nodes.lag(graph, rate, 10));
        });
    declareTrix(to);
    declareCoppock(to);
    declareKst(to);
  }

  /** Percent; v / v[n] - 1 as in TA-Lib. */
  private static Node rate(GraphBuilder graph, Node input, int n) {
    return graph.map(
        "rate_percent", input, Nodes.lag(graph, input, n), (now, then) -> (now / then - 1) * 100);
  }

  private static void declareTrix(BarDeclarations to) {
    to.source("Hutson 1983, as TA-Lib TRIX");
    for (int n : new int[] {9, 15}) {
      to.warmUp(3 * n - 1);
      to.free(
          "trix_" + n,
          "change of the triple EMA " + n + " against the bar before",
          "bps/bar",
          graph -> trix(graph, n));
    }
    to.warmUp(3 * 15 - 1 + 8);
    to.free(
        "trix_signal_15",
        "EMA 9 of TRIX 15",
        "bps/bar",
        graph -> Nodes.ema(graph, trix(graph, 15), 9));
  }

  private static Node trix(GraphBuilder graph, int n) {
    Node once = Nodes.ema(graph, graph.close(), n);
    Node thrice = Nodes.ema(graph, Nodes.ema(graph, once, n), n);
    return Nodes.distance(graph, thrice, Nodes.lag(graph, thrice, 1));
  }

  private static void declareCoppock(BarDeclarations to) {
    to.warmUp(24).source("Coppock 1962, as ta4j CoppockCurve");
    to.free(
        "coppock_14_11_10",
        "WMA 10 of ROC 14 + ROC 11",
        "%",
        graph -> {
          Node both =
              graph.map(
                  "rate_sum",
                  rate(graph, graph.close(), 14),
                  rate(graph, graph.close(), 11),
                  (a, b) -> a + b);
          return MovingAverages.wma(graph, both, 10);
        });
  }

  private static void declareKst(BarDeclarations to) {
    to.warmUp(45).source("Pring 1992, as ta4j KST");
    to.free(
        "kst",
        "know sure thing: SMA 10 of ROC 10 + 2 SMA 10 of ROC 15 + 3 SMA 10 of ROC 20"
            + " + 4 SMA 15 of ROC 30",
        "%",
        RateFeatures::kst);
    to.warmUp(53);
    to.free("kst_signal", "SMA 9 of the KST", "%", graph -> Nodes.sma(graph, kst(graph), 9));
  }

  private static Node kst(GraphBuilder graph) {
    Node fast =
        graph.map(
            "kst_fast",
            smoothed(graph, 10, 10),
            smoothed(graph, 15, 10),
            smoothed(graph, 20, 10),
            (a, b, c) -> a + 2 * b + 3 * c);
    return graph.map("kst", fast, smoothed(graph, 30, 15), (f, s) -> f + 4 * s);
  }

  private static Node smoothed(GraphBuilder graph, int rate, int length) {
    return Nodes.sma(graph, rate(graph, graph.close(), rate), length);
  }
}
