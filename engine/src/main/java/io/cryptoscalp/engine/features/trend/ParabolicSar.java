package io.cryptoscalp.engine.features.trend;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Wilder's parabolic stop and reverse (New Concepts in Technical Trading Systems, 1978, section
 * II). The value is the stop, quote units; from the second bar on. As in TA-Lib the first trend is
 * down when the second bar has more downward than upward movement.
 */
final class ParabolicSar extends Node {
  private final Node high;
  private final Node low;
  private final double step;
  private final double most;
  private int seen;
  private int direction;
  private double factor;
  private double extreme;
  private double stop;
  private double highBefore;
  private double lowBefore;

  private ParabolicSar(Node high, Node low, double step, double most) {
    this.high = high;
    this.low = low;
    this.step = step;
    this.most = most;
  }

  /**
   * The node for an acceleration factor.
   *
   * @param step what the factor starts with and grows by, percent
   * @param most largest factor, percent
   */
  static ParabolicSar of(GraphBuilder graph, int step, int most) {
    return graph.typed(
        ParabolicSar.class,
        "parabolic_sar(high,low," + step + "," + most + ")",
        () ->
            new ParabolicSar(
                graph.use(graph.high()), graph.use(graph.low()), step / 100.0, most / 100.0));
  }

  @Override
  protected double update() {
    if (!high.isValid() || !low.isValid()) {
      return Double.NaN;
    }
    double h = high.value();
    double l = low.value();
    if (seen < 2) {
      seen++;
    }
    double result = Double.NaN;
    if (seen == 2) {
      if (direction == 0) {
        start(h, l);
      }
      result = direction > 0 ? rising(h, l) : falling(h, l);
    }
    highBefore = h;
    lowBefore = l;
    return result;
  }

  private void start(double h, double l) {
    double down = lowBefore - l;
    direction = down > 0 && down > h - highBefore ? -1 : 1;
    stop = direction > 0 ? lowBefore : highBefore;
    extreme = direction > 0 ? h : l;
    factor = step;
    // The bar of the start has no bar before it that limits the next stop.
    highBefore = h;
    lowBefore = l;
  }

  private double rising(double h, double l) {
    if (l <= stop) {
      direction = -1;
      double turned = Math.max(extreme, Math.max(highBefore, h));
      factor = step;
      extreme = l;
      stop = Math.max(turned + factor * (extreme - turned), Math.max(highBefore, h));
      return turned;
    }
    double result = stop;
    if (h > extreme) {
      extreme = h;
      factor = Math.min(most, factor + step);
    }
    stop = Math.min(stop + factor * (extreme - stop), Math.min(lowBefore, l));
    return result;
  }

  private double falling(double h, double l) {
    if (h >= stop) {
      direction = 1;
      double turned = Math.min(extreme, Math.min(lowBefore, l));
      factor = step;
      extreme = h;
      stop = Math.min(turned + factor * (extreme - turned), Math.min(lowBefore, l));
      return turned;
    }
    double result = stop;
    if (l < extreme) {
      extreme = l;
      factor = Math.min(most, factor + step);
    }
    stop = Math.max(stop + factor * (extreme - stop), Math.max(highBefore, h));
    return result;
  }

  /** 1 while the trend is up and the stop below, -1 while it is down. */
  double direction() {
    return direction;
  }

  @Override
  protected void write(StateWriter out) {
    out.writeInt(seen);
    out.writeInt(direction);
    out.writeDouble(factor);
    out.writeDouble(extreme);
    out.writeDouble(stop);
    out.writeDouble(highBefore);
    out.writeDouble(lowBefore);
  }

  @Override
  protected void read(StateReader in) {
    seen = in.readInt();
    direction = in.readInt();
    factor = in.readDouble();
    extreme = in.readDouble();
    stop = in.readDouble();
    highBefore = in.readDouble();
    lowBefore = in.readDouble();
  }
}
