package io.cryptoscalp.engine.regime.correlation;

/** Eigenvalues of a small symmetric matrix by cyclic Jacobi rotations, slow and exact. */
final class Jacobi {
  private Jacobi() {}

  /** The largest eigenvalue; the matrix is destroyed. */
  static double largest(double[][] a) {
    int n = a.length;
    for (int sweep = 0; sweep < 60; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, p, q);
        }
      }
    }
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      most = Math.max(most, a[i][i]);
    }
    return most;
  }

  private static void rotate(double[][] a, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double angle = 0.5 * Math.atan2(2 * a[p][q], a[p][p] - a[q][q]);
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    for (int k = 0; k < a.length; k++) {
      double kp = a[k][p];
      double kq = a[k][q];
      a[k][p] = c * kp + s * kq;
      a[k][q] = c * kq - s * kp;
    }
    for (int k = 0; k < a.length; k++) {
      double pk = a[p][k];
      double qk = a[q][k];
      a[p][k] = c * pk + s * qk;
      a[q][k] = c * qk - s * pk;
    }
  }
}
