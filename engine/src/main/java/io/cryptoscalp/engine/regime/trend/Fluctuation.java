package io.cryptoscalp.engine.regime.trend;

/**
 * Hurst exponent by detrended fluctuation analysis (Peng et al. 1994, "Mosaic organization of DNA
 * nucleotides", Phys. Rev. E 49): slope of ln F(s) on ln s, F(s) the root mean square distance of
 * the summed returns from the lines through their boxes of s. Boxes are dyadic, from {@value
 * #SHORTEST} to a quarter of the returns. 1/2 for a random walk (a little above on windows this
 * short), more where moves go on. O(n log n).
 */
final class Fluctuation {
  private static final int SHORTEST = 8;

  private final double[] profile;

  /**
   * Creates it.
   *
   * @param n returns, a power of two, at least 64
   */
  Fluctuation(int n) {
    profile = new double[n];
  }

  /**
   * The exponent; NaN where the sums of one box size all lie on lines.
   *
   * @param centred n returns less their mean
   */
  double hurst(double[] centred) {
    int n = profile.length;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += centred[i];
      profile[i] = sum;
    }
    int sizes = 0;
    double sumX = 0;
    double sumY = 0;
    double sumXx = 0;
    double sumXy = 0;
    for (int size = SHORTEST; size <= n / 4; size *= 2) {
      double x = StrictMath.log(size);
      double y = 0.5 * StrictMath.log(meanSquare(size));
      sizes++;
      sumX += x;
      sumY += y;
      sumXx += x * x;
      sumXy += x * y;
    }
    double slope = (sizes * sumXy - sumX * sumY) / (sizes * sumXx - sumX * sumX);
    return Double.isFinite(slope) ? slope : Double.NaN;
  }

  /** Mean squared distance from the lines through the boxes of a size. */
  private double meanSquare(int size) {
    double timeSquares = size * ((double) size * size - 1) / 12;
    double middle = 0.5 * (size - 1);
    double rest = 0;
    for (int from = 0; from < profile.length; from += size) {
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += profile[from + i];
      }
      double mean = sum / size;
      double squares = 0;
      double together = 0;
      for (int i = 0; i < size; i++) {
        double away = profile[from + i] - mean;
        squares += away * away;
        together += away * (i - middle);
      }
      double left = squares - together * together / timeSquares;
      rest += left > 1e-13 * squares ? left : 0;
    }
    return rest / profile.length;
  }
}
