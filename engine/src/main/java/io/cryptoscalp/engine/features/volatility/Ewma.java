package io.cryptoscalp.engine.features.volatility;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Exponentially weighted variance v = decay * v + (1 - decay) * r^2 of log returns without mean
 * (RiskMetrics Technical Document, 4th edition 1996, 5.2), seeded with the mean of the first
 * squares.
 */
final class Ewma extends Node {
  private final Node returns;
  private final double decay;
  private final int seed;
  private int seen;
  private double variance;

  private Ewma(Node returns, double decay, int seed) {
    this.returns = returns;
    this.decay = decay;
    this.seed = seed;
  }

  /**
   * The variance of a bar.
   *
   * @param percent the decay, 94 for 0.94
   * @param seed returns whose mean square it starts from
   */
  static Node variance(GraphBuilder graph, int percent, int seed) {
    Node returns = Nodes.logReturn(graph);
    return graph.node(
        "ewma(" + graph.key(returns) + "^2," + percent + "," + seed + ")",
        () -> new Ewma(graph.use(returns), percent / 100.0, seed));
  }

  @Override
  protected double update() {
    if (!returns.isValid()) {
      return Double.NaN;
    }
    double square = returns.value() * returns.value();
    if (seen == seed) {
      variance = decay * variance + (1 - decay) * square;
      return variance;
    }
    variance += square / seed;
    seen++;
    return seen == seed ? variance : Double.NaN;
  }

  @Override
  protected void write(StateWriter out) {
    out.writeInt(seen);
    out.writeDouble(variance);
  }

  @Override
  protected void read(StateReader in) {
    seen = in.readInt();
    variance = in.readDouble();
  }
}
