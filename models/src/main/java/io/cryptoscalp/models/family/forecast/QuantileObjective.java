package io.cryptoscalp.models.family.forecast;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.nets.Objective;
import io.cryptoscalp.models.family.nets.Torch;

/**
 * The pinball loss (Koenker and Bassett, Regression Quantiles, 1978), mean over the horizons that
 * are known and over the levels, of returns in units of each horizon's deviation. Quantiles do not
 * cross: the network answers the lowest and, through softplus, the distances between neighbours.
 */
final class QuantileObjective implements Objective {
  private final double[] levels;
  private final double[] scales;
  private final float[] start;

  /**
   * An objective.
   *
   * @param levels ascending
   * @param scales deviation of each horizon's return, positive
   * @param naive quantiles to begin with, [horizon][level], in units of the deviation
   */
  QuantileObjective(double[] levels, double[] scales, double[][] naive) {
    this.levels = levels;
    this.scales = scales;
    this.start = new float[scales.length * levels.length];
    for (int h = 0; h < scales.length; h++) {
      for (int q = 0; q < levels.length; q++) {
        int at = h * levels.length + q;
        start[at] = (float) (q == 0 ? naive[h][0] : distance(naive[h][q] - naive[h][q - 1]));
      }
    }
  }

  /** What softplus makes a distance of. */
  private static double distance(double apart) {
    double least = Math.max(apart, 1e-3);
    return StrictMath.log(StrictMath.expm1(least));
  }

  @Override
  public int outputs() {
    return start.length;
  }

  @Override
  public float[] startingBias() {
    return start.clone();
  }

  @Override
  public NDArray losses(NDArray outputs, Dataset data, int[] examples, int from, int count) {
    NDManager memory = outputs.getManager();
    int horizons = scales.length;
    float[] targets = new float[count * horizons];
    float[] shares = new float[count * horizons];
    for (int i = 0; i < count; i++) {
      int known = 0;
      for (int h = 0; h < horizons; h++) {
        float value = data.horizonReturn(examples[from + i], h);
        boolean missing = Float.isNaN(value);
        targets[i * horizons + h] = missing ? 0 : (float) (value / scales[h]);
        shares[i * horizons + h] = missing ? 0 : 1;
        known += missing ? 0 : 1;
      }
      for (int h = 0; h < horizons; h++) {
        shares[i * horizons + h] /= Math.max(known, 1) * levels.length;
      }
    }
    Shape shape = new Shape(count, horizons, 1);
    NDArray error = Torch.array(memory, targets, shape).sub(quantiles(outputs, count));
    NDArray level = Torch.array(memory, singles(levels), new Shape(1, 1, levels.length));
    NDArray pinball = error.mul(level).maximum(error.mul(level.sub(1)));
    return pinball.mul(Torch.array(memory, shares, shape)).sum(new int[] {1, 2});
  }

  private NDArray quantiles(NDArray outputs, int count) {
    NDArray raw = outputs.reshape(count, scales.length, levels.length);
    NDArray distances = Activation.softPlus(raw.get(":,:,1:"));
    return raw.get(":,:,0:1").concat(distances, 2).cumSum(2);
  }

  private static float[] singles(double[] values) {
    float[] singles = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      singles[i] = (float) values[i];
    }
    return singles;
  }

  /** The quantiles behind a raw answer, [horizon][level], in units of the deviation. */
  double[][] quantiles(float[] raw) {
    double[][] quantiles = new double[scales.length][levels.length];
    for (int h = 0; h < scales.length; h++) {
      double sum = 0;
      for (int q = 0; q < levels.length; q++) {
        double x = raw[h * levels.length + q];
        sum += q == 0 ? x : Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
        quantiles[h][q] = sum;
      }
    }
    return quantiles;
  }
}
