package io.cryptoscalp.engine.regime.changepoint;

/**
 * Prior beliefs and bounds of change-point detection. Within a run, observations are normal with
 * unknown mean and precision; of these the prior is normal-gamma (Murphy 2007, "Conjugate Bayesian
 * analysis of the Gaussian distribution", section 3).
 *
 * @param meanRunLength mean number of observations between changes, above 1; the hazard is its
 *     reciprocal
 * @param maxRunLength longest run that is told apart, 2 to 10000; runs that are longer count as
 *     one, and forget what is older than this
 * @param pruneBelow run lengths of less probability are dropped; at most a hundredth of the hazard
 *     and below 1 / (maxRunLength + 1); 0 keeps all
 * @param priorMean expected mean of a run, in the observations' unit
 * @param priorMeanWeight observations that {@code priorMean} counts for, above 0
 * @param priorShape shape of the precision's gamma prior, above 0; half the observations that the
 *     prior deviation counts for
 * @param priorDeviation expected standard deviation within a run, in the observations' unit, above
 *     0; the rate of the gamma prior is {@code priorShape * priorDeviation^2}
 */
public record ChangePointOptions(
    double meanRunLength,
    int maxRunLength,
    double pruneBelow,
    double priorMean,
    double priorMeanWeight,
    double priorShape,
    double priorDeviation) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException coded {@code CHANGE_POINT_OPTION_INVALID}
   */
  public ChangePointOptions {
    check(meanRunLength > 1 && meanRunLength <= 1e12, "meanRunLength", meanRunLength);
    check(maxRunLength >= 2 && maxRunLength <= 10_000, "maxRunLength", maxRunLength);
    check(pruneBelow >= 0 && pruneBelow * (maxRunLength + 1) < 1, "pruneBelow", pruneBelow);
    // A run is born with the probability of the hazard, and must have its time to prove itself.
    check(pruneBelow <= 0.01 / meanRunLength, "pruneBelow", pruneBelow);
    check(Double.isFinite(priorMean), "priorMean", priorMean);
    check(positive(priorMeanWeight), "priorMeanWeight", priorMeanWeight);
    check(positive(priorShape), "priorShape", priorShape);
    check(positive(priorDeviation), "priorDeviation", priorDeviation);
  }

  /**
   * For a series scaled to about mean 0 and variance 1: a change each 250 observations, runs up to
   * 200, pruned below 1e-6.
   */
  public static ChangePointOptions standard() {
    return new ChangePointOptions(250, 200, 1e-6, 0, 1, 1, 1);
  }

  /** The same for a series of another level and deviation. */
  public ChangePointOptions scaled(double mean, double deviation) {
    return new ChangePointOptions(
        meanRunLength, maxRunLength, pruneBelow, mean, priorMeanWeight, priorShape, deviation);
  }

  /** Probability of a change at each observation. */
  public double hazard() {
    return 1 / meanRunLength;
  }

  /** Rate of the precision's gamma prior, in squared units. */
  double priorRate() {
    return priorShape * priorDeviation * priorDeviation;
  }

  private static boolean positive(double value) {
    return value > 1e-100 && value < 1e100;
  }

  private static void check(boolean valid, String option, double value) {
    if (!valid) {
      throw new IllegalArgumentException(
          "CHANGE_POINT_OPTION_INVALID: option=" + option + " value=" + value);
    }
  }
}
