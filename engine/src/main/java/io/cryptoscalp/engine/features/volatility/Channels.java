package io.cryptoscalp.engine.features.volatility;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.features.graph.Window;
import io.cryptoscalp.engine.features.graph.WindowPass;

/** Bands around an average and measures made of bar ranges. */
final class Channels {
  private Channels() {}

  /** Wilder's average true range in quote units. */
  static Node atr(GraphBuilder graph, int n) {
    return Nodes.wilder(graph, Nodes.trueRange(graph), n);
  }

  /** (close - lower band) / (upper - lower), bands of two deviations; invalid where they meet. */
  static Node bollingerB(GraphBuilder graph, int n) {
    return graph.map(
        "bollinger_b",
        graph.close(),
        Nodes.sma(graph, graph.close(), n),
        Nodes.deviation(graph, graph.close(), n),
        (close, mean, deviation) ->
            moved(mean, deviation) ? (close - mean + 2 * deviation) / (4 * deviation) : Double.NaN);
  }

  /** (upper - lower band) / middle, bps; 0 where the closes are equal. */
  static Node bollingerWidth(GraphBuilder graph, int n) {
    return graph.map(
        "bollinger_width",
        Nodes.sma(graph, graph.close(), n),
        Nodes.deviation(graph, graph.close(), n),
        (mean, deviation) -> moved(mean, deviation) ? 4 * deviation / mean * 1e4 : 0);
  }

  // Below this the closes are equal and only the mean's rounding is left.
  private static boolean moved(double mean, double deviation) {
    return deviation > mean * 1e-12;
  }

  /** (close - lower) / (upper - lower) of the channel EMA n +- 2 ATR; invalid without a range. */
  static Node keltnerB(GraphBuilder graph, int n, int range) {
    return graph.map(
        "keltner_b",
        graph.close(),
        Nodes.ema(graph, graph.close(), n),
        atr(graph, range),
        (close, middle, atr) -> (close - middle + 2 * atr) / (4 * atr));
  }

  /** 4 ATR / EMA n, bps. */
  static Node keltnerWidth(GraphBuilder graph, int n, int range) {
    return graph.map(
        "keltner_width",
        atr(graph, range),
        Nodes.ema(graph, graph.close(), n),
        (atr, middle) -> 4 * atr / middle * 1e4);
  }

  /** Width of the Bollinger bands over that of the Keltner channel; below 1 in a squeeze. */
  static Node squeeze(GraphBuilder graph, int n, int range) {
    return graph.map(
        "squeeze",
        Nodes.deviation(graph, graph.close(), n),
        atr(graph, range),
        (deviation, atr) -> deviation / atr);
  }

  /** high - low. */
  static Node barRange(GraphBuilder graph) {
    return Nodes.minus(graph, graph.high(), graph.low());
  }

  /** Highest high - lowest low of n bars, quote units. */
  static Node range(GraphBuilder graph, int n) {
    return Nodes.minus(
        graph, Nodes.highest(graph, graph.high(), n), Nodes.lowest(graph, graph.low(), n));
  }

  /** Change of EMA n of the bar's range over n bars, percent. */
  static Node chaikin(GraphBuilder graph, int n) {
    Node average = Nodes.ema(graph, barRange(graph), n);
    return graph.map(
        "change_pct", average, Nodes.lag(graph, average, n), (now, was) -> (now / was - 1) * 100);
  }

  /** 100 log10(sum of n true ranges / range of n bars) / log10(n); invalid without a range. */
  static Node choppiness(GraphBuilder graph, int n) {
    double scale = 100 / StrictMath.log10(n);
    return graph.map(
        "choppiness_" + n,
        Nodes.sum(graph, Nodes.trueRange(graph), n),
        range(graph, n),
        (path, range) -> range > 0 ? scale * StrictMath.log10(path / range) : Double.NaN);
  }

  /** Sum over n bars of EMA 9 of the range / EMA 9 of that EMA; invalid without a range. */
  static Node massIndex(GraphBuilder graph, int n) {
    Node single = Nodes.ema(graph, barRange(graph), 9);
    Node twice = Nodes.ema(graph, single, 9);
    return Nodes.sum(graph, Nodes.ratio(graph, single, twice), n);
  }

  /**
   * Root of the mean squared drawdown in percent over n closes, each from the highest close so far
   * in the window (Martin and McCann 1989). A pass over the window, O(n).
   */
  static Node ulcer(GraphBuilder graph, int n) {
    return WindowPass.of(
        graph,
        "ulcer(close," + n + ")",
        n,
        windows -> {
          Window close = windows.over(graph.close());
          return () -> {
            double highest = 0;
            double squares = 0;
            for (int age = n - 1; age >= 0; age--) {
              double price = close.get(age);
              highest = Math.max(highest, price);
              double fall = (highest - price) / highest * 100;
              squares += fall * fall;
            }
            return Math.sqrt(squares / n);
          };
        });
  }
}
