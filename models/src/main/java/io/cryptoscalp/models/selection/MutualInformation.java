package io.cryptoscalp.models.selection;

import java.util.Arrays;

/**
 * Mutual information of a feature and a binary label from bins of about equal count (Cover and
 * Thomas, Elements of Information Theory, 2006, 2.3), with the correction of Miller (1955) for the
 * bias of the plug-in entropies. Equal values share a bin. Rows without a value count as knowing
 * nothing: the information of the others is weighted by their share.
 */
public final class MutualInformation {
  private final int bins;

  /** An estimator with this many bins, at least 2. */
  public MutualInformation(int bins) {
    if (bins < 2) {
      throw new IllegalArgumentException("bins=" + bins);
    }
    this.bins = bins;
  }

  /**
   * Nats; may be slightly negative where there is none.
   *
   * @param column values by row, NaN for none
   * @param up labels by row
   * @param rows the rows to look at
   */
  public double of(float[] column, boolean[] up, int[] rows) {
    float[] sorted = new float[rows.length];
    int valid = 0;
    for (int row : rows) {
      if (!Float.isNaN(column[row])) {
        sorted[valid++] = column[row];
      }
    }
    if (valid == 0) {
      return 0;
    }
    Arrays.sort(sorted, 0, valid);
    float[] edges = edges(sorted, valid);
    int[][] counts = new int[edges.length + 1][2];
    for (int row : rows) {
      if (!Float.isNaN(column[row])) {
        counts[bin(edges, column[row])][up[row] ? 1 : 0]++;
      }
    }
    return information(counts, valid) * valid / rows.length;
  }

  /** Upper edges, inclusive, of all bins but the last; strictly ascending. */
  private float[] edges(float[] sorted, int valid) {
    float[] edges = new float[bins - 1];
    int count = 0;
    for (int i = 1; i < bins; i++) {
      float edge = sorted[(int) ((long) (valid - 1) * i / bins)] + 0f; // no negative zero
      boolean splits = edge < sorted[valid - 1];
      if (splits && (count == 0 || edge > edges[count - 1])) {
        edges[count++] = edge;
      }
    }
    return Arrays.copyOf(edges, count);
  }

  private static int bin(float[] edges, float value) {
    int low = 0;
    int high = edges.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (value > edges[middle]) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double information(int[][] counts, int total) {
    long[] labels = new long[2];
    int cells = 0;
    int used = 0;
    for (int[] bin : counts) {
      used += bin[0] + bin[1] > 0 ? 1 : 0;
      for (int y = 0; y < 2; y++) {
        labels[y] += bin[y];
        cells += bin[y] > 0 ? 1 : 0;
      }
    }
    double sum = 0;
    for (int[] bin : counts) {
      for (int y = 0; y < 2; y++) {
        if (bin[y] > 0) {
          double expected = (double) (bin[0] + bin[1]) * labels[y] / total;
          sum += bin[y] * StrictMath.log(bin[y] / expected);
        }
      }
    }
    int kinds = (labels[0] > 0 ? 1 : 0) + (labels[1] > 0 ? 1 : 0);
    return sum / total + (used + kinds - cells - 1) / (2.0 * total);
  }
}
