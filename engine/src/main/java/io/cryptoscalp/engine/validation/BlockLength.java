package io.cryptoscalp.engine.validation;

/**
 * Block length that a bootstrap of the mean of a series wants (Politis and White, Econometric
 * Reviews 23, 2004, as corrected by Patton, Politis and White, Econometric Reviews 28, 2009).
 *
 * @param stationary mean length for the stationary bootstrap, at least 1
 * @param circular length for the circular bootstrap, at least 1
 */
public record BlockLength(double stationary, double circular) {
  /** Level of the test for correlations that matter: 2 standard errors. */
  private static final double SIGNIFICANT = 2;

  /**
   * Estimates it; 1 for a series without spread or of fewer than 9 values.
   *
   * @param series finite values
   */
  public static BlockLength of(double[] series) {
    int n = series.length;
    int run = Math.max(5, (int) Math.sqrt(StrictMath.log10(n)));
    int most = (int) Math.ceil(Math.sqrt(n)) + run;
    double longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3.0));
    if (n < 9 || most + 1 >= n) {
      return new BlockLength(1, 1);
    }
    double[] covariance = covariances(series, most);
    if (!(covariance[0] > 0)) {
      return new BlockLength(1, 1);
    }
    int window = Math.min(2 * lastSignificant(series, run, most), most);
    double g = 0;
    double variance = covariance[0];
    for (int k = 1; k <= window; k++) {
      double share = (double) k / window;
      double flat = share <= 0.5 ? 1 : 2 * (1 - share);
      g += 2 * flat * k * covariance[k];
      variance += 2 * flat * covariance[k];
    }
    double squared = variance * variance;
    double root = StrictMath.cbrt(n);
    double stationary = StrictMath.pow(2 * g * g / (2 * squared), 1 / 3.0) * root;
    double circular = StrictMath.pow(2 * g * g / (4 / 3.0 * squared), 1 / 3.0) * root;
    return new BlockLength(within(stationary, longest), within(circular, longest));
  }

  private static double within(double length, double longest) {
    return Double.isNaN(length) ? 1 : Math.max(1, Math.min(length, longest));
  }

  private static double[] covariances(double[] series, int most) {
    int n = series.length;
    double mean = 0;
    for (double value : series) {
      mean += value / n;
    }
    double[] covariance = new double[most + 1];
    for (int k = 0; k <= most; k++) {
      for (int i = k; i < n; i++) {
        covariance[k] += (series[i] - mean) * (series[i - k] - mean);
      }
      covariance[k] /= n;
    }
    return covariance;
  }

  /**
   * The lag after which so many correlations in a row are within 2 sqrt(log10 n / n); else the last
   * one that is not.
   */
  private static int lastSignificant(double[] series, int run, int most) {
    int n = series.length;
    double bound = SIGNIFICANT * Math.sqrt(StrictMath.log10(n) / n);
    int last = 0;
    int quiet = 0;
    for (int k = 1; k <= most; k++) {
      if (Math.abs(correlation(series, k)) < bound) {
        quiet++;
        if (quiet == run) {
          return Math.max(k - run, 1);
        }
      } else {
        quiet = 0;
        last = k;
      }
    }
    return Math.max(last, 1);
  }

  /** Correlation of the series with itself so many steps before. */
  private static double correlation(double[] series, int lag) {
    int n = series.length;
    double meanLate = 0;
    double meanEarly = 0;
    for (int i = lag; i < n; i++) {
      meanLate += series[i] / (n - lag);
      meanEarly += series[i - lag] / (n - lag);
    }
    double both = 0;
    double late = 0;
    double early = 0;
    for (int i = lag; i < n; i++) {
      double a = series[i] - meanLate;
      double b = series[i - lag] - meanEarly;
      both += a * b;
      late += a * a;
      early += b * b;
    }
    return late > 0 && early > 0 ? both / Math.sqrt(late * early) : 0;
  }
}
