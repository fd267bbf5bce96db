package io.cryptoscalp.engine.regime.consensus;

import io.cryptoscalp.engine.regime.hmm.HmmModel;

/**
 * A fitted hidden Markov model that is asked along with the other detectors.
 *
 * @param model over the features of {@link HmmInputs}, in canonical order
 * @param barNs length of the bars it was fitted on, a multiple of the tracker's bars
 * @param weight its share in the opinion on trend and volatility, 0 to 1 exclusive
 */
public record HmmVoice(HmmModel model, long barNs, double weight) {
  /** Weight when nothing else is said. */
  public static final double WEIGHT = 0.3;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException coded {@code HMM_VOICE_INVALID}
   */
  public HmmVoice {
    if (model.dimensions() > HmmInputs.MOST) {
      throw new IllegalArgumentException("HMM_VOICE_INVALID: dimensions=" + model.dimensions());
    }
    if (barNs <= 0) {
      throw new IllegalArgumentException("HMM_VOICE_INVALID: barNs=" + barNs);
    }
    if (!(weight >= 0 && weight < 1)) {
      throw new IllegalArgumentException("HMM_VOICE_INVALID: weight=" + weight);
    }
  }
}
