package io.cryptoscalp.models.evaluation.forecast;

/**
 * The chance of a rise that quantiles imply: one less the distribution function at zero, linear
 * between the quantiles. Beyond the outermost ones the forecast says nothing, so that the chance
 * stays between their levels.
 */
final class RiseChance {
  private RiseChance() {}

  /**
   * The chance.
   *
   * @param quantiles of a return, ascending
   * @param levels theirs, ascending, between 0 and 1
   */
  static double of(float[] quantiles, double[] levels) {
    int last = levels.length - 1;
    if (quantiles[0] >= 0 && quantiles[last] <= 0) {
      return 0.5; // no move at all
    }
    if (quantiles[0] >= 0) {
      return 1 - levels[0];
    }
    if (quantiles[last] <= 0) {
      return 1 - levels[last];
    }
    int above = 1;
    while (quantiles[above] < 0) {
      above++;
    }
    double low = quantiles[above - 1];
    double share = -low / (quantiles[above] - low);
    return 1 - levels[above - 1] - share * (levels[above] - levels[above - 1]);
  }
}
