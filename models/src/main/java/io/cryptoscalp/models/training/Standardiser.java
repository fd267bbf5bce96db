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
public record Standardiser(int[] columns, double[] mean, double[] scale, double clip) {
  /** Below this share of its mean a column's deviation is rounding of single precision. */
  private static final double CONSTANT = 1e-7;

  static Standardiser fit(TrainingSet set, double clip) {
    return fit(set.features(), set.featureNames().size(), clip);
  }

  /**
   * Learns means and deviations.
   *
   * @param rows values, at least one row
   * @param width columns of a row
   * @param clip bound of a standardised value, positive
   */
  public static Standardiser fit(float[][] rows, int width, double clip) {
    int[] columns = new int[width];
    double[] mean = new double[width];
    double[] scale = new double[width];
    int kept = 0;
    for (int c = 0; c < width; c++) {
      double sum = 0;
      for (float[] row : rows) {
        sum += row[c];
      }
      double centre = sum / rows.length;
      double squares = 0;
      for (float[] row : rows) {
        squares += (row[c] - centre) * (row[c] - centre);
      }
      double deviation = Math.sqrt(squares / rows.length);
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
    double[][] rows = new double[set.rows()][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = apply(set.features()[r]);
    }
    return rows;
  }

  /** The columns that vary of one row, standardised and clipped. */
  public double[] apply(float[] row) {
    double[] scaled = new double[columns.length];
    for (int c = 0; c < columns.length; c++) {
      double z = (row[columns[c]] - mean[c]) / scale[c];
      scaled[c] = Math.min(Math.max(z, -clip), clip);
    }
    return scaled;
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
