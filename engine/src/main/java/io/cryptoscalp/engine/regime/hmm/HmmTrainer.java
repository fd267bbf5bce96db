package io.cryptoscalp.engine.regime.hmm;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Trains models by expectation-maximisation: many short runs from random starts, the best of them
 * to the end (Biernacki, Celeux and Govaert 2003, "Choosing starting values for the EM algorithm").
 * As the first iterations tell little of where a run ends, the better half goes on for twice as
 * many iterations, and so on until only the finalists are left. Fits with a state of fewer than 2 d
 * + 3 expected rows are spurious maxima, however likely (McLachlan and Peel 2000, "Finite mixture
 * models", section 3.10), and give way to any other. The same series, options and number of states
 * give the same model, bit for bit.
 *
 * <p>Training works on features scaled to mean 0 and variance 1, so units do not matter; models and
 * likelihoods come back in the caller's.
 */
public final class HmmTrainer {
  private final HmmTrainingOptions options;

  /** Trains with these options. */
  public HmmTrainer(HmmTrainingOptions options) {
    this.options = options;
  }

  /**
   * Trains from random starts.
   *
   * @param states k, {@value HmmModel#MIN_STATES} to {@value HmmModel#MAX_STATES}
   * @return the best fit, its states in canonical order
   * @throws IllegalArgumentException coded {@code HMM_TOO_FEW_OBSERVATIONS} when there are fewer
   *     rows than parameters, {@code HMM_FEATURE_CONSTANT} when a feature does not vary, {@code
   *     HMM_MODEL_INVALID} for the number of states
   */
  public HmmFit fit(HmmObservations data, int states) {
    Scale scale = Scale.of(data);
    HmmObservations standard = data.standardised(scale.centre, scale.deviation);
    BaumWelch em = new BaumWelch(standard, states, options.covarianceFloor());
    checkLength(data, states);
    SplittableRandom random = new SplittableRandom(options.seed());
    HmmStarts starts = new HmmStarts(standard, states);
    HmmFit[] field = new HmmFit[options.restarts()];
    int iterations = options.screenIterations();
    for (int number = 0; number < field.length; number++) {
      HmmModel start = starts.start(number, random.split());
      insert(field, run(em, standard, start, iterations, 0));
    }
    while (field.length > options.finalists()) {
      iterations = Math.min(2 * iterations, options.maxIterations());
      HmmFit[] next = new HmmFit[Math.max(options.finalists(), field.length / 2)];
      for (int i = 0; i < next.length; i++) {
        insert(next, run(em, standard, field[i].model(), iterations, tolerance()));
      }
      field = next;
    }
    HmmFit[] finals = new HmmFit[1];
    for (HmmFit finalist : field) {
      insert(finals, run(em, standard, finalist.model(), options.maxIterations(), tolerance()));
    }
    return scale.back(finals[0]).canonical();
  }

  /**
   * Trains on from a given model, whose order of states stays.
   *
   * @throws IllegalArgumentException coded as {@link #fit(HmmObservations, int)}, and {@code
   *     HMM_DIMENSIONS_DIFFER}
   */
  public HmmFit fit(HmmObservations data, HmmModel start) {
    checkLength(data, start.states());
    Scale scale = Scale.of(data);
    HmmObservations standard = data.standardised(scale.centre, scale.deviation);
    BaumWelch em = new BaumWelch(standard, start.states(), options.covarianceFloor());
    HmmModel from = scale.there(start);
    return scale.back(run(em, standard, from, options.maxIterations(), tolerance()));
  }

  private double tolerance() {
    return options.tolerance();
  }

  private static void checkLength(HmmObservations data, int states) {
    int d = data.dimensions();
    int parameters = states * (states + d + d * (d + 1) / 2) - 1;
    if (data.present() <= parameters) {
      throw new IllegalArgumentException(
          "HMM_TOO_FEW_OBSERVATIONS: present=" + data.present() + " parameters=" + parameters);
    }
  }

  /** Keeps the best fits, the best first; of equal ones the earlier. */
  private static void insert(HmmFit[] best, HmmFit fit) {
    HmmFit carried = fit;
    for (int i = 0; i < best.length && carried != null; i++) {
      if (best[i] == null || better(carried, best[i])) {
        HmmFit kept = best[i];
        best[i] = carried;
        carried = kept;
      }
    }
  }

  private static boolean better(HmmFit fit, HmmFit than) {
    boolean spurious = spurious(fit);
    if (spurious != spurious(than)) {
      return !spurious;
    }
    return fit.logLikelihood() > than.logLikelihood();
  }

  /**
   * Whether a state has closed in on about as few rows as its emissions have degrees of freedom.
   */
  private static boolean spurious(HmmFit fit) {
    return fit.rarestStateRows() < 2 * fit.model().dimensions() + 3;
  }

  private HmmFit run(
      BaumWelch em, HmmObservations data, HmmModel start, int iterations, double tolerance) {
    HmmModel model = floored(start);
    BaumWelch.Expectation expected = em.expect(model);
    double[] trace = new double[iterations + 1];
    trace[0] = expected.logLikelihood();
    for (int i = 1; i <= iterations; i++) {
      model = em.maximise(model, expected);
      expected = em.expect(model);
      trace[i] = expected.logLikelihood();
      if (trace[i] - trace[i - 1] < tolerance * data.present()) {
        trace = Arrays.copyOf(trace, i + 1);
        return new HmmFit(model, trace, true, data.present(), em.rarest(expected));
      }
    }
    return new HmmFit(model, trace, false, data.present(), em.rarest(expected));
  }

  /** A start below the floor would let the first iteration lose likelihood. */
  private HmmModel floored(HmmModel model) {
    double[] covariances = model.covariances();
    int d = model.dimensions();
    for (int i = 0; i < model.states(); i++) {
      CovarianceFloor.apply(covariances, i * d * d, d, options.covarianceFloor());
    }
    return new HmmModel(
        model.states(), d, model.initial(), model.transition(), model.means(), covariances);
  }
}
