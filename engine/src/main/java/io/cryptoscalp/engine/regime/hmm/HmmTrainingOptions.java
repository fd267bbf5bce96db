package io.cryptoscalp.engine.regime.hmm;

/**
 * How a model is trained.
 *
 * @param seed decides all random starts
 * @param restarts starts that are tried, 1 to 1000
 * @param screenIterations iterations of each start, at least 1; the better half gets twice as many
 *     more, and so on until the finalists are left
 * @param finalists starts that go on until they converge, 1 to {@code restarts}
 * @param maxIterations most iterations of a finalist, at least 1
 * @param tolerance gain of log-likelihood an iteration, in nats an observation, below which
 *     training has converged; at least 0
 * @param covarianceFloor least variance of a state in any direction, as a share of the variance of
 *     the whole series after each feature is scaled to 1; in (0, 1). It keeps a state from closing
 *     in on one observation, where the likelihood has no bound
 */
public record HmmTrainingOptions(
    long seed,
    int restarts,
    int screenIterations,
    int finalists,
    int maxIterations,
    double tolerance,
    double covarianceFloor) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException coded {@code HMM_OPTION_INVALID}
   */
  public HmmTrainingOptions {
    check(restarts >= 1 && restarts <= 1000, "restarts", restarts);
    check(screenIterations >= 1, "screenIterations", screenIterations);
    check(finalists >= 1 && finalists <= restarts, "finalists", finalists);
    check(maxIterations >= 1, "maxIterations", maxIterations);
    check(tolerance >= 0 && tolerance < 1, "tolerance", tolerance);
    check(covarianceFloor > 0 && covarianceFloor < 1, "covarianceFloor", covarianceFloor);
  }

  /**
   * 24 starts of 10 iterations, the last 3 of them on to a gain of 1e-8 or 1000 iterations; a
   * state's deviation is at least 1 % of the whole.
   */
  public static HmmTrainingOptions defaults() {
    return new HmmTrainingOptions(1, 24, 10, 3, 1000, 1e-8, 1e-4);
  }

  /** The same with another seed. */
  public HmmTrainingOptions withSeed(long newSeed) {
    return new HmmTrainingOptions(
        newSeed, restarts, screenIterations, finalists, maxIterations, tolerance, covarianceFloor);
  }

  private static void check(boolean valid, String option, double value) {
    if (!valid) {
      throw new IllegalArgumentException(
          "HMM_OPTION_INVALID: option=" + option + " value=" + value);
    }
  }
}
