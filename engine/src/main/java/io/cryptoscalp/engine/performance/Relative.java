package io.cryptoscalp.engine.performance;

/**
 * Returns against those of a benchmark over the same periods.
 *
 * @param beta covariance by the benchmark's variance; NaN when that is 0
 * @param alpha mean return beyond beta times the benchmark's, a year (Jensen, Journal of Finance
 *     23, 1968, without riskless rate); sum over periods, not compounded, as QuantStats' greeks
 * @param correlation Pearson's, -1 to 1
 * @param informationRatio mean by standard deviation of the difference, a period, as QuantStats has
 *     it (Goodwin, Financial Analysts Journal 54, 1998)
 * @param trackingError standard deviation of the difference, a year
 */
public record Relative(
    double beta, double alpha, double correlation, double informationRatio, double trackingError) {
  /**
   * Compares.
   *
   * @param returns simple returns
   * @param benchmark simple returns of the same periods
   * @param periodsPerYear periods in a year
   * @throws IllegalArgumentException {@code BENCHMARK_INVALID} when the numbers of periods differ
   */
  public static Relative of(double[] returns, double[] benchmark, double periodsPerYear) {
    if (returns.length != benchmark.length) {
      throw new IllegalArgumentException(
          "BENCHMARK_INVALID: periods=" + returns.length + " benchmark=" + benchmark.length);
    }
    Moments own = Moments.of(returns);
    Moments other = Moments.of(benchmark);
    double[] difference = new double[returns.length];
    double covariance = 0;
    for (int i = 0; i < returns.length; i++) {
      covariance += (returns[i] - own.mean()) * (benchmark[i] - other.mean());
      difference[i] = returns[i] - benchmark[i];
    }
    covariance /= returns.length - 1;
    double variance = other.deviation() * other.deviation();
    double beta = variance > 0 ? covariance / variance : Double.NaN;
    Moments active = Moments.of(difference);
    double spread = own.deviation() * other.deviation();
    return new Relative(
        beta,
        (own.mean() - beta * other.mean()) * periodsPerYear,
        spread > 0 ? covariance / spread : Double.NaN,
        active.deviation() > 0 ? active.mean() / active.deviation() : Double.NaN,
        active.deviation() * Math.sqrt(periodsPerYear));
  }
}
