package io.cryptoscalp.models.family.forecast;

import io.cryptoscalp.models.dataset.Dataset;

/**
 * How good quantiles of returns are.
 *
 * @param rows returns judged, by horizon
 * @param pinball mean pinball loss over the levels, by horizon, as a fraction of the price; smaller
 *     is better
 * @param coverage share of returns inside each pair of levels, [horizon][pair], outermost first
 * @param width mean distance between the pair's quantiles, [horizon][pair], fractions of the price
 */
public record QuantileScores(int[] rows, double[] pinball, double[][] coverage, double[][] width) {

  /**
   * Judges forecasts; unknown returns are left out, and a horizon without any has NaN.
   *
   * @param quantiles [example][horizon][level]
   * @param levels ascending, in pairs around one half
   */
  public static QuantileScores of(float[][][] quantiles, Dataset examples, double[] levels) {
    int horizons = examples.horizonsNs().length;
    int pairs = levels.length / 2;
    int[] rows = new int[horizons];
    double[] pinball = new double[horizons];
    double[][] coverage = new double[horizons][pairs];
    double[][] width = new double[horizons][pairs];
    for (int i = 0; i < quantiles.length; i++) {
      for (int h = 0; h < horizons; h++) {
        float value = examples.horizonReturn(i, h);
        if (Float.isNaN(value)) {
          continue;
        }
        float[] row = quantiles[i][h];
        rows[h]++;
        pinball[h] += pinball(row, value, levels);
        for (int low = 0; low < pairs; low++) {
          int high = levels.length - 1 - low;
          coverage[h][low] += value >= row[low] && value <= row[high] ? 1 : 0;
          width[h][low] += row[high] - row[low];
        }
      }
    }
    for (int h = 0; h < horizons; h++) {
      pinball[h] /= rows[h];
      for (int pair = 0; pair < pairs; pair++) {
        coverage[h][pair] /= rows[h];
        width[h][pair] /= rows[h];
      }
    }
    return new QuantileScores(rows, pinball, coverage, width);
  }

  /**
   * Mean pinball loss of the quantiles of one return.
   *
   * @param quantiles one a level
   * @param value what the return was
   */
  public static double pinball(float[] quantiles, double value, double[] levels) {
    double sum = 0;
    for (int q = 0; q < levels.length; q++) {
      double error = value - quantiles[q];
      sum += Math.max(levels[q] * error, (levels[q] - 1) * error);
    }
    return sum / levels.length;
  }
}
