package io.cryptoscalp.engine.regime.trend;

/**
 * The variance ratio test of a random walk (Lo and MacKinlay 1988, "Stock market prices do not
 * follow random walks", Rev. Financial Studies 1): variance of q-step returns over q times that of
 * one-step returns, overlapping and unbiased (eq. 12 to 14), and its statistic robust to changing
 * variance (eq. 18 to 20). Above 1, moves go on; below, they turn back.
 */
final class VarianceRatio {
  private double ratio = Double.NaN;
  private double statistic = Double.NaN;

  /**
   * Computes both; they are NaN when the returns are equal.
   *
   * @param returns n of them from the start, changed: their mean is taken away
   * @param steps q, at least 2 and below n
   */
  void compute(double[] returns, int n, int steps) {
    double squares = 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += returns[i];
      squares += returns[i] * returns[i];
    }
    double mean = sum / n;
    double one = 0;
    double many = 0;
    double together = 0;
    for (int i = 0; i < n; i++) {
      returns[i] -= mean;
      one += returns[i] * returns[i];
      together += returns[i];
      if (i >= steps) {
        together -= returns[i - steps];
      }
      if (i >= steps - 1) {
        many += together * together;
      }
    }
    if (!(one > squares * 1e-24)) {
      ratio = Double.NaN;
      statistic = Double.NaN;
      return;
    }
    double weight = steps * (n - steps + 1.0) * (1 - (double) steps / n);
    ratio = many / weight / (one / (n - 1));
    double variance = variance(returns, n, steps, one);
    statistic = variance > 0 ? (ratio - 1) / Math.sqrt(variance) : Double.NaN;
  }

  /** Variance of the ratio under a random walk whose variance may change. */
  private static double variance(double[] centred, int n, int steps, double one) {
    double variance = 0;
    for (int lag = 1; lag < steps; lag++) {
      double sum = 0;
      for (int i = lag; i < n; i++) {
        double product = centred[i] * centred[i - lag];
        sum += product * product;
      }
      double weight = 2.0 * (steps - lag) / steps;
      variance += weight * weight * (sum / one / one);
    }
    return variance;
  }

  /** Variance of q steps over q times that of one; NaN when the returns are equal. */
  double ratio() {
    return ratio;
  }

  /** Standard normal for a long random walk; NaN when the returns are equal. */
  double statistic() {
    return statistic;
  }
}
