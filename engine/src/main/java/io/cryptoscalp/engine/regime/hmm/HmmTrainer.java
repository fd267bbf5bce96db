package io.cryptoscalp.engine.regime.hmm;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Trains models by expectation-maximisation: many short runs from random starts, the best of them
 * to the end (Biernacki, Celeux and Govaert 2003, "Choosing starting values for the EM algorithm").
 * The same series, options and number of states give the same model, bit for bit.
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
   * @return the likeliest fit, its states in canonical order
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
    HmmFit[] best = new HmmFit[options.finalists()];
    for (int number = 0; number < options.restarts(); number++) {
      HmmModel start = starts.start(number, random.split());
      insert(best, run(em, standard, start, options.screenIterations(), 0));
    }
    HmmFit[] finals = new HmmFit[1];
    for (HmmFit finalist : best) {
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

  /** Keeps the likeliest fits, the likeliest first; of equal ones the earlier. */
  private static void insert(HmmFit[] best, HmmFit fit) {
    HmmFit carried = fit;
    for (int i = 0; i < best.length && carried != null; i++) {
      if (best[i] == null || carried.logLikelihood() > best[i].logLikelihood()) {
        HmmFit kept = best[i];
        best[i] = carried;
        carried = kept;
      }
    }
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
        return new HmmFit(model, Arrays.copyOf(trace, i + 1), true, data.present());
      }
    }
    return new HmmFit(model, trace, false, data.present());
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
