package io.cryptoscalp.engine.features.statistics;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Nodes;
import io.cryptoscalp.engine.features.graph.Window;
import java.util.Arrays;

/**
 * The last n log returns in order of size; its own value is their median. O(log n) to find the one
 * that leaves and the place of the new one, and a move of at most n values between. The order
 * follows from the window and is not stored.
 */
final class SortedReturns extends Node {
  private final Node returns;
  private final Window window;
  private final double[] sorted;
  private boolean known;

  private SortedReturns(Node returns, Window window, int length) {
    this.returns = returns;
    this.window = window;
    sorted = new double[length];
  }

  private static SortedReturns of(GraphBuilder graph, int n) {
    Node returns = Nodes.logReturn(graph);
    return graph.typed(
        SortedReturns.class,
        "sorted(" + graph.key(returns) + "," + n + ")",
        () -> new SortedReturns(graph.use(returns), graph.window(returns, n + 1), n));
  }

  /**
   * A quantile of n returns, interpolated between the two next to it (definition 7 of Hyndman and
   * Fan, Sample Quantiles in Statistical Packages, 1996).
   *
   * @param percent 0 to 100
   */
  static Node quantile(GraphBuilder graph, int n, int percent) {
    SortedReturns sorted = of(graph, n);
    double place = (n - 1) * percent / 100.0;
    return Part.of(graph, "quantile_" + percent, sorted, () -> sorted.at(place));
  }

  /** Share of n returns below the newest, itself and its equals counted half. */
  static Node rank(GraphBuilder graph, int n) {
    SortedReturns sorted = of(graph, n);
    return Part.of(graph, "rank", sorted, sorted::rankOfNewest);
  }

  @Override
  protected double update() {
    int length = sorted.length;
    if (!returns.isValid() || window.size() < length) {
      return Double.NaN;
    }
    if (known) {
      replace(window.get(length), window.get(0));
    } else {
      for (int age = 0; age < length; age++) {
        sorted[age] = window.get(age);
      }
      Arrays.sort(sorted);
      known = true;
    }
    return at((length - 1) / 2.0);
  }

  private void replace(double old, double young) {
    int from = Arrays.binarySearch(sorted, old);
    int place = Arrays.binarySearch(sorted, young);
    int to = place < 0 ? -place - 1 : place;
    if (to > from) {
      to--;
      System.arraycopy(sorted, from + 1, sorted, from, to - from);
    } else {
      System.arraycopy(sorted, to, sorted, to + 1, from - to);
    }
    sorted[to] = young;
  }

  private double at(double place) {
    int below = (int) place;
    double part = place - below;
    return part == 0 ? sorted[below] : sorted[below] + part * (sorted[below + 1] - sorted[below]);
  }

  private double rankOfNewest() {
    double newest = window.get(0);
    int at = Arrays.binarySearch(sorted, newest);
    int first = at;
    int last = at;
    while (first > 0 && sorted[first - 1] == newest) {
      first--;
    }
    while (last + 1 < sorted.length && sorted[last + 1] == newest) {
      last++;
    }
    return (first + (last - first + 1) / 2.0) / sorted.length;
  }
}
