package io.cryptoscalp.engine.performance;

/**
 * A Sharpe ratio with what is needed to say how far it may be believed (Bailey and Lopez de Prado,
 * The Sharpe Ratio Efficient Frontier, Journal of Risk 15, 2012; The Deflated Sharpe Ratio, Journal
 * of Portfolio Management 40, 2014).
 *
 * @param sharpe mean by standard deviation of a period, not annual
 * @param periods number of returns, at least 2
 * @param skewness of the returns
 * @param kurtosis of the returns, 3 for the normal
 */
public record SharpeEvidence(double sharpe, int periods, double skewness, double kurtosis) {
  private static final double EULER = 0.5772156649015329;

  /** Checks the number of periods. */
  public SharpeEvidence {
    if (periods < 2) {
      throw new IllegalArgumentException("RETURNS_TOO_FEW: periods=" + periods);
    }
  }

  /** Evidence in returns; without enough of them moments are those of the normal. */
  public static SharpeEvidence of(double[] returns) {
    Moments moments = Moments.of(returns);
    double deviation = moments.deviation();
    return new SharpeEvidence(
        deviation > 0 ? moments.mean() / deviation : Double.NaN,
        returns.length,
        Double.isNaN(moments.skewness()) ? 0 : moments.skewness(),
        Double.isNaN(moments.kurtosis()) ? 3 : moments.kurtosis() + 3);
  }

  /** Variance of the estimate times n - 1: 1 - g3 SR + (g4 - 1) / 4 SR ^ 2. */
  private double spread(double at) {
    return 1 - skewness * at + (kurtosis - 1) / 4 * at * at;
  }

  /** Standard error of the ratio, a period. */
  public double standardError() {
    return Math.sqrt(spread(sharpe) / (periods - 1));
  }

  /**
   * Probabilistic Sharpe ratio: probability that the true ratio is above another.
   *
   * @param reference ratio of a period
   */
  public double probabilityAbove(double reference) {
    return Normal.distribution((sharpe - reference) / standardError());
  }

  /**
   * Deflated Sharpe ratio: probability that the true ratio is above what the best of so many trials
   * without skill is expected to show.
   *
   * @param trialVariance variance of the trials' ratios of a period
   * @param trials number of independent trials, 1 or more
   */
  public double deflated(double trialVariance, double trials) {
    return probabilityAbove(expectedMaximum(trialVariance, trials));
  }

  /**
   * Expected largest Sharpe ratio of trials without skill: sqrt(V) ((1 - g) Z(1 - 1 / N) + g Z(1 -
   * 1 / (N e))), g Euler's constant (equation 1 of the paper of 2014).
   *
   * @param trialVariance variance of the trials' ratios; the result has their period
   * @param trials number of independent trials, 1 or more; 0 is expected of one
   */
  public static double expectedMaximum(double trialVariance, double trials) {
    if (!(trials >= 1) || !(trialVariance >= 0)) {
      throw new IllegalArgumentException(
          "TRIALS_INVALID: trials=" + trials + " variance=" + trialVariance);
    }
    if (trials == 1) {
      return 0;
    }
    return Math.sqrt(trialVariance)
        * ((1 - EULER) * Normal.quantile(1 - 1 / trials)
            + EULER * Normal.quantile(1 - 1 / (trials * Math.E)));
  }

  /**
   * Minimum track record length: periods needed to be so sure that the true ratio is above another,
   * 1 + spread (z / (SR - SR*)) ^ 2 (paper of 2012, equation 11).
   *
   * @param reference ratio of a period
   * @param confidence 0.5 to 1
   * @return infinite when the ratio is not above the reference
   */
  public double minimumTrackRecord(double reference, double confidence) {
    if (!(sharpe > reference)) {
      return Double.POSITIVE_INFINITY;
    }
    double z = Normal.quantile(confidence) / (sharpe - reference);
    return 1 + spread(sharpe) * z * z;
  }

  /**
   * Minimum backtest length: years below which the best of so many trials without skill is expected
   * to show an annual Sharpe ratio of at least this (Bailey, Borwein, Lopez de Prado and Zhu,
   * Pseudo-Mathematics and Financial Charlatanism, Notices of the AMS 61, 2014, theorem 2).
   *
   * @param trials number of independent trials
   * @param annualSharpe ratio that would be believed, above 0
   */
  public static double minimumBacktestYears(double trials, double annualSharpe) {
    double expected = expectedMaximum(1, trials) / annualSharpe;
    return expected * expected;
  }
}
