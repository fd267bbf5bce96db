package io.cryptoscalp.engine.features.patterns;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Window;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Fractal pivots: a bar whose high is above the highs of the k bars before it and not below those
 * of the k bars after it; lows likewise. Of equal highs in a row the first counts. With k = 2 this
 * is the fractal of Williams, Trading Chaos (1995), ch. 9.
 *
 * <p>A pivot is known k bars after its bar and not before, so nothing here looks ahead. The value
 * is 1 on a bar that confirms a pivot, else 0.
 */
final class Pivots extends Node {
  private final Window high;
  private final Window low;
  private final int k;
  private final PivotSide highs = new PivotSide();
  private final PivotSide lows = new PivotSide();
  private long bars;

  private Pivots(GraphBuilder graph, int k) {
    high = graph.window(graph.high(), 2 * k + 1);
    low = graph.window(graph.low(), 2 * k + 1);
    this.k = k;
  }

  /** The pivots of a graph with k bars on each side. */
  static Pivots of(GraphBuilder graph, int k) {
    return graph.typed(Pivots.class, "pivots(" + k + ")", () -> new Pivots(graph, k));
  }

  PivotSide highs() {
    return highs;
  }

  PivotSide lows() {
    return lows;
  }

  /** Number of the newest bar, 1 for the first. */
  long bars() {
    return bars;
  }

  @Override
  protected double update() {
    bars++;
    if (Math.min(high.size(), low.size()) < 2 * k + 1) {
      return Double.NaN;
    }
    boolean top = isPivot(high, 1);
    boolean bottom = isPivot(low, -1);
    if (top) {
      highs.add(high.get(k), bars - k);
    }
    if (bottom) {
      lows.add(low.get(k), bars - k);
    }
    return top || bottom ? 1 : 0;
  }

  private boolean isPivot(Window window, int sign) {
    double candidate = sign * window.get(k);
    for (int i = 1; i <= k; i++) {
      if (sign * window.get(k + i) >= candidate || sign * window.get(k - i) > candidate) {
        return false;
      }
    }
    return true;
  }

  @Override
  protected void write(StateWriter out) {
    out.writeLong(bars);
    highs.write(out);
    lows.write(out);
  }

  @Override
  protected void read(StateReader in) {
    bars = in.readLong();
    highs.read(in);
    lows.read(in);
  }
}
