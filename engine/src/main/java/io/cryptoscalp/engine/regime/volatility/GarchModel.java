package io.cryptoscalp.engine.regime.volatility;

/**
 * Parameters of a GARCH(1,1) of mean 0 (Bollerslev 1986, "Generalized autoregressive conditional
 * heteroskedasticity", J. Econometrics 31): h(t+1) = omega + alpha r(t)^2 + beta h(t).
 *
 * @param omega constant, in squared units of the returns, above 0
 * @param alpha weight of the latest squared return, at least 0
 * @param beta weight of the latest variance, at least 0; alpha + beta is below 1
 */
public record GarchModel(double omega, double alpha, double beta) {
  /**
   * Checks the ranges, which make the process stationary.
   *
   * @throws IllegalArgumentException coded {@code GARCH_MODEL_INVALID}
   */
  public GarchModel {
    boolean valid = omega > 0 && omega < 1e100 && alpha >= 0 && beta >= 0 && alpha + beta < 1;
    if (!valid) {
      throw new IllegalArgumentException(
          "GARCH_MODEL_INVALID: omega=" + omega + " alpha=" + alpha + " beta=" + beta);
    }
  }

  /** alpha + beta: the part of a shock to variance that is left a step later, below 1. */
  public double persistence() {
    return alpha + beta;
  }

  /** Variance that forecasts converge to, omega / (1 - alpha - beta). */
  public double longRunVariance() {
    return omega / (1 - persistence());
  }

  /** Steps after which half of a shock to variance is left; 0 where nothing persists. */
  public double halfLife() {
    return persistence() == 0 ? 0 : StrictMath.log(0.5) / StrictMath.log(persistence());
  }

  /**
   * Variance of one return some steps ahead.
   *
   * @param nextVariance variance of the next return
   * @param steps returns ahead, at least 1
   */
  public double variance(double nextVariance, int steps) {
    double longRun = longRunVariance();
    return longRun + StrictMath.pow(persistence(), steps - 1.0) * (nextVariance - longRun);
  }

  /** The model of returns that are so many times as large. */
  public GarchModel scaled(double factor) {
    return new GarchModel(omega * factor * factor, alpha, beta);
  }
}
