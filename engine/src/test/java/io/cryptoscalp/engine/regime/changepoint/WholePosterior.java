package io.cryptoscalp.engine.regime.changepoint;

import java.util.ArrayList;
import java.util.List;

/**
 * The naive twin: every run length there ever was, its statistics computed again from its own
 * observations at each step, nothing dropped and nothing merged.
 */
final class WholePosterior {
  private final ChangePointOptions options;
  private final List<Double> values = new ArrayList<>();

  /** Log of the joint probability of run length n + 1 and all observations. */
  private double[] joint = {};

  WholePosterior(ChangePointOptions options) {
    this.options = options;
  }

  void update(double value) {
    int runs = joint.length;
    double[] next = new double[runs + 1];
    double past = runs == 0 ? 0 : sumOfLogs(joint) + Math.log(options.hazard());
    next[0] = past + predictive(value, 0);
    for (int n = 1; n <= runs; n++) {
      next[n] = joint[n - 1] + Math.log(1 - options.hazard()) + predictive(value, n);
    }
    joint = next;
    values.add(value);
  }

  /** Density of Student's t after the last n values (Murphy 2007, equation 110). */
  private double predictive(double value, int n) {
    double mean = 0;
    for (int i = values.size() - n; i < values.size(); i++) {
      mean += values.get(i) / n;
    }
    double squares = 0;
    for (int i = values.size() - n; i < values.size(); i++) {
      squares += (values.get(i) - mean) * (values.get(i) - mean);
    }
    double weight0 = options.priorMeanWeight();
    double away = mean - options.priorMean();
    double weight = weight0 + n;
    double centre = (weight0 * options.priorMean() + n * mean) / weight;
    double shape = options.priorShape() + n / 2.0;
    double rate = options.priorRate() + squares / 2 + weight0 * n * away * away / (2 * weight);
    double degrees = 2 * shape;
    double scale = rate * (weight + 1) / (shape * weight);
    double z = (value - centre) * (value - centre) / (degrees * scale);
    return LogGamma.of(shape + 0.5)
        - LogGamma.of(shape)
        - 0.5 * Math.log(degrees * Math.PI * scale)
        - (shape + 0.5) * Math.log1p(z);
  }

  private static double sumOfLogs(double[] logs) {
    double most = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      most = Math.max(most, log);
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - most);
    }
    return most + Math.log(sum);
  }

  double evidence() {
    return sumOfLogs(joint);
  }

  double probability(int runLength) {
    return runLength > joint.length ? 0 : Math.exp(joint[runLength - 1] - evidence());
  }

  double changeProbability(int last) {
    double sum = 0;
    for (int n = 1; n <= last; n++) {
      sum += probability(n);
    }
    return sum;
  }
}
