package io.cryptoscalp.engine.regime.hmm;

/** The most likely states of sequences. */
public final class HmmPath {
  private final int[] states;
  private final double logProbability;

  HmmPath(int[] states, double logProbability) {
    this.states = states;
    this.logProbability = logProbability;
  }

  /** A copy of the states, one for each row. */
  public int[] states() {
    return states.clone();
  }

  /** Log of the joint density of the path and the rows, in nats, over all sequences. */
  public double logProbability() {
    return logProbability;
  }
}
