package io.cryptoscalp.models.family.experts;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.training.Standardiser;
import java.util.Arrays;

/**
 * Raw log odds of a mixture: {@code sum over r of gate[r] (bias[r] + sum of weights[r] z)} plus the
 * common model, in double precision.
 *
 * @param mean by column
 * @param scale by column, positive
 * @param clip bound of a standardised value
 * @param common weights by column
 * @param bias of the common model
 * @param experts what each regime's weights differ by, regimes by columns
 * @param expertBias by regime
 */
record ExpertScore(
    double[] mean,
    double[] scale,
    double clip,
    double[] common,
    double bias,
    double[][] experts,
    double[] expertBias) {

  /** Spreads a fit over the columns that vary out to all columns. */
  static ExpertScore of(int features, Standardiser standardiser, double[] fit, double share) {
    int[] columns = standardiser.columns();
    double[] mean = new double[features];
    double[] scale = new double[features];
    double[] common = new double[features];
    double[][] experts = new double[ExpertsFamily.REGIMES][features];
    double[] expertBias = new double[ExpertsFamily.REGIMES];
    Arrays.fill(scale, 1);
    for (int i = 0; i < columns.length; i++) {
      mean[columns[i]] = standardiser.mean()[i];
      scale[columns[i]] = standardiser.scale()[i];
      common[columns[i]] = fit[i];
    }
    int at = columns.length;
    for (int r = 0; r < ExpertsFamily.REGIMES; r++) {
      for (int column : columns) {
        experts[r][column] = share * fit[at++];
      }
      expertBias[r] = share * fit[at++];
    }
    return new ExpertScore(
        mean, scale, standardiser.clip(), common, fit[fit.length - 1], experts, expertBias);
  }

  double logOdds(float[] row, float[] gate) {
    double sum = bias;
    for (int r = 0; r < gate.length; r++) {
      sum += gate[r] * expertBias[r];
    }
    for (int c = 0; c < row.length; c++) {
      double z = Math.min(Math.max((row[c] - mean[c]) / scale[c], -clip), clip);
      double weight = common[c];
      for (int r = 0; r < gate.length; r++) {
        weight += gate[r] * experts[r][c];
      }
      sum += weight * z;
    }
    return sum;
  }

  double[] logOdds(Dataset examples) {
    double[] odds = new double[examples.size()];
    for (int i = 0; i < odds.length; i++) {
      odds[i] = logOdds(examples.vector(i), ExpertsFamily.gate(examples, i));
    }
    return odds;
  }
}
