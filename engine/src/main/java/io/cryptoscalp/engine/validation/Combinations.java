package io.cryptoscalp.engine.validation;

import java.util.ArrayList;
import java.util.List;

/** Choices of k of n. */
final class Combinations {
  private Combinations() {}

  /** How many; {@link Long#MAX_VALUE} when more than a long holds. */
  static long count(int n, int k) {
    if (k < 0 || k > n) {
      return 0;
    }
    long count = 1;
    for (int i = 1; i <= k; i++) {
      long high = Math.multiplyHigh(count, n - k + i);
      if (high != 0 || count * (n - k + i) < 0) {
        return Long.MAX_VALUE;
      }
      count = count * (n - k + i) / i;
    }
    return count;
  }

  /** All, in lexicographic order, each ascending. */
  static List<int[]> of(int n, int k) {
    List<int[]> all = new ArrayList<>();
    int[] chosen = new int[k];
    for (int i = 0; i < k; i++) {
      chosen[i] = i;
    }
    while (true) {
      all.add(chosen.clone());
      int i = k - 1;
      while (i >= 0 && chosen[i] == n - k + i) {
        i--;
      }
      if (i < 0) {
        return all;
      }
      chosen[i]++;
      for (int j = i + 1; j < k; j++) {
        chosen[j] = chosen[j - 1] + 1;
      }
    }
  }
}
