package io.cryptoscalp.engine.regime.hmm;

/**
 * The little linear algebra that symmetric matrices of a few rows need. A matrix of d rows is d * d
 * numbers, row by row, from an offset of an array.
 */
final class SmallMatrix {
  /** Sweeps of the Jacobi method; 8 rows converge in fewer than 10. */
  private static final int SWEEPS = 50;

  private SmallMatrix() {}

  /**
   * Factors {@code A = L L'} (Golub and Van Loan, "Matrix Computations", section 4.2).
   *
   * @param a symmetric matrix at {@code offset}; only its lower triangle is read
   * @param lower receives L at the same offset, zero above the diagonal
   * @return false when A is not positive definite; {@code lower} is then of no use
   */
  static boolean cholesky(double[] a, int offset, int d, double[] lower) {
    for (int row = 0; row < d; row++) {
      for (int column = 0; column < d; column++) {
        int at = offset + row * d + column;
        if (column > row) {
          lower[at] = 0;
          continue;
        }
        double sum = a[at];
        for (int i = 0; i < column; i++) {
          sum -= lower[offset + row * d + i] * lower[offset + column * d + i];
        }
        if (column < row) {
          lower[at] = sum / lower[offset + column * d + column];
        } else if (sum > 0 && sum < Double.POSITIVE_INFINITY) {
          lower[at] = Math.sqrt(sum);
        } else {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Diagonalises a symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, section 8.5).
   *
   * @param a the matrix of d rows; left with the eigenvalues on its diagonal
   * @param vectors receives the eigenvectors as columns
   */
  static void eigen(double[] a, int d, double[] vectors) {
    for (int i = 0; i < d * d; i++) {
      vectors[i] = i % (d + 1) == 0 ? 1 : 0;
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean rotated = false;
      for (int p = 0; p < d; p++) {
        for (int q = p + 1; q < d; q++) {
          double scale = Math.sqrt(Math.abs(a[p * d + p]) * Math.abs(a[q * d + q]));
          if (Math.abs(a[p * d + q]) > 1e-16 * scale) {
            rotate(a, d, p, q, vectors);
            rotated = true;
          }
        }
      }
      if (!rotated) {
        return;
      }
    }
  }

  private static void rotate(double[] a, int d, int p, int q, double[] vectors) {
    double off = a[p * d + q];
    double theta = (a[q * d + q] - a[p * d + p]) / (2 * off);
    double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    double first = a[p * d + p] - t * off;
    double second = a[q * d + q] + t * off;
    for (int i = 0; i < d; i++) {
      if (i != p && i != q) {
        double ip = a[i * d + p];
        double iq = a[i * d + q];
        a[i * d + p] = c * ip - s * iq;
        a[p * d + i] = a[i * d + p];
        a[i * d + q] = s * ip + c * iq;
        a[q * d + i] = a[i * d + q];
      }
      double vp = vectors[i * d + p];
      double vq = vectors[i * d + q];
      vectors[i * d + p] = c * vp - s * vq;
      vectors[i * d + q] = s * vp + c * vq;
    }
    a[p * d + p] = first;
    a[q * d + q] = second;
    a[p * d + q] = 0;
    a[q * d + p] = 0;
  }
}
