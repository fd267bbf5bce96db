package io.cryptoscalp.engine.regime.hmm;

import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.Arrays;

/**
 * The online forward filter: probability of each state given the observations so far (Rabiner 1989,
 * section III.A, with the scaling of section V.A). An update costs O(k^2 + k d^2) and allocates
 * nothing. Of one thread.
 *
 * <p>An observation of which a value is not finite or beyond 1e100 is missing: the chain makes a
 * step, nothing is learnt.
 */
public final class HmmFilter {
  private static final int VERSION = 1;

  private final HmmModel model;
  private final HmmStep step;
  private final double[] probabilities;
  private long updates;
  private double logLikelihood;

  /** Starts before the first observation. */
  public HmmFilter(HmmModel model) {
    this.model = model;
    step = new HmmStep(model);
    probabilities = model.initial();
  }

  /** The model it filters with. */
  public HmmModel model() {
    return model;
  }

  /**
   * Takes one observation in.
   *
   * @param row holds its d values from {@code offset}
   * @return log of its density given those before, in nats: how well the model expected it; NaN if
   *     it was missing
   */
  public double update(double[] row, int offset) {
    if (updates++ > 0) {
      step.predict(probabilities, probabilities);
    }
    if (!GaussianEmissions.present(row, offset, model.dimensions())) {
      return Double.NaN;
    }
    double density = step.condition(probabilities, row, offset, probabilities);
    if (!Double.isNaN(density)) {
      logLikelihood += density;
    }
    return density;
  }

  /** Lets one observation pass that is known to be missing. */
  public void skip() {
    if (updates++ > 0) {
      step.predict(probabilities, probabilities);
    }
  }

  /** Probability of a state, 0 to 1; before the first observation that of the start. */
  public double probability(int state) {
    return probabilities[state];
  }

  /** Copies the k probabilities. */
  public void probabilities(double[] out) {
    System.arraycopy(probabilities, 0, out, 0, probabilities.length);
  }

  /** The state of the highest probability; of equal ones the lowest. */
  public int mostLikely() {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      if (probabilities[i] > probabilities[best]) {
        best = i;
      }
    }
    return best;
  }

  /**
   * Distribution of the state some steps ahead.
   *
   * @param steps observations ahead, at least 0
   * @param out receives k probabilities
   */
  public void predict(int steps, double[] out) {
    model.predict(probabilities, steps, out);
  }

  /** Observations so far, missing ones with them. */
  public long updates() {
    return updates;
  }

  /** Log-likelihood of the observations so far, in nats. */
  public double logLikelihood() {
    return logLikelihood;
  }

  /** Starts over. */
  public void reset() {
    System.arraycopy(model.initial(), 0, probabilities, 0, probabilities.length);
    updates = 0;
    logLikelihood = 0;
  }

  /** Writes what the observations have made of it; the model is not part. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeDoubles(probabilities, probabilities.length);
    out.writeLong(updates);
    out.writeDouble(logLikelihood);
  }

  /**
   * Reads what {@link #write} wrote. A model trained anew may read the state of the one before: in
   * canonical order its states mean the same.
   *
   * @throws StateException coded {@code STATE_MISMATCH} when the number of states differs
   */
  public void read(StateReader in) {
    in.readVersion(VERSION, "hmm-filter");
    double[] stored = in.readDoubles();
    if (stored.length != probabilities.length) {
      throw new StateException(
          "STATE_MISMATCH: state=hmm-filter stored="
              + stored.length
              + " expected="
              + probabilities.length);
    }
    System.arraycopy(stored, 0, probabilities, 0, stored.length);
    updates = in.readLong();
    logLikelihood = in.readDouble();
  }

  @Override
  public String toString() {
    return "HmmFilter" + Arrays.toString(probabilities);
  }
}
