package io.cryptoscalp.engine.features.momentum;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.features.graph.Window;
import io.cryptoscalp.engine.features.graph.WindowSum;

/** Who moved the price within the bars: balance of power, Elder ray, intraday momentum. */
final class BarPowerFeatures implements BarFamily {
  @Override
  public void declare(BarDeclarations to) {
    to.warmUp(1).source("Livshin 2001, as TA-Lib BOP");
    to.add(
        "bop",
        "(close - open) / (high - low), 0 when the range is empty",
        "1",
        -1,
        1,
        BarPowerFeatures::balance);
    to.warmUp(14).source("Livshin 2001");
    to.add(
        "bop_14",
        "SMA 14 of the balance of power",
        "1",
        -1,
        1,
        graph -> Nodes.sma(graph, balance(graph), 14));
    to.warmUp(13).source("Elder 1993");
    to.free("bull_power_13", "(high - EMA 13) / close", "bps", graph -> power(graph, graph.high()));
    to.free("bear_power_13", "(low - EMA 13) / close", "bps", graph -> power(graph, graph.low()));
    to.warmUp(14, "a close differs from its open").source("Chande, as ta4j IntraDayMomentumIndex");
    to.add(
        "imi_14",
        "100 * sum of rises from open to close / sum of all moves, 14 bars",
        "1",
        0,
        100,
        BarPowerFeatures::intraday);
  }

  private static Node balance(GraphBuilder graph) {
    Node body = Nodes.minus(graph, graph.close(), graph.open());
    return graph.map(
        "balance_of_power", body, graph.high(), graph.low(), (b, h, l) -> h > l ? b / (h - l) : 0);
  }

  private static Node power(GraphBuilder graph, Node price) {
    return graph.map(
        "elder_power",
        price,
        Nodes.ema(graph, graph.close(), 13),
        graph.close(),
        (p, e, c) -> (p - e) / c * 1e4);
  }

  private static Node intraday(GraphBuilder graph) {
    Node up = bodies(graph, "rise(open,close)", 1);
    Node down = bodies(graph, "fall(open,close)", -1);
    return graph.map("half_balance", Strength.balance(graph, up, down), b -> 50 + b / 2);
  }

  private static Node bodies(GraphBuilder graph, String name, int sign) {
    return WindowSum.of(
        graph,
        name,
        14,
        0,
        windows -> {
          Window open = windows.over(graph.open());
          Window close = windows.over(graph.close());
          return age -> Math.max(0, sign * (close.get(age) - open.get(age)));
        });
  }
}
