package io.cryptoscalp.engine.regime.hmm;

/**
 * Log densities of the states' normal distributions. The factors are made once; an observation
 * costs k triangular solves and allocates nothing.
 */
final class GaussianEmissions {
  /** A value beyond this is no measurement; its squared distance could overflow. */
  private static final double LARGEST = 1e100;

  private static final double LOG_2_PI = StrictMath.log(2 * StrictMath.PI);

  private final int states;
  private final int dimensions;
  private final double[] means;

  /** Cholesky factors with the reciprocals of their diagonals in place of these. */
  private final double[] lower;

  private final double[] constants;
  private final double[] solved;

  /**
   * Factors the covariances.
   *
   * @throws IllegalArgumentException coded {@code HMM_MODEL_INVALID} when one is not positive
   *     definite
   */
  GaussianEmissions(int states, int dimensions, double[] means, double[] covariances) {
    this.states = states;
    this.dimensions = dimensions;
    this.means = means;
    lower = new double[covariances.length];
    constants = new double[states];
    solved = new double[dimensions];
    for (int state = 0; state < states; state++) {
      int offset = state * dimensions * dimensions;
      if (!SmallMatrix.cholesky(covariances, offset, dimensions, lower)) {
        throw new IllegalArgumentException(
            "HMM_MODEL_INVALID: covariance not positive definite state=" + state);
      }
      double constant = -0.5 * dimensions * LOG_2_PI;
      for (int i = 0; i < dimensions; i++) {
        int diagonal = offset + i * (dimensions + 1);
        constant -= StrictMath.log(lower[diagonal]);
        lower[diagonal] = 1 / lower[diagonal];
      }
      constants[state] = constant;
    }
  }

  /**
   * Whether a row has all its values, finite and of at most 1e100; a row that has not is missing as
   * a whole.
   */
  static boolean present(double[] rows, int offset, int dimensions) {
    for (int i = 0; i < dimensions; i++) {
      if (!(Math.abs(rows[offset + i]) <= LARGEST)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Log density of a row in each state.
   *
   * @param rows holds the row at {@code offset}, all values finite
   * @param out receives k log densities
   */
  void logDensities(double[] rows, int offset, double[] out) {
    for (int state = 0; state < states; state++) {
      int mean = state * dimensions;
      int factor = state * dimensions * dimensions;
      double distance = 0;
      for (int i = 0; i < dimensions; i++) {
        double sum = rows[offset + i] - means[mean + i];
        int line = factor + i * dimensions;
        for (int j = 0; j < i; j++) {
          sum -= lower[line + j] * solved[j];
        }
        double z = sum * lower[line + i];
        solved[i] = z;
        distance += z * z;
      }
      out[state] = constants[state] - 0.5 * distance;
    }
  }
}
