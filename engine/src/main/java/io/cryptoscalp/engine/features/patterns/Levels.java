package io.cryptoscalp.engine.features.patterns;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.state.StateReader;

/**
 * Price levels where the pivots held, highs and lows alike, lie together. Sorted by price, a pivot
 * joins a level when it is within {@link #WIDTH} of the spread of all pivots above the level's
 * lowest; a level's price is the mean of its pivots, its touches are their number. (Support and
 * resistance as zones of earlier turns: Murphy, Technical Analysis of the Financial Markets, 1999,
 * ch. 4.) The value is the number of levels.
 */
final class Levels extends Node {
  /** Part of the distance between the highest and the lowest pivot that one level may span. */
  static final double WIDTH = 0.05;

  private final Pivots pivots;
  private final double[] sorted = new double[2 * PivotSide.HELD];
  private final double[] prices = new double[2 * PivotSide.HELD];
  private final int[] touches = new int[2 * PivotSide.HELD];
  private int size;
  private boolean filled;

  private Levels(Pivots pivots) {
    this.pivots = pivots;
  }

  /** The levels of pivots with k bars on each side. */
  static Levels of(GraphBuilder graph, int k) {
    return graph.typed(Levels.class, "levels(" + k + ")", () -> new Levels(Pivots.of(graph, k)));
  }

  double price(int level) {
    return prices[level];
  }

  int touches(int level) {
    return touches[level];
  }

  /** The lowest level above a price; -1 when there is none. */
  int above(double price) {
    for (int i = 0; i < size; i++) {
      if (prices[i] > price) {
        return i;
      }
    }
    return -1;
  }

  /** The highest level below a price; -1 when there is none. */
  int below(double price) {
    for (int i = size - 1; i >= 0; i--) {
      if (prices[i] < price) {
        return i;
      }
    }
    return -1;
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
    int count = sort();
    size = 0;
    double width = count == 0 ? 0 : WIDTH * (sorted[count - 1] - sorted[0]);
    int first = 0;
    double above = 0;
    for (int i = 0; i < count; i++) {
      // Summed as distances from the lowest, so that equal pivots give exactly their price.
      above += sorted[i] - sorted[first];
      if (i + 1 == count || sorted[i + 1] - sorted[first] > width) {
        touches[size] = i + 1 - first;
        prices[size] = sorted[first] + above / touches[size];
        size++;
        first = i + 1;
        above = 0;
      }
    }
  }

  private int sort() {
    int count = 0;
    for (int i = 0; i < pivots.highs().size(); i++) {
      insert(pivots.highs().price(i), count++);
    }
    for (int i = 0; i < pivots.lows().size(); i++) {
      insert(pivots.lows().price(i), count++);
    }
    return count;
  }

  private void insert(double price, int count) {
    int at = count;
    while (at > 0 && sorted[at - 1] > price) {
      sorted[at] = sorted[at - 1];
      at--;
    }
    sorted[at] = price;
  }

  /** Nothing of its own; the levels come from the pivots at the next bar. */
  @Override
  protected void read(StateReader in) {
    filled = false;
  }
}
