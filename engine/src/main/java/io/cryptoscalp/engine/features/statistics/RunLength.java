package io.cryptoscalp.engine.features.statistics;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Number of closes in a row that rose, negative of those that fell; 0 after one that did not move.
 */
final class RunLength extends Node {
  private final Node returns;
  private int run;

  private RunLength(Node returns) {
    this.returns = returns;
  }

  static Node of(GraphBuilder graph) {
    Node returns = Nodes.logReturn(graph);
    return graph.node("run_length(close)", () -> new RunLength(graph.use(returns)));
  }

  @Override
  protected double update() {
    if (!returns.isValid()) {
      return Double.NaN;
    }
    double move = returns.value();
    if (move > 0) {
      run = Math.max(0, run) + 1;
    } else if (move < 0) {
      run = Math.min(0, run) - 1;
    } else {
      run = 0;
    }
    return run;
  }

  @Override
  protected void write(StateWriter out) {
    out.writeInt(run);
  }

  @Override
  protected void read(StateReader in) {
    run = in.readInt();
  }
}
