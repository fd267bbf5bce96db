package io.cryptoscalp.models.selection;

import java.util.Arrays;
import java.util.Comparator;

/** Orders of columns. */
final class Ranking {
  private Ranking() {}

  /** Positions of the scores, largest first; equal scores keep their order. */
  static int[] descending(double[] scores) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -scores[i]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  /** Rank of each score, 0 for the largest. */
  static double[] ranks(double[] scores) {
    int[] order = descending(scores);
    double[] ranks = new double[scores.length];
    for (int i = 0; i < order.length; i++) {
      ranks[order[i]] = i;
    }
    return ranks;
  }

  /** The elements at these positions. */
  static int[] pick(int[] elements, int[] positions, int count) {
    int[] picked = new int[count];
    for (int i = 0; i < count; i++) {
      picked[i] = elements[positions[i]];
    }
    return picked;
  }
}
