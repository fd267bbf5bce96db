package io.cryptoscalp.engine.features.trend;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Wilder's average directional index: his smoothing of DX, seeded with the mean of the first n;
 * from bar 2n on. As in TA-Lib a bar on which DX is undefined adds nothing to the seed and leaves
 * the average alone.
 */
final class Adx extends Node {
  private final Directional movement;
  private final int length;
  private int seen;
  private double average;

  private Adx(Directional movement, int length) {
    this.movement = movement;
    this.length = length;
  }

  static Node of(GraphBuilder graph, int n) {
    Directional movement = Directional.of(graph, n);
    return graph.node(
        "adx(" + graph.key(movement) + "," + n + ")",
        () -> {
          graph.use(movement);
          return new Adx(movement, n);
        });
  }

  @Override
  protected double update() {
    if (!movement.isValid()) {
      return Double.NaN;
    }
    double index = movement.value();
    if (seen < length) {
      seen++;
      average += movement.defined() ? index : 0;
      if (seen < length) {
        return Double.NaN;
      }
      average /= length;
    } else if (movement.defined()) {
      average += (index - average) / length;
    }
    return average;
  }

  @Override
  protected void write(StateWriter out) {
    out.writeInt(seen);
    out.writeDouble(average);
  }

  @Override
  protected void read(StateReader in) {
    seen = in.readInt();
    average = in.readDouble();
  }
}
