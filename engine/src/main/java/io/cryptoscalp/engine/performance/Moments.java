package io.cryptoscalp.engine.performance;

/**
 * Moments of a sample.
 *
 * @param count how many values
 * @param mean mean; NaN without values
 * @param deviation standard deviation, n - 1; NaN below two values
 * @param skewness adjusted Fisher-Pearson G1 (Joanes and Gill, The Statistician 47, 1998), as
 *     pandas has it; NaN below three values or without spread
 * @param kurtosis excess over the normal's, adjusted G2 of the same paper, as pandas has it; NaN
 *     below four values or without spread
 */
public record Moments(int count, double mean, double deviation, double skewness, double kurtosis) {
  /** Spread below this share of the values' size is rounding. */
  private static final double ROUNDING = 1e-14;

  /** Moments of values, in two passes. */
  public static Moments of(double[] values) {
    int n = values.length;
    double mean = sum(values) / n;
    double second = 0;
    double third = 0;
    double fourth = 0;
    for (double value : values) {
      double d = value - mean;
      second += d * d;
      third += d * d * d;
      fourth += d * d * d * d;
    }
    boolean spread = second > n * ROUNDING * ROUNDING * mean * mean;
    double skewness = Double.NaN;
    double kurtosis = Double.NaN;
    double size = n;
    if (n > 2 && spread) {
      double g1 = third / n / StrictMath.pow(second / n, 1.5);
      skewness = g1 * Math.sqrt(size * (size - 1)) / (size - 2);
    }
    if (n > 3 && spread) {
      double g2 = fourth / n / (second / n * (second / n)) - 3;
      kurtosis = (size - 1) / ((size - 2) * (size - 3)) * ((size + 1) * g2 + 6);
    }
    double deviation = spread ? Math.sqrt(second / (n - 1)) : 0;
    return new Moments(n, mean, n > 1 ? deviation : Double.NaN, skewness, kurtosis);
  }

  static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
