package io.cryptoscalp.engine.regime.hmm;

/** Raises the eigenvalues of a covariance to a floor and leaves its eigenvectors. */
final class CovarianceFloor {
  private CovarianceFloor() {}

  /**
   * Applies the floor in place.
   *
   * @param covariances holds a symmetric, positive semi-definite matrix of d rows at {@code offset}
   * @param floor least eigenvalue, above 0
   */
  static void apply(double[] covariances, int offset, int d, double floor) {
    double[] work = new double[d * d];
    System.arraycopy(covariances, offset, work, 0, d * d);
    for (int i = 0; i < d; i++) {
      work[i * (d + 1)] -= floor;
    }
    double[] vectors = new double[d * d];
    if (SmallMatrix.cholesky(work, 0, d, vectors)) {
      return;
    }
    System.arraycopy(covariances, offset, work, 0, d * d);
    SmallMatrix.eigen(work, d, vectors);
    for (int f = 0; f < d; f++) {
      for (int g = 0; g <= f; g++) {
        double sum = 0;
        for (int i = 0; i < d; i++) {
          double value = Math.max(work[i * (d + 1)], floor);
          sum += vectors[f * d + i] * value * vectors[g * d + i];
        }
        covariances[offset + f * d + g] = sum;
        covariances[offset + g * d + f] = sum;
      }
    }
  }
}
