package io.cryptoscalp.engine.regime.hmm;

/**
 * What a model's fit costs for its parameters: {@code penalty - 2 log-likelihood}; the lowest is
 * preferred.
 */
public enum InformationCriterion {
  /** Akaike (1974): 2 p. */
  AIC,
  /** Schwarz (1978): p ln n. */
  BIC,
  /** Hannan and Quinn (1979): 2 p ln ln n. */
  HQ;

  /**
   * The criterion's value.
   *
   * @param logLikelihood in nats
   * @param parameters p, free parameters
   * @param observations n, at least 3 for HQ to be of use
   */
  public double of(double logLikelihood, int parameters, int observations) {
    double log = StrictMath.log(observations);
    double penalty =
        switch (this) {
          case AIC -> 2.0 * parameters;
          case BIC -> parameters * log;
          case HQ -> 2.0 * parameters * StrictMath.log(log);
        };
    return penalty - 2 * logLikelihood;
  }
}
