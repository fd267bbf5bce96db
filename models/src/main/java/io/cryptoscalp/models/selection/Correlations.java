package io.cryptoscalp.models.selection;

import java.util.Arrays;

/**
 * Rank correlation of features (Spearman 1904): Pearson's on mid-ranks, so that any monotone copy
 * of a feature is found. A missing value takes the middle rank. Columns are ranked when first asked
 * for.
 */
public final class Correlations {
  private final SelectionData data;
  private final int[] rows;
  private final float[][] ranks;

  /**
   * Correlations over some rows.
   *
   * @param data the history
   * @param rows the rows to look at
   */
  public Correlations(SelectionData data, int[] rows) {
    this.data = data;
    this.rows = rows;
    this.ranks = new float[data.columns().length][];
  }

  /** Correlation of two columns, -1 to 1; 0 when one of them is constant. */
  public double of(int a, int b) {
    float[] left = ranks(a);
    float[] right = ranks(b);
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += (double) left[i] * right[i];
    }
    return Math.max(-1, Math.min(1, sum));
  }

  /** Centred mid-ranks of length one. */
  private float[] ranks(int column) {
    float[] known = ranks[column];
    if (known == null) {
      known = rank(data.columns()[column]);
      ranks[column] = known;
    }
    return known;
  }

  private float[] rank(float[] column) {
    long[] keyed = new long[rows.length];
    int valid = 0;
    for (int i = 0; i < rows.length; i++) {
      float value = column[rows[i]];
      if (!Float.isNaN(value)) {
        keyed[valid++] = (long) sortable(value + 0f) << 32 | i;
      }
    }
    Arrays.sort(keyed, 0, valid);
    double[] centred = new double[rows.length];
    double squares = 0;
    for (int start = 0; start < valid; ) {
      int end = start;
      while (end < valid && keyed[end] >> 32 == keyed[start] >> 32) {
        end++;
      }
      double rank = (start + end - valid) / 2.0; // distance of the run's middle from the centre
      for (int i = start; i < end; i++) {
        centred[(int) keyed[i]] = rank;
      }
      squares += rank * rank * (end - start);
      start = end;
    }
    float[] unit = new float[rows.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = squares > 0 ? (float) (centred[i] / Math.sqrt(squares)) : 0;
    }
    return unit;
  }

  /** An integer with the order of the float. */
  private static int sortable(float value) {
    int bits = Float.floatToIntBits(value);
    return bits ^ (bits >> 31 & 0x7fffffff);
  }

  /**
   * Keeps the features, in the order given, that are not copies of a better one kept before.
   *
   * @param order columns, best first
   * @param limit largest absolute correlation of two kept columns
   */
  public Pruned prune(int[] order, double limit) {
    int[] kept = new int[order.length];
    int[] dropped = new int[order.length];
    int[] because = new int[order.length];
    int keptCount = 0;
    int droppedCount = 0;
    for (int column : order) {
      int twin = -1;
      for (int i = 0; i < keptCount && twin < 0; i++) {
        twin = Math.abs(of(column, kept[i])) > limit ? kept[i] : -1;
      }
      if (twin < 0) {
        kept[keptCount++] = column;
      } else {
        dropped[droppedCount] = column;
        because[droppedCount++] = twin;
      }
    }
    return new Pruned(
        Arrays.copyOf(kept, keptCount),
        Arrays.copyOf(dropped, droppedCount),
        Arrays.copyOf(because, droppedCount));
  }

  /**
   * What pruning did.
   *
   * @param kept columns kept, best first
   * @param dropped columns dropped
   * @param because for each of them the kept column that it resembles
   */
  public record Pruned(int[] kept, int[] dropped, int[] because) {}
}
