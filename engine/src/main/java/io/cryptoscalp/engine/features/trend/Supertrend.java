package io.cryptoscalp.engine.features.trend;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Supertrend (Olivier Seban): a stop some average true ranges from the middle of the bar, which
 * only moves towards the price until a close beyond it turns the trend. The value is the stop,
 * quote units; from bar n + 1 on. The first trend is up when that bar closed at or above its
 * middle.
 */
final class Supertrend extends Node {
  private final Node high;
  private final Node low;
  private final Node close;
  private final Node range;
  private final double multiple;
  private int direction;
  private double upper;
  private double lower;
  private double before;

  private Supertrend(Node high, Node low, Node close, Node range, double multiple) {
    this.high = high;
    this.low = low;
    this.close = close;
    this.range = range;
    this.multiple = multiple;
  }

  /** The node for Wilder's average of n true ranges and a multiple of it. */
  static Supertrend of(GraphBuilder graph, int n, int multiple) {
    return graph.typed(
        Supertrend.class,
        "supertrend(high,low,close," + n + "," + multiple + ")",
        () -> {
          Node range = graph.use(Nodes.wilder(graph, Nodes.trueRange(graph), n));
          return new Supertrend(
              graph.use(graph.high()),
              graph.use(graph.low()),
              graph.use(graph.close()),
              range,
              multiple);
        });
  }

  @Override
  protected double update() {
    if (!range.isValid()) {
      return Double.NaN;
    }
    double middle = (high.value() + low.value()) / 2;
    double distance = multiple * range.value();
    if (direction == 0) {
      upper = middle + distance;
      lower = middle - distance;
      direction = close.value() >= middle ? 1 : -1;
    } else {
      upper = before > upper ? middle + distance : Math.min(upper, middle + distance);
      lower = before < lower ? middle - distance : Math.max(lower, middle - distance);
      if (direction < 0 && close.value() > upper) {
        direction = 1;
      } else if (direction > 0 && close.value() < lower) {
        direction = -1;
      }
    }
    before = close.value();
    return direction > 0 ? lower : upper;
  }

  /** 1 while the trend is up and the stop below, -1 while it is down. */
  double direction() {
    return direction;
  }

  @Override
  protected void write(StateWriter out) {
    out.writeInt(direction);
    out.writeDouble(upper);
    out.writeDouble(lower);
    out.writeDouble(before);
  }

  @Override
  protected void read(StateReader in) {
    direction = in.readInt();
    upper = in.readDouble();
    lower = in.readDouble();
    before = in.readDouble();
  }
}
