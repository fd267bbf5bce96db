package io.cryptoscalp.models.selection;

import io.cryptoscalp.models.dataset.TrainingSet;
import java.util.List;

/**
 * Labelled history by columns, NaN where a value is missing.
 *
 * @param featureSet the catalogue it was read from
 * @param names feature ids
 * @param columns one a feature, one value a row
 * @param up true where the price rose
 * @param eventTimeNs feature time of each row
 * @param labelTimeNs time of the price that made its label
 * @param hash SHA-256 of everything above
 */
public record SelectionData(
    String featureSet,
    List<String> names,
    float[][] columns,
    boolean[] up,
    long[] eventTimeNs,
    long[] labelTimeNs,
    String hash) {

  /** The columns of a training set, made with or without gaps. */
  public static SelectionData of(TrainingSet set) {
    float[][] columns = new float[set.featureNames().size()][set.rows()];
    for (int r = 0; r < set.rows(); r++) {
      for (int c = 0; c < columns.length; c++) {
        columns[c][r] = set.features()[r][c];
      }
    }
    return new SelectionData(
        set.featureSet(),
        set.featureNames(),
        columns,
        set.up(),
        set.eventTimeNs(),
        set.labelTimeNs(),
        set.hash());
  }

  /** Number of rows. */
  public int rows() {
    return up.length;
  }

  /** Every row's index. */
  int[] allRows() {
    int[] rows = new int[rows()];
    java.util.Arrays.setAll(rows, i -> i);
    return rows;
  }

  /** Every column's index. */
  int[] allColumns() {
    int[] all = new int[columns.length];
    java.util.Arrays.setAll(all, i -> i);
    return all;
  }

  /** Labels of some rows. */
  boolean[] labels(int[] rows) {
    boolean[] labels = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = up[rows[i]];
    }
    return labels;
  }
}
