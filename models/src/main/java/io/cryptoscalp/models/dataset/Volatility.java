package io.cryptoscalp.models.dataset;

/**
 * Standard deviation of the log return over a horizon, as known at each row: the exponentially
 * weighted sum of squared returns over the equally weighted sum of their spans, scaled to the
 * horizon by the square root of time (RiskMetrics, 1996, 5.2, for rows at any distance). Returns
 * over a gap are left out.
 */
final class Volatility {
  private Volatility() {}

  /**
   * The estimate at each row; NaN until returns of a whole half-life were seen, and at rows without
   * a price.
   *
   * @param path the prices
   * @param halfLifeNs of the weights, ns
   * @param horizonNs what it is scaled to, ns
   * @param maxGapNs longest distance of two rows whose return counts, ns
   */
  static double[] of(PricePath path, long halfLifeNs, long horizonNs, long maxGapNs) {
    double[] result = new double[path.size()];
    double squares = 0;
    double spans = 0;
    long seen = 0;
    int before = -1;
    for (int row = 0; row < result.length; row++) {
      result[row] = Double.NaN;
      if (!path.hasPrice(row)) {
        continue;
      }
      if (before >= 0) {
        long span = path.timeNs(row) - path.timeNs(before);
        if (span <= maxGapNs) {
          double keep = StrictMath.pow(2, -(double) span / halfLifeNs);
          double move = StrictMath.log(path.mid(row) / path.mid(before));
          squares = squares * keep + move * move;
          spans = spans * keep + span;
          seen += span;
        }
      }
      before = row;
      if (seen >= halfLifeNs) {
        result[row] = StrictMath.sqrt(squares / spans * horizonNs);
      }
    }
    return result;
  }
}
