package io.cryptoscalp.engine.search;

/**
 * Weights and learning rates of CMA-ES for a dimension and population: table 1 of Hansen, The CMA
 * Evolution Strategy: A Tutorial, arXiv 1604.00772, 2016, with negative weights for the worse half.
 */
final class CmaWeights {
  final int population;

  /** Weight of each place; the positive ones add up to 1. */
  final double[] weights;

  final int parents;
  final double effective;
  final double pathRate;
  final double damping;
  final double covariancePathRate;
  final double rankOne;
  final double rankMu;

  /** Expected length of a standard normal vector. */
  final double expectedLength;

  CmaWeights(int n, int population) {
    this.population = population;
    parents = population / 2;
    weights = new double[population];
    double[] positive = new double[2];
    double[] negative = new double[2];
    for (int i = 0; i < population; i++) {
      weights[i] = StrictMath.log((population + 1) / 2.0) - StrictMath.log(i + 1);
      double[] sums = i < parents ? positive : negative;
      sums[0] += weights[i];
      sums[1] += weights[i] * weights[i];
    }
    effective = positive[0] * positive[0] / positive[1];
    pathRate = (effective + 2) / (n + effective + 5);
    damping = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + pathRate;
    covariancePathRate = (4 + effective / n) / (n + 4 + 2 * effective / n);
    rankOne = 2 / ((n + 1.3) * (n + 1.3) + effective);
    double square = (n + 2.0) * (n + 2.0);
    rankMu =
        Math.min(1 - rankOne, 2 * (0.25 + effective + 1 / effective - 2) / (square + effective));
    expectedLength = Math.sqrt(n) * (1 - 1 / (4.0 * n) + 1 / (21.0 * n * n));
    double effectiveNegative = negative[1] > 0 ? negative[0] * negative[0] / negative[1] : 0;
    double scale =
        Math.min(
            1 + rankOne / rankMu,
            Math.min(
                1 + 2 * effectiveNegative / (effective + 2),
                (1 - rankOne - rankMu) / (n * rankMu)));
    for (int i = 0; i < population; i++) {
      weights[i] *= i < parents ? 1 / positive[0] : scale / Math.max(1e-300, -negative[0]);
    }
  }

  /** The tutorial's population for a dimension. */
  static int standard(int n) {
    return 4 + (int) (3 * StrictMath.log(n));
  }
}
