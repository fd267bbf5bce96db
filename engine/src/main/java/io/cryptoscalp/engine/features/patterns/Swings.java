package io.cryptoscalp.engine.features.patterns;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.state.StateReader;

/**
 * The pivots held, in time order and made to alternate: of highs without a low between only the
 * highest stays, of lows the lowest. Where one bar is both, the side that alternates comes first.
 * The value is the number of swings.
 */
final class Swings extends Node {
  private final Pivots pivots;
  private final double[] prices = new double[2 * PivotSide.HELD];
  private final long[] bars = new long[2 * PivotSide.HELD];
  private int size;
  private boolean newestHigh;
  private boolean filled;

  private Swings(Pivots pivots) {
    this.pivots = pivots;
  }

  /** The swings over pivots with k bars on each side. */
  static Swings of(GraphBuilder graph, int k) {
    return graph.typed(Swings.class, "swings(" + k + ")", () -> new Swings(Pivots.of(graph, k)));
  }

  int size() {
    return size;
  }

  /** True when the newest swing is a high; they alternate from there. */
  boolean newestHigh() {
    return newestHigh;
  }

  /** Price of a swing, 0 for the newest. */
  double price(int i) {
    return prices[size - 1 - i];
  }

  /** Bars from the bar of a swing to the newest bar. */
  double age(int i) {
    return (double) (pivots.bars() - bars[size - 1 - i]);
  }

  @Override
  protected double update() {
    if (!pivots.isValid()) {
      return Double.NaN;
    }
    if (!filled || pivots.value() > 0) {
      fill();
      filled = true;
    }
    return size;
  }

  private void fill() {
    PivotSide highs = pivots.highs();
    PivotSide lows = pivots.lows();
    size = 0;
    newestHigh = false;
    int h = highs.size() - 1;
    int l = lows.size() - 1;
    while (h >= 0 || l >= 0) {
      boolean high;
      if (h < 0 || l < 0) {
        high = l < 0;
      } else {
        long lead = lows.bar(l) - highs.bar(h);
        high = lead > 0 || (lead == 0 && !newestHigh);
      }
      if (high) {
        take(true, highs.price(h), highs.bar(h));
        h--;
      } else {
        take(false, lows.price(l), lows.bar(l));
        l--;
      }
    }
  }

  private void take(boolean high, double price, long bar) {
    if (size > 0 && high == newestHigh) {
      double last = prices[size - 1];
      if (high ? price <= last : price >= last) {
        return;
      }
      size--;
    }
    prices[size] = price;
    bars[size] = bar;
    size++;
    newestHigh = high;
  }

  /** Nothing of its own; the swings come from the pivots at the next bar. */
  @Override
  protected void read(StateReader in) {
    filled = false;
  }
}
