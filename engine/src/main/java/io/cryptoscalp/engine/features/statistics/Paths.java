package io.cryptoscalp.engine.features.statistics;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.features.graph.Window;
import io.cryptoscalp.engine.features.graph.WindowPass;
import io.cryptoscalp.engine.features.graph.WindowSum;

/** Returns, their power sums, and the worst and best way through a window of closes. */
final class Paths {
  private Paths() {}

  /** ln(close / close n bars ago), bps; 0 where they are equal. */
  static Node logReturn(GraphBuilder graph, int n) {
    return graph.map(
        "log_return_bps",
        graph.close(),
        Nodes.lag(graph, graph.close(), n),
        (c, p) -> c == p ? 0 : StrictMath.log(c / p) * 1e4);
  }

  /** (close - mean) / deviation of n closes; invalid where they are equal. */
  static Node zscore(GraphBuilder graph, int n) {
    // Below 1e-12 of the mean the closes are equal and only the mean's rounding is left.
    return graph.map(
        "zscore_of_price",
        graph.close(),
        Nodes.sma(graph, graph.close(), n),
        Nodes.deviation(graph, graph.close(), n),
        (close, mean, deviation) ->
            deviation > mean * 1e-12 ? (close - mean) / deviation : Double.NaN);
  }

  /** Root n times sum of r^3 / (sum of r^2)^1.5; invalid where no price moved. */
  static Node realisedSkewness(GraphBuilder graph, int n) {
    double root = Math.sqrt(n);
    return graph.map(
        "realised_skewness_" + n,
        WindowSum.ofReturns(graph, "r^3", n, r -> r * r * r),
        WindowSum.ofReturns(graph, "r^2", n, r -> r * r),
        (cubes, squares) ->
            squares > 0 ? root * cubes / (squares * Math.sqrt(squares)) : Double.NaN);
  }

  /** n times sum of r^4 / (sum of r^2)^2; invalid where no price moved. */
  static Node realisedKurtosis(GraphBuilder graph, int n) {
    return graph.map(
        "realised_kurtosis_" + n,
        WindowSum.ofReturns(graph, "r^4", n, r -> r * r * r * r),
        WindowSum.ofReturns(graph, "r^2", n, r -> r * r),
        (fourths, squares) ->
            squares > 0 ? Math.max(1, n * fourths / (squares * squares)) : Double.NaN);
  }

  /** Share of n returns above 0. */
  static Node upShare(GraphBuilder graph, int n) {
    Node ups = WindowSum.ofReturns(graph, "r>0", n, r -> r > 0 ? 1 : 0);
    return graph.map("over_" + n, ups, count -> count / n);
  }

  /** Largest fall from a close to a later one of n, bps of the former. A pass, O(n). */
  static Node maxDrawdown(GraphBuilder graph, int n) {
    return WindowPass.of(
        graph,
        "max_drawdown(close," + n + ")",
        n,
        windows -> {
          Window close = windows.over(graph.close());
          return () -> {
            double highest = 0;
            double worst = 0;
            for (int age = n - 1; age >= 0; age--) {
              double price = close.get(age);
              highest = Math.max(highest, price);
              worst = Math.max(worst, (highest - price) / highest);
            }
            return worst * 1e4;
          };
        });
  }

  /** Largest rise from a close to a later one of n, bps of the former. A pass, O(n). */
  static Node maxRise(GraphBuilder graph, int n) {
    return WindowPass.of(
        graph,
        "max_rise(close," + n + ")",
        n,
        windows -> {
          Window close = windows.over(graph.close());
          return () -> {
            double lowest = Double.MAX_VALUE;
            double best = 0;
            for (int age = n - 1; age >= 0; age--) {
              double price = close.get(age);
              lowest = Math.min(lowest, price);
              best = Math.max(best, (price - lowest) / lowest);
            }
            return best * 1e4;
          };
        });
  }

  /**
   * 2 sqrt(-covariance of successive price changes) / close, bps, 0 where it is positive (Roll
   * 1984). A pass, O(n).
   */
  static Node rollSpread(GraphBuilder graph, int n) {
    return WindowPass.of(
        graph,
        "roll_spread(close," + n + ")",
        n + 1,
        windows -> {
          Window close = windows.over(graph.close());
          return () -> {
            double mean = (close.get(0) - close.get(n)) / n;
            double covariance = 0;
            for (int age = 0; age < n - 1; age++) {
              double change = close.get(age) - close.get(age + 1);
              double earlier = close.get(age + 1) - close.get(age + 2);
              covariance += (change - mean) * (earlier - mean);
            }
            covariance /= n - 1;
            return covariance < 0 ? 2 * Math.sqrt(-covariance) / close.get(0) * 1e4 : 0;
          };
        });
  }
}
