package io.cryptoscalp.engine.features.momentum;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;

/** Where the price is in its range: stochastic, Williams %R, CCI, Fisher transform. */
final class StochasticFeatures implements BarFamily {
  @Override
  public void declare(BarDeclarations to) {
    to.source("Lane 1984");
    for (int n : new int[] {5, 14, 50}) {
      to.warmUp(n, "a price moved");
      to.add(
          "stoch_k_" + n,
          "100 * (close - lowest low) / (high - low range), " + n + " bars",
          "1",
          0,
          100,
          graph -> Ranges.stochastic(graph, n));
    }
    to.warmUp(16, "a price moved");
    to.add(
        "stoch_slow_k_14",
        "SMA 3 of the raw stochastic 14, which is also its fast %D",
        "1",
        0,
        100,
        StochasticFeatures::slow);
    to.warmUp(18, "a price moved");
    to.add(
        "stoch_slow_d_14",
        "SMA 3 of the slow stochastic 14",
        "1",
        0,
        100,
        graph -> Nodes.sma(graph, slow(graph), 3));
    to.source("Williams 1973, as TA-Lib WILLR");
    for (int n : new int[] {14, 28}) {
      to.warmUp(n, "a price moved");
      to.add(
          "williams_r_" + n,
          "100 * (close - highest high) / (high - low range), " + n + " bars",
          "1",
          -100,
          0,
          graph -> graph.map("from_top", Ranges.stochastic(graph, n), k -> k - 100));
    }
    declareCommodityChannel(to);
    declareFisher(to);
  }

  private static Node slow(GraphBuilder graph) {
    return Nodes.sma(graph, Ranges.stochastic(graph, 14), 3);
  }

  private static void declareCommodityChannel(BarDeclarations to) {
    to.source("Lambert 1980, as TA-Lib CCI");
    for (int n : new int[] {14, 20}) {
      to.warmUp(n);
      to.free(
          "cci_" + n,
          "(typical price - its mean) / (0.015 * mean absolute deviation), "
              + n
              + " bars, 0 when it did not move",
          "1",
          graph -> CommodityChannel.of(graph, n));
    }
  }

  private static void declareFisher(BarDeclarations to) {
    to.source("Ehlers 2002").warmUp(10);
    to.add(
        "fisher_10",
        "smoothed log((1 + x) / (1 - x)) / 2, x the smoothed place of the median price in 10 bars",
        "1",
        -8,
        8,
        graph -> Fisher.of(graph, 10));
    to.warmUp(11);
    to.add(
        "fisher_change_10",
        "Fisher transform 10 - the one of the bar before",
        "1",
        -16,
        16,
        graph -> Strength.change(graph, Fisher.of(graph, 10)));
  }
}
