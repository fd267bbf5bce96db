package io.cryptoscalp.engine.features.volume;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.features.graph.Window;
import io.cryptoscalp.engine.features.graph.WindowSum;
import io.cryptoscalp.engine.features.graph.Windows;

/** Volume that takes the sign or the size of a price change. */
final class Flows {
  private Flows() {}

  /** Sum of a node over n bars. */
  static Node sum(GraphBuilder graph, Node of, int n) {
    return WindowSum.of(
        graph,
        graph.key(of),
        n,
        0,
        windows -> {
          Window window = windows.over(of);
          return window::get;
        });
  }

  /** a / b within [0, 1]; invalid where b is not positive. */
  static Node share(GraphBuilder graph, Node a, Node b) {
    return graph.map("share", a, b, (x, y) -> y > 0 ? Math.min(1, Math.max(0, x / y)) : Double.NaN);
  }

  /** The volume with the sign of the close's change: what on-balance volume adds up. */
  static Node signedVolume(GraphBuilder graph) {
    return graph.map(
        "signed_volume",
        graph.close(),
        Nodes.lag(graph, graph.close(), 1),
        graph.volume(),
        (close, previous, volume) -> Math.signum(close - previous) * volume);
  }

  /** Change of on-balance volume over n bars / volume of these bars. */
  static Node obvChange(GraphBuilder graph, int n) {
    return graph.map(
        "signed_share",
        sum(graph, signedVolume(graph), n),
        sum(graph, graph.volume(), n),
        (x, y) -> y > 0 ? Math.min(1, Math.max(-1, x / y)) : Double.NaN);
  }

  /** On-balance volume. */
  static Node obv(GraphBuilder graph) {
    return Total.of(graph, signedVolume(graph));
  }

  /** ((c - l) - (h - c)) / (h - l) * volume, 0 without a range: the money flow volume. */
  static Node moneyFlow(GraphBuilder graph) {
    Node location =
        graph.map(
            "close_location",
            graph.high(),
            graph.low(),
            graph.close(),
            (h, l, c) -> h > l ? (c - l - (h - c)) / (h - l) : 0);
    return graph.map("times", location, graph.volume(), (x, y) -> x * y);
  }

  /** Accumulation/distribution line. */
  static Node accumulation(GraphBuilder graph) {
    return Total.of(graph, moneyFlow(graph));
  }

  /** Sum of money flow volume / volume of n bars. */
  static Node chaikinMoneyFlow(GraphBuilder graph, int n) {
    return graph.map(
        "signed_share",
        sum(graph, moneyFlow(graph), n),
        sum(graph, graph.volume(), n),
        (x, y) -> y > 0 ? Math.min(1, Math.max(-1, x / y)) : Double.NaN);
  }

  /** (EMA 3 - EMA 10 of the accumulation/distribution line) / mean volume of 10 bars. */
  static Node chaikinOscillator(GraphBuilder graph) {
    Node line = accumulation(graph);
    return graph.map(
        "per_mean_10",
        Nodes.minus(graph, Nodes.ema(graph, line, 3), Nodes.ema(graph, line, 10)),
        sum(graph, graph.volume(), 10),
        (x, volume) -> volume > 0 ? 10 * x / volume : Double.NaN);
  }

  /** (x - mean) / deviation of n values; invalid where they are equal. */
  static Node zscore(GraphBuilder graph, Node x, int n) {
    return graph.map(
        "zscore",
        x,
        Nodes.sma(graph, x, n),
        Nodes.deviation(graph, x, n),
        (value, mean, deviation) -> (value - mean) / deviation);
  }

  /** 100 times the part of the money flow (typical price times volume) on rising bars. */
  static Node moneyFlowIndex(GraphBuilder graph, int n) {
    return graph.map(
        "percent_of_both",
        oneSided(graph, n, 1),
        oneSided(graph, n, -1),
        (up, down) -> up + down > 0 ? 100 * Math.min(1, up / (up + down)) : Double.NaN);
  }

  private static Node oneSided(GraphBuilder graph, int n, int sign) {
    Node sum = oneSidedSum(graph, n, sign);
    return graph.map("at_least_0", sum, x -> Math.max(0, x));
  }

  private static Node oneSidedSum(GraphBuilder graph, int n, int sign) {
    return WindowSum.of(
        graph,
        sign > 0 ? "rising_money" : "falling_money",
        n,
        1,
        windows -> {
          Typical typical = new Typical(graph, windows);
          Window volume = windows.over(graph.volume());
          return age -> {
            double price = typical.get(age);
            return sign * (price - typical.get(age + 1)) > 0 ? price * volume.get(age) : 0;
          };
        });
  }

  /** Volume-weighted mean of the typical price over n bars. */
  static Node vwap(GraphBuilder graph, int n) {
    Node value =
        WindowSum.of(
            graph,
            "typical*volume",
            n,
            0,
            windows -> {
              Typical typical = new Typical(graph, windows);
              Window volume = windows.over(graph.volume());
              return age -> typical.get(age) * volume.get(age);
            });
    return graph.map(
        "vwap",
        value,
        sum(graph, graph.volume(), n),
        (money, volume) -> volume > 0 ? money / volume : Double.NaN);
  }

  /** EMA n of the close's change times volume / (EMA n of volume * close), bps. */
  static Node force(GraphBuilder graph, int n) {
    Node change =
        graph.map(
            "change*volume",
            graph.close(),
            Nodes.lag(graph, graph.close(), 1),
            graph.volume(),
            (close, previous, volume) -> (close - previous) * volume);
    return graph.map(
        "force",
        Nodes.ema(graph, change, n),
        Nodes.ema(graph, graph.volume(), n, 1),
        graph.close(),
        (force, volume, close) -> volume > 0 ? force / volume / close * 1e4 : Double.NaN);
  }

  /**
   * Mean over n bars of (move of the bar's middle) * range / volume, times mean volume / (mean
   * range * close), bps. A bar without volume counts as 0.
   */
  static Node easeOfMovement(GraphBuilder graph, int n) {
    Node moves =
        WindowSum.of(
            graph,
            "move*range/volume",
            n,
            1,
            windows -> {
              Window high = windows.over(graph.high());
              Window low = windows.over(graph.low());
              Window volume = windows.over(graph.volume());
              return age -> {
                double up = high.get(age) - high.get(age + 1) + low.get(age) - low.get(age + 1);
                double range = high.get(age) - low.get(age);
                return volume.get(age) > 0 ? up / 2 * range / volume.get(age) : 0;
              };
            });
    Node range = Nodes.minus(graph, graph.high(), graph.low());
    Node ratio =
        graph.map(
            "volume_per_range",
            sum(graph, graph.volume(), n),
            sum(graph, range, n),
            (volume, span) -> span > 0 ? volume / span : Double.NaN);
    return graph.map(
        "ease_" + n, moves, ratio, graph.close(), (sum, scale, c) -> sum / n * scale / c * 1e4);
  }

  /** (high + low + close) / 3 by age. */
  static final class Typical {
    private final Window high;
    private final Window low;
    private final Window close;

    Typical(GraphBuilder graph, Windows windows) {
      high = windows.over(graph.high());
      low = windows.over(graph.low());
      close = windows.over(graph.close());
    }

    double get(int age) {
      return (high.get(age) + low.get(age) + close.get(age)) / 3;
    }
  }
}
