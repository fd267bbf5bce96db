package io.cryptoscalp.engine.ensemble;

import java.io.Serializable;

/**
 * How an ensemble learns whom to believe.
 *
 * @param learningRate how fast weights follow losses, above 0 to 100; of losses scaled to 0 to 1
 * @param share part of the weight that is spread evenly after each update, 0 to 0.5: no model falls
 *     below {@code share / models}, and one that becomes good again is found again
 * @param toleranceNs how much later than the horizon the price of an outcome may be, ns, at least 0
 * @param invalidRuns answers in a row that may not be used before a model is left out, at least 1
 */
public record EnsembleOptions(double learningRate, double share, long toleranceNs, int invalidRuns)
    implements Serializable {
  /** Learns within minutes of decisions every 250 ms. */
  public static final EnsembleOptions DEFAULT = new EnsembleOptions(0.5, 0.001, 2_000_000_000L, 8);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException {@code OPTION_INVALID} naming field and value
   */
  public EnsembleOptions {
    check("learningRate", learningRate, learningRate > 0 && learningRate <= 100);
    check("share", share, share >= 0 && share <= 0.5);
    check("toleranceNs", (double) toleranceNs, toleranceNs >= 0);
    check("invalidRuns", invalidRuns, invalidRuns >= 1);
  }

  private static void check(String field, double value, boolean valid) {
    if (!valid) {
      throw new IllegalArgumentException("OPTION_INVALID: " + field + "=" + value);
    }
  }
}
