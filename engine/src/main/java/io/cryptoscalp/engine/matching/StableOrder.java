package io.cryptoscalp.engine.matching;

/** Stable ascending order of nearly sorted times: merges the runs that are there (Knuth 5.2.4). */
final class StableOrder {
  private StableOrder() {}

  /** Indices of the times in ascending order; equal times keep theirs. */
  static int[] of(long[] times) {
    int size = times.length;
    int[] from = new int[size];
    for (int i = 0; i < size; i++) {
      from[i] = i;
    }
    int[] to = new int[size];
    while (true) {
      int merges = 0;
      int start = 0;
      while (start < size) {
        int middle = runEnd(from, times, start);
        int end = middle < size ? runEnd(from, times, middle) : middle;
        if (middle < size) {
          merges++;
        }
        merge(from, to, times, start, middle, end);
        start = end;
      }
      int[] swap = from;
      from = to;
      to = swap;
      if (merges == 0) {
        return from;
      }
    }
  }

  private static int runEnd(int[] order, long[] times, int start) {
    int end = start + 1;
    while (end < order.length && times[order[end - 1]] <= times[order[end]]) {
      end++;
    }
    return end;
  }

  private static void merge(int[] from, int[] to, long[] times, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int at = start; at < end; at++) {
      boolean takeLeft = right >= end || (left < middle && times[from[left]] <= times[from[right]]);
      to[at] = takeLeft ? from[left++] : from[right++];
    }
  }

  static boolean isIdentity(int[] order) {
    for (int i = 0; i < order.length; i++) {
      if (order[i] != i) {
        return false;
      }
    }
    return true;
  }
}
