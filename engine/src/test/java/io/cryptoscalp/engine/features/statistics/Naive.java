package io.cryptoscalp.engine.features.statistics;

import io.cryptoscalp.engine.features.graph.BarOracle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Statistics straight from their definitions. */
final class Naive {
  private Naive() {}

  /** The last n log returns, oldest first. */
  static double[] returns(BarOracle bars, int i, int n) {
    double[] returns = new double[n];
    for (int k = 0; k < n; k++) {
      returns[k] = bars.logReturn(i - n + 1 + k);
    }
    return returns;
  }

  static double sum(double[] values, int power) {
    return Arrays.stream(values).map(x -> Math.pow(x, power)).sum();
  }

  static double mean(double[] values) {
    return sum(values, 1) / values.length;
  }

  /** Central moment of the population. */
  static double moment(double[] values, int power) {
    double mean = mean(values);
    return Arrays.stream(values).map(x -> Math.pow(x - mean, power)).sum() / values.length;
  }

  static double autocorrelation(double[] values, int lag) {
    double mean = mean(values);
    double sum = 0;
    for (int i = lag; i < values.length; i++) {
      sum += (values[i] - mean) * (values[i - lag] - mean);
    }
    return sum / values.length / moment(values, 2);
  }

  /** Slope of y on x. */
  static double slope(double[] x, double[] y) {
    double mx = mean(x);
    double my = mean(y);
    double products = 0;
    for (int i = 0; i < x.length; i++) {
      products += (x[i] - mx) * (y[i] - my);
    }
    return products / x.length / moment(x, 2);
  }

  /** Entropy of the ranks of three closes in a row over ln 6. */
  static double patternEntropy(double[] close, int i, int n) {
    Map<String, Integer> counts = new HashMap<>();
    for (int at = i - n + 3; at <= i; at++) {
      double[] three = {close[at - 2], close[at - 1], close[at]};
      StringBuilder ranks = new StringBuilder();
      for (int a = 0; a < 3; a++) {
        int rank = 0;
        for (int b = 0; b < 3; b++) {
          rank += three[b] < three[a] || (three[b] == three[a] && b < a) ? 1 : 0;
        }
        ranks.append(rank);
      }
      counts.merge(ranks.toString(), 1, Integer::sum);
    }
    double entropy = 0;
    for (int count : counts.values()) {
      double share = (double) count / (n - 2);
      entropy -= share * Math.log(share) / Math.log(6);
    }
    return entropy;
  }

  /** The largest (or, with sign -1, smallest) relative move between two of n closes; 0 is one. */
  static double extremeMove(double[] close, int i, int n, int sign) {
    double extreme = 0;
    for (int a = i - n + 1; a <= i; a++) {
      for (int b = a; b <= i; b++) {
        double move = (close[b] - close[a]) / close[a];
        extreme = sign > 0 ? Math.max(extreme, move) : Math.min(extreme, move);
      }
    }
    return extreme;
  }

  /** Power of centred values at a number of cycles, by the definition of the transform. */
  static double power(double[] values, int cycles) {
    double mean = mean(values);
    double re = 0;
    double im = 0;
    for (int t = 0; t < values.length; t++) {
      double angle = 2 * Math.PI * cycles * t / values.length;
      re += (values[t] - mean) * Math.cos(angle);
      im -= (values[t] - mean) * Math.sin(angle);
    }
    return re * re + im * im;
  }

  /** (Highest - lowest sum of deviations) / deviation; NaN where all are equal. */
  static double rescaledRange(double[] values) {
    double mean = mean(values);
    double[] path = new double[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      path[i + 1] = path[i] + values[i] - mean;
    }
    double range =
        Arrays.stream(path).max().orElseThrow() - Arrays.stream(path).min().orElseThrow();
    boolean varied = Arrays.stream(values).distinct().count() > 1;
    return varied ? range / Math.sqrt(moment(values, 2)) : Double.NaN;
  }
}
