package io.cryptoscalp.engine.regime.hmm;

/** One step of the forward recursion, shared by the filter and the inference over history. */
final class HmmStep {
  /** Below this the scaled weights have lost digits and the step is done again in logs. */
  private static final double LEAST_SUM = 1e-200;

  private final int states;
  private final double[] transition;
  private final GaussianEmissions emissions;
  private final double[] next;
  private final double[] logs;

  HmmStep(HmmModel model) {
    states = model.states();
    transition = model.transition();
    emissions = model.emissions();
    next = new double[states];
    logs = new double[states];
  }

  /** Moves a distribution one step along the chain; {@code out} may be {@code from}. */
  void predict(double[] from, double[] out) {
    HmmChain.step(transition, states, from, next);
    System.arraycopy(next, 0, out, 0, states);
  }

  /**
   * Conditions a predicted distribution on a row.
   *
   * @param predicted k probabilities before the row
   * @param out receives k probabilities after it, which sum to 1; may be {@code predicted}
   * @return log density of the row; NaN, and {@code out} as predicted, when it is too far from all
   *     states for a double
   */
  double condition(double[] predicted, double[] row, int offset, double[] out) {
    emissions.logDensities(row, offset, logs);
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < states; i++) {
      if (predicted[i] > 0 && logs[i] > most) {
        most = logs[i];
      }
    }
    if (most == Double.NEGATIVE_INFINITY) {
      System.arraycopy(predicted, 0, out, 0, states);
      return Double.NaN;
    }
    double sum = 0;
    for (int i = 0; i < states; i++) {
      next[i] = predicted[i] > 0 ? predicted[i] * StrictMath.exp(logs[i] - most) : 0;
      sum += next[i];
    }
    if (!(sum >= LEAST_SUM)) {
      most = inLogs(predicted);
      sum = 0;
      for (int i = 0; i < states; i++) {
        next[i] = StrictMath.exp(logs[i] - most);
        sum += next[i];
      }
    }
    for (int i = 0; i < states; i++) {
      out[i] = next[i] / sum;
    }
    return most + StrictMath.log(sum);
  }

  /** Turns the log densities to log weights and tells the highest. */
  private double inLogs(double[] predicted) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < states; i++) {
      logs[i] += StrictMath.log(predicted[i]);
      most = Math.max(most, logs[i]);
    }
    return most;
  }
}
