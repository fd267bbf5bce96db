package io.cryptoscalp.engine.features.statistics;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.features.graph.Window;
import io.cryptoscalp.engine.features.graph.WindowPass;
import java.util.function.IntToDoubleFunction;

/**
 * How returns depend on those before: autocorrelation, mean reversion, variance ratio, rescaled
 * range. All are passes over the window: they centre on a mean that changes with every bar.
 */
final class Memory {
  private static final int SHORTEST = 8;

  private Memory() {}

  /** Autocorrelation of n log returns at a lag; invalid where they are equal. O(n). */
  static Node autocorrelation(GraphBuilder graph, int lag, int n, boolean absolute) {
    Node returns = Nodes.logReturn(graph);
    String of = (absolute ? "abs_" : "") + graph.key(returns);
    return WindowPass.of(
        graph,
        "autocorrelation(" + of + "," + lag + "," + n + ")",
        n,
        windows -> {
          Window window = windows.over(returns);
          IntToDoubleFunction x = absolute ? age -> Math.abs(window.get(age)) : window::get;
          return () -> autocorrelation(x, lag, n);
        });
  }

  private static double autocorrelation(IntToDoubleFunction x, int lag, int n) {
    double sum = 0;
    double squares = 0;
    for (int age = 0; age < n; age++) {
      double value = x.applyAsDouble(age);
      sum += value;
      squares += value * value;
    }
    double mean = sum / n;
    double variance = 0;
    double covariance = 0;
    for (int age = 0; age < n; age++) {
      double distance = x.applyAsDouble(age) - mean;
      variance += distance * distance;
      if (age >= lag) {
        covariance += distance * (x.applyAsDouble(age - lag) - mean);
      }
    }
    return variance > squares * 1e-24 ? covariance / variance : Double.NaN;
  }

  /**
   * Slope of the close on the close before over n pairs, least squares; invalid where the earlier
   * ones are equal. O(n).
   */
  static Node autoregression(GraphBuilder graph, int n) {
    return WindowPass.of(
        graph,
        "ar1(close," + n + ")",
        n + 1,
        windows -> {
          Window close = windows.over(graph.close());
          return () -> {
            double meanX = 0;
            double meanY = 0;
            for (int age = 0; age < n; age++) {
              meanY += close.get(age) / n;
              meanX += close.get(age + 1) / n;
            }
            double variance = 0;
            double covariance = 0;
            for (int age = 0; age < n; age++) {
              double x = close.get(age + 1) - meanX;
              variance += x * x;
              covariance += x * (close.get(age) - meanY);
            }
            boolean moved = variance > n * meanX * meanX * 1e-24;
            return moved ? covariance / variance : Double.NaN;
          };
        });
  }

  /**
   * Bars in which half of a distance from the mean is gone, -ln 2 / ln(slope); 0 for slopes below 0
   * and at most 10 n, which stands for no reversion.
   */
  static Node halfLife(GraphBuilder graph, int n) {
    double most = 10.0 * n;
    return graph.map(
        "half_life_" + n,
        autoregression(graph, n),
        slope -> {
          if (slope <= 0) {
            return 0;
          }
          return slope >= 1 ? most : Math.min(most, -StrictMath.log(2) / StrictMath.log(slope));
        });
  }

  /**
   * Variance of q-bar returns / q times that of one-bar returns, overlapping and unbiased (Lo and
   * MacKinlay 1988, eq. 12 to 14); invalid where the returns are equal. O(n).
   */
  static Node varianceRatio(GraphBuilder graph, int q, int n) {
    Node returns = Nodes.logReturn(graph);
    double weight = q * (n - q + 1) * (1 - (double) q / n);
    return WindowPass.of(
        graph,
        "variance_ratio(" + graph.key(returns) + "," + q + "," + n + ")",
        n,
        windows -> {
          Window window = windows.over(returns);
          return () -> {
            double sum = 0;
            double squares = 0;
            for (int age = 0; age < n; age++) {
              sum += window.get(age);
              squares += window.get(age) * window.get(age);
            }
            double mean = sum / n;
            double one = 0;
            double many = 0;
            double together = 0;
            for (int age = 0; age < n; age++) {
              double distance = window.get(age) - mean;
              one += distance * distance;
              together += distance;
              if (age >= q) {
                together -= window.get(age - q) - mean;
              }
              if (age >= q - 1) {
                many += together * together;
              }
            }
            return one > squares * 1e-24 ? many / weight / (one / (n - 1)) : Double.NaN;
          };
        });
  }

  /**
   * Hurst exponent by rescaled range: slope of ln(mean R / S) on ln(length) over the dyadic lengths
   * from 8 to n (Hurst 1951; Mandelbrot and Wallis 1969). Pieces in which all returns are equal do
   * not count; invalid where fewer than three lengths have one that does. O(n log n).
   *
   * @param n a power of two, 32 to 128
   */
  static Node hurst(GraphBuilder graph, int n) {
    Node returns = Nodes.logReturn(graph);
    return WindowPass.of(
        graph,
        "hurst(" + graph.key(returns) + "," + n + ")",
        n,
        windows -> {
          Window window = windows.over(returns);
          return () -> hurst(window, n);
        });
  }

  private static double hurst(Window window, int n) {
    int lengths = 0;
    double sumX = 0;
    double sumY = 0;
    double sumXx = 0;
    double sumXy = 0;
    for (int length = SHORTEST; length <= n; length *= 2) {
      double sum = 0;
      int pieces = 0;
      for (int age = 0; age < n; age += length) {
        double rescaled = rescaledRange(window, age, length);
        if (rescaled > 0) {
          sum += rescaled;
          pieces++;
        }
      }
      if (pieces > 0) {
        double x = StrictMath.log(length);
        double y = StrictMath.log(sum / pieces);
        lengths++;
        sumX += x;
        sumY += y;
        sumXx += x * x;
        sumXy += x * y;
      }
    }
    return lengths < 3
        ? Double.NaN
        : (lengths * sumXy - sumX * sumY) / (lengths * sumXx - sumX * sumX);
  }

  private static double rescaledRange(Window window, int youngest, int length) {
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < length; i++) {
      double value = window.get(youngest + i);
      mean += value / length;
      squares += value * value;
    }
    double variance = 0;
    double path = 0;
    double high = 0;
    double low = 0;
    // From the oldest: the range of the path is the same from either end.
    for (int i = length - 1; i >= 0; i--) {
      double distance = window.get(youngest + i) - mean;
      variance += distance * distance;
      path += distance;
      high = Math.max(high, path);
      low = Math.min(low, path);
    }
    return variance > squares * 1e-24 ? (high - low) / Math.sqrt(variance / length) : 0;
  }
}
