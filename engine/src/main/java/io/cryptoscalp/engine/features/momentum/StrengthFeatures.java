package io.cryptoscalp.engine.features.momentum;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;

/** Gains against losses: RSI, its stochastic, Chande's momentum, the true strength index. */
final class StrengthFeatures implements BarFamily {
  private static final int SLOPE = 5;

  @Override
  public void declare(BarDeclarations to) {
    to.source("Wilder 1978");
    for (int n : new int[] {7, 14, 21}) {
      to.warmUp(n + 1);
      to.add(
          "rsi_" + n,
          "relative strength index of " + n + " changes, 50 when no price moved",
          "1",
          0,
          100,
          graph -> Strength.rsi(graph, graph.close(), n));
    }
    to.warmUp(15 + SLOPE);
    to.add(
        "rsi_change_14",
        "RSI 14 - RSI 14 of 5 bars ago",
        "1",
        -100,
        100,
        graph -> {
          Node rsi = Strength.rsi(graph, graph.close(), 14);
          return Nodes.minus(graph, rsi, Nodes.lag(graph, rsi, SLOPE));
        });
    declareStochasticRsi(to);
    declareChande(to);
    declareTrueStrength(to);
  }

  private static void declareStochasticRsi(BarDeclarations to) {
    to.source("Chande & Kroll 1994, as TA-Lib STOCHRSI");
    to.warmUp(28, "the RSI moved");
    to.add(
        "stoch_rsi_14",
        "100 * (RSI 14 - its lowest) / (its range), 14 values",
        "1",
        0,
        100,
        graph -> stochasticRsi(graph, 14));
    to.warmUp(30, "the RSI moved");
    to.add(
        "stoch_rsi_d_14",
        "SMA 3 of the stochastic RSI 14",
        "1",
        0,
        100,
        graph -> Nodes.sma(graph, stochasticRsi(graph, 14), 3));
  }

  private static Node stochasticRsi(GraphBuilder graph, int n) {
    Node rsi = Strength.rsi(graph, graph.close(), n);
    return Ranges.position(graph, rsi, Nodes.highest(graph, rsi, n), Nodes.lowest(graph, rsi, n));
  }

  private static void declareChande(BarDeclarations to) {
    to.warmUp(15).source("TA-Lib CMO");
    to.add(
        "cmo_14",
        "100 * (gains - losses) / (gains + losses), Wilder's averages of 14, 0 when no price moved",
        "1",
        -100,
        100,
        graph ->
            graph.map(
                "cmo",
                Nodes.wilder(graph, Strength.gain(graph, graph.close()), 14),
                Nodes.wilder(graph, Strength.loss(graph, graph.close()), 14),
                (g, l) -> g + l == 0 ? 0 : 100 * ((g - l) / (g + l))));
    to.source("Chande & Kroll 1994");
    for (int n : new int[] {9, 20}) {
      to.warmUp(n + 1, "the close moved");
      to.add(
          "cmo_sum_" + n,
          "100 * (gains - losses) / (gains + losses), sums of " + n,
          "1",
          -100,
          100,
          graph -> Strength.balance(graph, Strength.gains(graph, n), Strength.losses(graph, n)));
    }
  }

  private static void declareTrueStrength(BarDeclarations to) {
    to.source("Blau 1991").warmUp(38, "the close moved");
    to.add(
        "tsi_25_13",
        "100 * EMA 13 of EMA 25 of the change / the same of the absolute change",
        "1",
        -100,
        100,
        StrengthFeatures::trueStrength);
    to.warmUp(44, "the close moved");
    to.add(
        "tsi_signal_25_13",
        "EMA 7 of the true strength index 25 13",
        "1",
        -100,
        100,
        graph -> Nodes.ema(graph, trueStrength(graph), 7));
  }

  private static Node trueStrength(GraphBuilder graph) {
    Node change = Strength.change(graph, graph.close());
    Node size = graph.map("absolute", change, Math::abs);
    return graph.map(
        "true_strength",
        Nodes.ema(graph, Nodes.ema(graph, change, 25), 13),
        Nodes.ema(graph, Nodes.ema(graph, size, 25), 13),
        (c, s) -> s > 0 ? Math.max(-100, Math.min(100, 100 * (c / s))) : Double.NaN);
  }
}
