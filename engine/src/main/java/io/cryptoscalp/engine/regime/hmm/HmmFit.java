package io.cryptoscalp.engine.regime.hmm;

import java.util.Arrays;

/** A trained model and how the training went. */
public final class HmmFit {
  private final HmmModel model;
  private final double[] trace;
  private final boolean converged;
  private final int observations;
  private final double rarest;

  HmmFit(HmmModel model, double[] trace, boolean converged, int observations, double rarest) {
    this.model = model;
    this.trace = trace;
    this.converged = converged;
    this.observations = observations;
    this.rarest = rarest;
  }

  /** The model, in canonical order if it was trained from random starts. */
  public HmmModel model() {
    return model;
  }

  /** Log-likelihood of the training series under the model, in nats. */
  public double logLikelihood() {
    return trace[trace.length - 1];
  }

  /** A copy of the log-likelihoods from the start to the model; they never fall. */
  public double[] trace() {
    return trace.clone();
  }

  /** Iterations of the training, at least 0. */
  public int iterations() {
    return trace.length - 1;
  }

  /** Whether the gain fell below the tolerance before the iterations ran out. */
  public boolean converged() {
    return converged;
  }

  /** Rows that were not missing. */
  public int observations() {
    return observations;
  }

  /**
   * Expected number of rows of the state that has least of them. A state of very few rows describes
   * these and no regime.
   */
  public double rarestStateRows() {
    return rarest;
  }

  /** The value of a criterion; the lowest is preferred. */
  public double criterion(InformationCriterion criterion) {
    return criterion.of(logLikelihood(), model.parameters(), observations);
  }

  /** The same fit with its states in canonical order. */
  HmmFit canonical() {
    return new HmmFit(model.canonical(), trace, converged, observations, rarest);
  }

  @Override
  public String toString() {
    return "HmmFit[states="
        + model.states()
        + " logLikelihood="
        + logLikelihood()
        + " iterations="
        + iterations()
        + " converged="
        + converged
        + " means="
        + Arrays.toString(model.means())
        + "]";
  }
}
