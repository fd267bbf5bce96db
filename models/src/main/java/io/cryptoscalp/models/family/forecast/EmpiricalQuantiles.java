package io.cryptoscalp.models.family.forecast;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import java.util.Arrays;

/**
 * The naive forecast: at any time the quantiles of all returns of the training part.
 *
 * @param quantiles [horizon][level], fractions of the price
 */
public record EmpiricalQuantiles(double[][] quantiles) {

  /**
   * Takes them from the examples.
   *
   * @param levels between 0 and 1
   * @throws ModelException {@code TRAINING_TOO_FEW_ROWS} when no return over a horizon is known
   */
  public static EmpiricalQuantiles fit(Dataset train, double[] levels) {
    int horizons = train.horizonsNs().length;
    double[][] quantiles = new double[horizons][levels.length];
    for (int h = 0; h < horizons; h++) {
      double[] known = Levels.known(train, h);
      if (known.length == 0) {
        throw new ModelException(
            "TRAINING_TOO_FEW_ROWS", "horizonNs=" + train.horizonsNs()[h] + " returns=0");
      }
      Arrays.sort(known);
      for (int q = 0; q < levels.length; q++) {
        quantiles[h][q] = Levels.quantile(known, levels[q]);
      }
    }
    return new EmpiricalQuantiles(quantiles);
  }

  /** The same for every example: [example][horizon][level]. */
  public float[][][] predict(Dataset examples) {
    float[][] one = new float[quantiles.length][];
    for (int h = 0; h < one.length; h++) {
      one[h] = new float[quantiles[h].length];
      for (int q = 0; q < one[h].length; q++) {
        one[h][q] = (float) quantiles[h][q];
      }
    }
    float[][][] all = new float[examples.size()][][];
    Arrays.fill(all, one);
    return all;
  }
}
