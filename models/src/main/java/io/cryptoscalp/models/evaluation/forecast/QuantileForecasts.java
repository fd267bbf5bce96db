package io.cryptoscalp.models.evaluation.forecast;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.dataset.DatasetSplits;
import io.cryptoscalp.models.family.forecast.EmpiricalQuantiles;
import io.cryptoscalp.models.family.forecast.TrainedForecast;
import org.jspecify.annotations.Nullable;

/**
 * What a forecaster of one fold said.
 *
 * @param levels the quantile levels
 * @param validation [example][horizon][level] of the validation part
 * @param test the same of the test part
 * @param seconds it took to train
 */
record QuantileForecasts(
    double[] levels, float[][][] validation, float[][][] test, double seconds) {

  static QuantileForecasts of(TrainedForecast model, DatasetSplits.Split split, double seconds) {
    return new QuantileForecasts(
        model.levels(), model.predict(split.validation()), model.predict(split.test()), seconds);
  }

  /** The naive forecasts of the test part, learnt from the same examples. */
  float[][][] naive(DatasetSplits.Split split) {
    return EmpiricalQuantiles.fit(split.train(), levels).predict(split.test());
  }

  /** As arrays to be kept. */
  double[][] kept() {
    return new double[][] {levels, flat(validation), flat(test), {seconds}};
  }

  /** From arrays that were kept; null when they are not of this split. */
  static @Nullable QuantileForecasts of(double @Nullable [][] kept, DatasetSplits.Split split) {
    if (kept == null || kept.length != 4) {
      return null;
    }
    int horizons = split.test().horizonsNs().length;
    int width = horizons * kept[0].length;
    if (kept[1].length != split.validation().size() * width
        || kept[2].length != split.test().size() * width) {
      return null;
    }
    return new QuantileForecasts(
        kept[0],
        shaped(kept[1], split.validation(), horizons, kept[0].length),
        shaped(kept[2], split.test(), horizons, kept[0].length),
        kept[3][0]);
  }

  private static double[] flat(float[][][] quantiles) {
    int width = quantiles.length == 0 ? 0 : quantiles[0].length * quantiles[0][0].length;
    double[] flat = new double[quantiles.length * width];
    int at = 0;
    for (float[][] example : quantiles) {
      for (float[] horizon : example) {
        for (float value : horizon) {
          flat[at++] = value;
        }
      }
    }
    return flat;
  }

  private static float[][][] shaped(double[] flat, Dataset part, int horizons, int levels) {
    float[][][] quantiles = new float[part.size()][horizons][levels];
    int at = 0;
    for (float[][] example : quantiles) {
      for (float[] horizon : example) {
        for (int q = 0; q < levels; q++) {
          horizon[q] = (float) flat[at++];
        }
      }
    }
    return quantiles;
  }
}
