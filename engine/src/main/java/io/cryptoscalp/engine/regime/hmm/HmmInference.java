package io.cryptoscalp.engine.regime.hmm;

/** What a model tells of whole sequences. Results have k numbers, or one state, for each row. */
public final class HmmInference {
  private final HmmModel model;

  /** Infers with this model. */
  public HmmInference(HmmModel model) {
    this.model = model;
  }

  /**
   * Log-likelihood of all sequences, in nats.
   *
   * @throws IllegalArgumentException coded {@code HMM_DIMENSIONS_DIFFER}
   */
  public double logLikelihood(HmmObservations data) {
    return new ForwardBackward(model, data).forward();
  }

  /**
   * Probability of each state given the rows up to its own: what the online filter says.
   *
   * @throws IllegalArgumentException coded {@code HMM_DIMENSIONS_DIFFER}
   */
  public double[] filtered(HmmObservations data) {
    ForwardBackward pass = new ForwardBackward(model, data);
    pass.forward();
    return pass.filtered();
  }

  /**
   * Probability of each state given all rows of the sequence (Rabiner 1989, equation 27).
   *
   * @throws IllegalArgumentException coded {@code HMM_DIMENSIONS_DIFFER}
   */
  public double[] smoothed(HmmObservations data) {
    ForwardBackward pass = new ForwardBackward(model, data);
    pass.forward();
    pass.backward(new double[model.states() * model.states()]);
    return pass.smoothed();
  }

  /**
   * The most likely path of states (Viterbi 1967; Rabiner 1989, section III.B), in logs; of equal
   * ones that of the lower states.
   *
   * @throws IllegalArgumentException coded {@code HMM_DIMENSIONS_DIFFER}
   */
  public HmmPath viterbi(HmmObservations data) {
    return new Viterbi(model, data).path();
  }
}
