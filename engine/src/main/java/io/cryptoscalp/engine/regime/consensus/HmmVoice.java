package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.regime.markov.MarkovModel;

/**
 * A fitted hidden Markov model that is asked along with the other detectors.
 *
 * @param model observes intervals of a multiple of the tracker's bars
 * @param weight its share in the opinion on trend and volatility, 0 to 1 exclusive
 */
public record HmmVoice(MarkovModel model, double weight) {
  /** Weight when nothing else is said. */
  public static final double WEIGHT = 0.3;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException coded {@code HMM_VOICE_INVALID}
   */
  public HmmVoice {
    if (!(weight >= 0 && weight < 1)) {
      throw new IllegalArgumentException("HMM_VOICE_INVALID: weight=" + weight);
    }
  }

  /** Length of the model's intervals, ns. */
  public long intervalNs() {
    return model.spec().intervalNs();
  }
}
