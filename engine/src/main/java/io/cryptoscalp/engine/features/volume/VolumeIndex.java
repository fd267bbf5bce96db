package io.cryptoscalp.engine.features.volume;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Distance of the negative (or positive) volume index from its exponential average, bps. The index
 * follows the close on bars with less (more) volume than the bar before and rests on others (Dysart
 * 1936; Fosback, Stock Market Logic, 1976). The average is seeded with the mean of the first n.
 *
 * <p>Only the average in terms of the index is kept, not the index, which would grow without bound.
 */
final class VolumeIndex extends Node {
  /** Beyond, the distance is -1e4 to all digits. */
  private static final double LARGEST = 1e100;

  private final Node close;
  private final Node previousClose;
  private final Node volume;
  private final Node previousVolume;
  private final int length;
  private final int sign;
  private int seen;
  private double average;

  private VolumeIndex(GraphBuilder graph, int length, int sign) {
    close = graph.use(graph.close());
    previousClose = graph.use(Nodes.lag(graph, close, 1));
    volume = graph.use(graph.volume());
    previousVolume = graph.use(Nodes.lag(graph, volume, 1));
    this.length = length;
    this.sign = sign;
  }

  /** Of the index that follows bars of falling volume. */
  static Node negative(GraphBuilder graph, int n) {
    return graph.node("nvi_distance(" + n + ")", () -> new VolumeIndex(graph, n, -1));
  }

  /** Of the index that follows bars of rising volume. */
  static Node positive(GraphBuilder graph, int n) {
    return graph.node("pvi_distance(" + n + ")", () -> new VolumeIndex(graph, n, 1));
  }

  @Override
  protected double update() {
    double growth = 1;
    if (previousClose.isValid()
        && previousVolume.isValid()
        && sign * (volume.value() - previousVolume.value()) > 0) {
      growth = close.value() / previousClose.value();
    }
    if (seen < length) {
      // A sum until it is the seed.
      average = average / growth + 1;
      seen++;
      if (seen < length) {
        return Double.NaN;
      }
      average /= length;
    } else {
      double weight = 2.0 / (length + 1);
      average = (1 - weight) * average / growth + weight;
    }
    average = Math.min(average, LARGEST);
    return (1 / average - 1) * 1e4;
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
