package io.cryptoscalp.models.training;

import io.cryptoscalp.models.dataset.TrainingSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Means and standard deviations of the columns that vary, learnt on one set.
 *
 * @param columns the columns that vary
 * @param mean their means
 * @param scale their standard deviations, positive
 * @param clip bound of a standardised value
 */
record Standardiser(int[] columns, double[] mean, double[] scale, double clip) {
  /** Below this share of its mean a column's deviation is rounding of single precision. */
  private static final double CONSTANT = 1e-7;

  static Standardiser fit(TrainingSet set, double clip) {
    int width = set.featureNames().size();
    int[] columns = new int[width];
    double[] mean = new double[width];
    double[] scale = new double[width];
    int kept = 0;
    for (int c = 0; c < width; c++) {
      double sum = 0;
      for (float[] row : set.features()) {
        sum += row[c];
      }
      double centre = sum / set.rows();
      double squares = 0;
      for (float[] row : set.features()) {
        squares += (row[c] - centre) * (row[c] - centre);
      }
      double deviation = Math.sqrt(squares / set.rows());
      if (deviation > CONSTANT * Math.abs(centre) && Double.isFinite(1 / deviation)) {
        columns[kept] = c;
        mean[kept] = centre;
        scale[kept++] = deviation;
      }
    }
    return new Standardiser(
        Arrays.copyOf(columns, kept), Arrays.copyOf(mean, kept), Arrays.copyOf(scale, kept), clip);
  }

  /** For columns that are scaled already: nothing but the clip. */
  static Standardiser none(int columns, double clip) {
    int[] all = new int[columns];
    double[] scale = new double[columns];
    for (int i = 0; i < columns; i++) {
      all[i] = i;
      scale[i] = 1;
    }
    return new Standardiser(all, new double[columns], scale, clip);
  }

  /** Standardised and clipped rows of the columns that vary. */
  double[][] apply(TrainingSet set) {
    double[][] rows = new double[set.rows()][columns.length];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < columns.length; c++) {
        double z = (set.features()[r][columns[c]] - mean[c]) / scale[c];
        rows[r][c] = Math.min(Math.max(z, -clip), clip);
      }
    }
    return rows;
  }

  /** The set with the columns that vary alone. */
  TrainingSet narrow(TrainingSet set) {
    List<String> names = new ArrayList<>();
    for (int column : columns) {
      names.add(set.featureNames().get(column));
    }
    float[][] rows = new float[set.rows()][columns.length];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < columns.length; c++) {
        rows[r][c] = set.features()[r][columns[c]];
      }
    }
    return set.withColumns(names, rows);
  }
}
