package io.cryptoscalp.engine.features.statistics;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.features.graph.Window;

/**
 * Central moments of n log returns, of the population; its own value is the standard deviation. Two
 * passes over the window, O(n): third and fourth moments from running sums lose their digits after
 * a shock.
 */
final class Moments extends Node {
  private final Node returns;
  private final Window window;
  private final int length;
  private double mean;
  private double skewness;
  private double kurtosis;

  private Moments(Node returns, Window window, int length) {
    this.returns = returns;
    this.window = window;
    this.length = length;
  }

  private static Moments of(GraphBuilder graph, int n) {
    Node returns = Nodes.logReturn(graph);
    return graph.typed(
        Moments.class,
        "moments(" + graph.key(returns) + "," + n + ")",
        () -> new Moments(graph.use(returns), graph.window(returns, n), n));
  }

  /** Mean return. */
  static Node mean(GraphBuilder graph, int n) {
    Moments moments = of(graph, n);
    return Part.of(graph, "mean", moments, () -> moments.mean);
  }

  /** Standard deviation, divisor n. */
  static Node deviation(GraphBuilder graph, int n) {
    return of(graph, n);
  }

  /** Root n times mean / deviation; invalid where the returns are equal. */
  static Node studentT(GraphBuilder graph, int n) {
    double root = Math.sqrt(n);
    return graph.map("t_" + n, mean(graph, n), of(graph, n), (mean, sd) -> root * mean / sd);
  }

  /** Third central moment / deviation^3; invalid where the returns are equal. */
  static Node skewness(GraphBuilder graph, int n) {
    Moments moments = of(graph, n);
    return Part.of(graph, "skewness", moments, () -> moments.skewness);
  }

  /** Fourth central moment / deviation^4 - 3; invalid where the returns are equal. */
  static Node excessKurtosis(GraphBuilder graph, int n) {
    Moments moments = of(graph, n);
    return Part.of(graph, "excess_kurtosis", moments, () -> moments.kurtosis);
  }

  @Override
  protected double update() {
    if (!returns.isValid() || window.size() < length) {
      return Double.NaN;
    }
    double sum = 0;
    for (int age = 0; age < length; age++) {
      sum += window.get(age);
    }
    mean = sum / length;
    double m2 = 0;
    double m3 = 0;
    double m4 = 0;
    for (int age = 0; age < length; age++) {
      double distance = window.get(age) - mean;
      double square = distance * distance;
      m2 += square;
      m3 += square * distance;
      m4 += square * square;
    }
    m2 /= length;
    if (m2 <= mean * mean * 1e-24) {
      skewness = Double.NaN;
      kurtosis = Double.NaN;
      return 0;
    }
    double deviation = Math.sqrt(m2);
    skewness = m3 / length / m2 / deviation;
    kurtosis = Math.max(1, m4 / length / m2 / m2) - 3;
    return deviation;
  }
}
