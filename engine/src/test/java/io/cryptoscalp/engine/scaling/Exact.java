package io.cryptoscalp.engine.scaling;

import java.util.Arrays;

/** Naive twins: every statistic recomputed from all values. */
final class Exact {
  private Exact() {}

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  static double deviation(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }

  /** Type 7 of Hyndman and Fan. */
  static double quantile(double[] values, double probability) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double position = (sorted.length - 1) * probability;
    int low = (int) position;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (position - low) * (sorted[high] - sorted[low]);
  }

  /** Distance of a probability from the ranks that a value takes among all values; 0 inside. */
  static double rankError(double[] values, double value, double probability) {
    int below = 0;
    int notAbove = 0;
    for (double other : values) {
      below += other < value ? 1 : 0;
      notAbove += other <= value ? 1 : 0;
    }
    double n = values.length;
    return Math.max(0, Math.max(below / n - probability, probability - notAbove / n));
  }
}
