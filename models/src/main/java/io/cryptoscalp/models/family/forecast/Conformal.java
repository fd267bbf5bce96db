package io.cryptoscalp.models.family.forecast;

import io.cryptoscalp.models.dataset.Dataset;
import java.util.Arrays;

/**
 * Conformalised quantile regression (Romano, Patterson and Candes, 2019): each pair of quantiles is
 * moved apart, or together, by the empirical quantile of {@code max(low - y, y - high)} over
 * examples that the model did not learn from. If those and what is to come are exchangeable, an
 * interval then covers at least its nominal share; markets drift, so the share is measured as well.
 *
 * @param offsets added to the quantiles, [horizon][level], in units of the horizon's deviation
 */
record Conformal(double[][] offsets) {

  /**
   * Fits the offsets.
   *
   * @param quantiles [example][horizon][level], in units of the deviation
   * @param scales deviation of each horizon's return
   */
  static Conformal fit(double[][][] quantiles, Dataset examples, double[] scales, double[] levels) {
    double[][] offsets = new double[scales.length][levels.length];
    for (int h = 0; h < scales.length; h++) {
      for (int low = 0; low < levels.length / 2; low++) {
        int high = levels.length - 1 - low;
        double offset =
            quantile(
                scores(quantiles, examples, scales[h], h, low, high), levels[high] - levels[low]);
        offsets[h][low] = -offset;
        offsets[h][high] = offset;
      }
    }
    return new Conformal(offsets);
  }

  /** How far outside its interval each known return lies, negative inside; ascending. */
  private static double[] scores(
      double[][][] quantiles, Dataset examples, double scale, int horizon, int low, int high) {
    double[] scores = new double[quantiles.length];
    int count = 0;
    for (int i = 0; i < quantiles.length; i++) {
      float value = examples.horizonReturn(i, horizon);
      if (!Float.isNaN(value)) {
        double y = value / scale;
        double[] row = quantiles[i][horizon];
        scores[count++] = Math.max(row[low] - y, y - row[high]);
      }
    }
    double[] known = Arrays.copyOf(scores, count);
    Arrays.sort(known);
    return known;
  }

  /**
   * The {@code ceil((n + 1) coverage)}-th smallest score: the extra one is the example to come. The
   * largest where n is too small for the coverage.
   */
  private static double quantile(double[] sorted, double coverage) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil((sorted.length + 1) * coverage - 1e-9);
    return sorted[Math.min(Math.max(rank, 1), sorted.length) - 1];
  }

  /**
   * Moves the quantiles of one horizon, in place. Pairs that came together too far are held apart
   * from the middle outwards, which can only widen an interval.
   */
  void apply(double[] quantiles, int horizon) {
    int levels = quantiles.length;
    int inner = levels / 2 - 1; // lower level of the innermost pair
    double middle =
        levels % 2 == 1
            ? quantiles[levels / 2]
            : (quantiles[inner] + quantiles[levels - 1 - inner]) / 2;
    double lower = middle;
    double upper = middle;
    for (int low = inner; low >= 0; low--) {
      int high = levels - 1 - low;
      lower = Math.min(lower, quantiles[low] + offsets[horizon][low]);
      upper = Math.max(upper, quantiles[high] + offsets[horizon][high]);
      quantiles[low] = lower;
      quantiles[high] = upper;
    }
  }
}
