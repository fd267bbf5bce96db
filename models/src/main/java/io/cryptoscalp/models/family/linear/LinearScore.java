package io.cryptoscalp.models.family.linear;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.training.Standardiser;
import java.util.Arrays;

/**
 * Raw log odds of a linear model: {@code bias + sum(weight clip((x - mean) / scale))} in double
 * precision over all columns of the set. A column that did not vary in training has weight 0.
 *
 * @param mean by column
 * @param scale by column, positive
 * @param clip bound of a standardised value
 * @param weights by column
 * @param bias log odds of a row at the means
 */
record LinearScore(double[] mean, double[] scale, double clip, double[] weights, double bias) {

  /** Spreads a fit over the columns that vary out to all columns. */
  static LinearScore of(int features, Standardiser standardiser, double[] fit) {
    double[] mean = new double[features];
    double[] scale = new double[features];
    double[] weights = new double[features];
    Arrays.fill(scale, 1);
    int[] columns = standardiser.columns();
    for (int i = 0; i < columns.length; i++) {
      mean[columns[i]] = standardiser.mean()[i];
      scale[columns[i]] = standardiser.scale()[i];
      weights[columns[i]] = fit[i];
    }
    return new LinearScore(mean, scale, standardiser.clip(), weights, fit[columns.length]);
  }

  /** The standardised, clipped value of a column. */
  double z(float value, int column) {
    return Math.min(Math.max((value - mean[column]) / scale[column], -clip), clip);
  }

  /** Mean standardised value of each column. */
  double[] means(Dataset examples) {
    double[] means = new double[weights.length];
    for (int i = 0; i < examples.size(); i++) {
      float[] row = examples.vector(i);
      for (int c = 0; c < means.length; c++) {
        means[c] += z(row[c], c);
      }
    }
    for (int c = 0; c < means.length; c++) {
      means[c] /= examples.size();
    }
    return means;
  }

  double logOdds(float[] row) {
    double sum = bias;
    for (int c = 0; c < weights.length; c++) {
      sum += weights[c] * z(row[c], c);
    }
    return sum;
  }

  double[] logOdds(Dataset examples) {
    double[] odds = new double[examples.size()];
    for (int i = 0; i < odds.length; i++) {
      odds[i] = logOdds(examples.vector(i));
    }
    return odds;
  }
}
