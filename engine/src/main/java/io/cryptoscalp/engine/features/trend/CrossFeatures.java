package io.cryptoscalp.engine.features.trend;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;

/** Averages against each other: spreads, crosses, order, MACD. */
final class CrossFeatures implements BarFamily {
  @Override
  public void declare(BarDeclarations to) {
    to.source("TA-Lib EMA");
    spread(to, 9, 21);
    spread(to, 21, 50);
    spread(to, 50, 200);
    to.warmUp(200).source("TA-Lib SMA");
    to.free("sma_spread_50_200", "(SMA 50 - SMA 200) / SMA 200", "bps", CrossFeatures::smaSpread);
    String age = ", the bar of the cross 1, at most 100, negative while below";
    to.source("own definition");
    cross(to, "sma_cross_age_50_200", "bars since SMA 50 crossed SMA 200" + age);
    to.warmUp(21);
    to.add(
        "ema_cross_age_9_21",
        "bars since EMA 9 crossed EMA 21" + age,
        "bars",
        -CrossAge.CAP,
        CrossAge.CAP,
        graph -> age(graph, emaSpread(graph, 9, 21)));
    to.warmUp(200);
    to.add(
        "ema_order",
        "sum of the signs of EMA 9 - EMA 21, EMA 21 - EMA 50, EMA 50 - EMA 200",
        "1",
        -3,
        3,
        graph ->
            graph.map(
                "sum_of_signs",
                emaSpread(graph, 9, 21),
                emaSpread(graph, 21, 50),
                emaSpread(graph, 50, 200),
                (a, b, c) -> Math.signum(a) + Math.signum(b) + Math.signum(c)));
    declareMacd(to, "", 12, 26, 9, "Appel, as TA-Lib MACD");
    declareMacd(to, "_8_17_9", 8, 17, 9, "Appel 2005, as TA-Lib MACD");
  }

  private static void spread(BarDeclarations to, int fast, int slow) {
    to.warmUp(slow);
    to.free(
        "ema_spread_" + fast + "_" + slow,
        "(EMA " + fast + " - EMA " + slow + ") / EMA " + slow,
        "bps",
        graph -> emaSpread(graph, fast, slow));
  }

  private static void cross(BarDeclarations to, String id, String text) {
    to.add(id, text, "bars", -CrossAge.CAP, CrossAge.CAP, graph -> age(graph, smaSpread(graph)));
  }

  private static Node emaSpread(GraphBuilder graph, int fast, int slow) {
    return Nodes.distance(
        graph, Nodes.ema(graph, graph.close(), fast), Nodes.ema(graph, graph.close(), slow));
  }

  private static Node smaSpread(GraphBuilder graph) {
    return Nodes.distance(
        graph, Nodes.sma(graph, graph.close(), 50), Nodes.sma(graph, graph.close(), 200));
  }

  private static Node age(GraphBuilder graph, Node spread) {
    return graph.node(
        "cross_age(" + graph.key(spread) + ")", () -> new CrossAge(graph.use(spread)));
  }

  private static void declareMacd(
      BarDeclarations to, String suffix, int fast, int slow, int signal, String source) {
    String line = "EMA " + fast + " - EMA " + slow;
    to.warmUp(slow + signal - 1).source(source);
    to.free(
        "macd" + suffix,
        "(" + line + ") / close",
        "bps",
        graph -> {
          Node macd = macd(graph, fast, slow);
          Node average = Nodes.ema(graph, macd, signal);
          // The line is told once its signal is, as everywhere.
          return graph.map("macd_line", macd, average, graph.close(), (m, s, c) -> m / c * 1e4);
        });
    to.free(
        "macd_signal" + suffix,
        "EMA " + signal + " of the MACD line " + line + " / close",
        "bps",
        graph -> {
          Node average = Nodes.ema(graph, macd(graph, fast, slow), signal);
          return Nodes.bps(graph, average, graph.close());
        });
    to.free(
        "macd_hist" + suffix,
        "(MACD line " + line + " - signal " + signal + ") / close",
        "bps",
        graph -> {
          Node macd = macd(graph, fast, slow);
          Node average = Nodes.ema(graph, macd, signal);
          return graph.map(
              "macd_hist", macd, average, graph.close(), (m, s, c) -> (m - s) / c * 1e4);
        });
  }

  /** The averages start together, as in TA-Lib. */
  private static Node macd(GraphBuilder graph, int fast, int slow) {
    Node close = graph.close();
    return Nodes.minus(
        graph, Nodes.ema(graph, close, fast, slow - fast), Nodes.ema(graph, close, slow));
  }
}
