package io.cryptoscalp.engine.features.volume;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.features.graph.Window;
import io.cryptoscalp.engine.features.graph.WindowPass;
import java.util.function.IntToDoubleFunction;

/**
 * How volume and price go together. Each is two passes over its window, O(n): products of volumes
 * and prices around means lose digits in running sums.
 */
final class Relations {
  /** Below this part of the squared mean, a variance is the mean's rounding. */
  private static final double ROUNDING = 1e-24;

  private Relations() {}

  /** Volume-weighted standard deviation of the typical price around its VWAP, quote units. */
  static Node vwapDeviation(GraphBuilder graph, int n) {
    return WindowPass.of(
        graph,
        "vwap_deviation(" + n + ")",
        n,
        windows -> {
          Flows.Typical typical = new Flows.Typical(graph, windows);
          Window volume = windows.over(graph.volume());
          return () -> {
            double volumes = 0;
            double money = 0;
            for (int age = 0; age < n; age++) {
              volumes += volume.get(age);
              money += volume.get(age) * typical.get(age);
            }
            double vwap = money / volumes;
            double squares = 0;
            for (int age = 0; age < n; age++) {
              double distance = typical.get(age) - vwap;
              squares += volume.get(age) * distance * distance;
            }
            double variance = squares / volumes;
            return variance <= vwap * vwap * ROUNDING ? 0 : Math.sqrt(variance);
          };
        });
  }

  /** Correlation of close and volume. */
  static Node priceVolume(GraphBuilder graph, int n) {
    return correlation(graph, graph.close(), n, false);
  }

  /** Correlation of log return and volume. */
  static Node returnVolume(GraphBuilder graph, int n) {
    return correlation(graph, Nodes.logReturn(graph), n, false);
  }

  /** Correlation of absolute log return and volume (Karpoff 1987). */
  static Node moveVolume(GraphBuilder graph, int n) {
    return correlation(graph, Nodes.logReturn(graph), n, true);
  }

  private static Node correlation(GraphBuilder graph, Node of, int n, boolean absolute) {
    return WindowPass.of(
        graph,
        "correlation(" + (absolute ? "abs_" : "") + graph.key(of) + ",volume," + n + ")",
        n,
        windows -> {
          Window x = windows.over(of);
          Window volume = windows.over(graph.volume());
          IntToDoubleFunction value = absolute ? age -> Math.abs(x.get(age)) : x::get;
          return () -> correlation(value, volume, n);
        });
  }

  private static double correlation(IntToDoubleFunction x, Window y, int n) {
    double meanX = 0;
    double meanY = 0;
    for (int age = 0; age < n; age++) {
      meanX += x.applyAsDouble(age) / n;
      meanY += y.get(age) / n;
    }
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int age = 0; age < n; age++) {
      double dx = x.applyAsDouble(age) - meanX;
      double dy = y.get(age) - meanY;
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
    if (xx <= n * meanX * meanX * ROUNDING || yy <= n * meanY * meanY * ROUNDING) {
      return Double.NaN;
    }
    return Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy)));
  }

  /**
   * Least-squares slope of the log return on the signed taker volume in units of the mean volume,
   * bps (Kyle 1985; estimator of Hasbrouck 2009).
   */
  static Node impact(GraphBuilder graph, int n) {
    return WindowPass.of(
        graph,
        "impact(" + n + ")",
        n,
        windows -> {
          Window returns = windows.over(Nodes.logReturn(graph));
          Window volume = windows.over(graph.volume());
          Window buys = windows.over(graph.takerBuyVolume());
          return () -> {
            double meanReturn = 0;
            double meanFlow = 0;
            double meanVolume = 0;
            for (int age = 0; age < n; age++) {
              meanReturn += returns.get(age) / n;
              meanFlow += (2 * buys.get(age) - volume.get(age)) / n;
              meanVolume += volume.get(age) / n;
            }
            double variance = 0;
            double covariance = 0;
            for (int age = 0; age < n; age++) {
              double flow = 2 * buys.get(age) - volume.get(age) - meanFlow;
              variance += flow * flow;
              covariance += flow * (returns.get(age) - meanReturn);
            }
            boolean varied = variance > n * meanVolume * meanVolume * ROUNDING;
            return varied ? covariance / variance * meanVolume * 1e4 : Double.NaN;
          };
        });
  }
}
