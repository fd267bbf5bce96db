package io.cryptoscalp.models.explain;

import io.cryptoscalp.models.ModelException;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;

/** Sums of a weighted linear regression, solved at the end. */
final class WeightedLeastSquares {
  private final double[][] products;
  private final double[] moments;

  WeightedLeastSquares(int columns) {
    this.products = new double[columns][columns];
    this.moments = new double[columns];
  }

  void add(double[] row, double target, double weight) {
    for (int i = 0; i < row.length; i++) {
      if (row[i] != 0) {
        moments[i] += weight * row[i] * target;
        for (int j = 0; j <= i; j++) {
          products[i][j] += weight * row[i] * row[j];
        }
      }
    }
  }

  /**
   * The coefficients.
   *
   * @param ridge added to each column's square
   */
  double[] solve(double ridge) {
    for (int i = 0; i < moments.length; i++) {
      products[i][i] += ridge;
      for (int j = 0; j < i; j++) {
        products[j][i] = products[i][j];
      }
    }
    return DenseMatrix.createDenseMatrix(products)
        .choleskyFactorization()
        .orElseThrow(() -> new ModelException("EXPLANATION_SINGULAR", "columns=" + moments.length))
        .solve(DenseVector.createDenseVector(moments))
        .toArray();
  }
}
