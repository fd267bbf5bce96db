package io.cryptoscalp.engine.features.trend;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Window;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Wilder's directional movement (New Concepts in Technical Trading Systems, 1978, section IV): +DI,
 * -DI and DX over n bars, 0 to 100; from bar n + 1 on. The sums start with n - 1 bars, as in
 * TA-Lib.
 *
 * <p>The DI are 0 while no price moved; DX keeps its last value (at first 0) while there is no
 * directional movement. TA-Lib does the same, but takes sums below 1e-8 of the price's unit for 0.
 */
final class Directional extends Node {
  private final Node high;
  private final Node low;
  private final Window highs;
  private final Window lows;
  private final Window closes;
  private final int length;
  private int seen;
  private double plus;
  private double minus;
  private double range;
  private double index;

  private Directional(
      GraphBuilder graph, Node high, Node low, Window highs, Window lows, int length) {
    this.high = high;
    this.low = low;
    this.highs = highs;
    this.lows = lows;
    closes = graph.window(graph.close(), 2);
    this.length = length;
  }

  /** The node for n bars; its value is DX. */
  static Directional of(GraphBuilder graph, int n) {
    return graph.typed(
        Directional.class,
        "directional(high,low,close," + n + ")",
        () -> {
          Node high = graph.use(graph.high());
          Node low = graph.use(graph.low());
          return new Directional(graph, high, low, graph.window(high, 2), graph.window(low, 2), n);
        });
  }

  @Override
  protected double update() {
    if (!high.isValid() || highs.size() < 2) {
      return Double.NaN;
    }
    double up = high.value() - highs.get(1);
    double down = lows.get(1) - low.value();
    double before = closes.get(1);
    double keep = seen < length - 1 ? 1 : 1 - 1.0 / length;
    plus = keep * plus + (up > 0 && up > down ? up : 0);
    minus = keep * minus + (down > 0 && down > up ? down : 0);
    range = keep * range + Math.max(high.value(), before) - Math.min(low.value(), before);
    if (seen < length) {
      seen++;
    }
    if (seen < length) {
      return Double.NaN;
    }
    if (defined()) {
      index = 100 * (Math.abs(plus - minus) / (plus + minus));
    }
    return index;
  }

  /** +DI, 0 to 100. */
  double plusIndicator() {
    return range > 0 ? Math.min(100, 100 * (plus / range)) : 0;
  }

  /** -DI, 0 to 100. */
  double minusIndicator() {
    return range > 0 ? Math.min(100, 100 * (minus / range)) : 0;
  }

  /** Whether there is directional movement, without which DX is 0 / 0. */
  boolean defined() {
    return plus + minus > 0;
  }

  @Override
  protected void write(StateWriter out) {
    out.writeInt(seen);
    out.writeDouble(plus);
    out.writeDouble(minus);
    out.writeDouble(range);
    out.writeDouble(index);
  }

  @Override
  protected void read(StateReader in) {
    seen = in.readInt();
    plus = in.readDouble();
    minus = in.readDouble();
    range = in.readDouble();
    index = in.readDouble();
  }
}
