package io.cryptoscalp.engine.features.statistics;

import io.cryptoscalp.engine.features.graph.GraphBuilder;
import io.cryptoscalp.engine.features.graph.Node;
import io.cryptoscalp.engine.features.graph.Window;
import java.util.Arrays;

/**
 * Entropy of the order patterns of three closes in a row, in terms of that of equally frequent
 * patterns: 0 for one pattern, 1 for noise (Bandt and Pompe, Permutation Entropy, 2002). Of equal
 * closes the earlier counts as the lower. O(1): one pattern enters the counts and one leaves. The
 * counts follow from the window and are not stored.
 */
final class PermutationEntropy extends Node {
  private static final int PATTERNS = 6;
  private static final double MOST = StrictMath.log(PATTERNS);

  private final Node close;
  private final Window window;
  private final int length;
  private final int[] counts = new int[PATTERNS];
  private boolean known;

  private PermutationEntropy(Node close, Window window, int length) {
    this.close = close;
    this.window = window;
    this.length = length;
  }

  /** The entropy of the patterns in n closes. */
  static Node of(GraphBuilder graph, int n) {
    return graph.node(
        "permutation_entropy(close,3," + n + ")",
        () ->
            new PermutationEntropy(
                graph.use(graph.close()), graph.window(graph.close(), n + 1), n));
  }

  @Override
  protected double update() {
    if (!close.isValid() || window.size() < length) {
      return Double.NaN;
    }
    if (known) {
      counts[pattern(0)]++;
      counts[pattern(length - 2)]--;
    } else {
      Arrays.fill(counts, 0);
      for (int age = 0; age < length - 2; age++) {
        counts[pattern(age)]++;
      }
      known = true;
    }
    double entropy = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / (length - 2);
        entropy -= share * StrictMath.log(share);
      }
    }
    return Math.max(0, Math.min(1, entropy / MOST));
  }

  /** The pattern whose newest close has this age, a number from 0 to 5. */
  private int pattern(int age) {
    double first = window.get(age + 2);
    double second = window.get(age + 1);
    double third = window.get(age);
    if (first <= second) {
      return second <= third ? 0 : first <= third ? 1 : 2;
    }
    return first <= third ? 3 : second <= third ? 4 : 5;
  }
}
