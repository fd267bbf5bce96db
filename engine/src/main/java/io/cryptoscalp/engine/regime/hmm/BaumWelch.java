package io.cryptoscalp.engine.regime.hmm;

/**
 * One iteration of expectation-maximisation (Baum et al. 1970; Rabiner 1989, equations 40 and 52 to
 * 54; Bilmes 1998, "A gentle tutorial of the EM algorithm", section 4.2; several sequences as in
 * Rabiner, section V.B). Missing rows count for the chain and not for the emissions.
 *
 * <p>The floor on covariances is a constraint, not an addition: with S the weighted covariance, the
 * likeliest of all matrices whose eigenvalues are at least c has the eigenvectors of S and its
 * eigenvalues raised to c (as Ingrassia 2004, "A likelihood-based constrained algorithm for
 * multivariate normal mixture models", bounds them). So the likelihood never falls, and a model
 * that stays above the floor is the plain maximum.
 */
final class BaumWelch {
  /** A state with less expected rows than this keeps its emissions. */
  private static final double LEAST_WEIGHT = 1e-8;

  private final HmmObservations data;
  private final int states;
  private final int dimensions;
  private final double floor;

  /**
   * Prepares for one series.
   *
   * @param floor least eigenvalue of a covariance, in the data's units
   */
  BaumWelch(HmmObservations data, int states, double floor) {
    this.data = data;
    this.states = states;
    dimensions = data.dimensions();
    this.floor = floor;
  }

  /** Expectations under a model. */
  record Expectation(double logLikelihood, double[] posteriors, double[] jumps) {}

  /** The E step. */
  Expectation expect(HmmModel model) {
    ForwardBackward pass = new ForwardBackward(model, data);
    double logLikelihood = pass.forward();
    double[] jumps = new double[states * states];
    pass.backward(jumps);
    return new Expectation(logLikelihood, pass.smoothed(), jumps);
  }

  /**
   * The M step.
   *
   * @param model the model the expectations are of; what has no weight is kept from it
   */
  HmmModel maximise(HmmModel model, Expectation expected) {
    double[] posteriors = expected.posteriors();
    double[] weights = new double[states];
    double[] means = means(model, posteriors, weights);
    return new HmmModel(
        states,
        dimensions,
        initial(posteriors),
        transition(model, expected.jumps()),
        means,
        covariances(model, posteriors, weights, means));
  }

  /** Expected number of present rows of the state that has least of them. */
  double rarest(Expectation expected) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < states; i++) {
      double weight = 0;
      for (int row = 0; row < data.rows(); row++) {
        weight += data.isPresent(row) ? expected.posteriors()[row * states + i] : 0;
      }
      least = Math.min(least, weight);
    }
    return least;
  }

  private double[] initial(double[] posteriors) {
    double[] result = new double[states];
    for (int sequence = 0; sequence < data.sequences(); sequence++) {
      for (int i = 0; i < states; i++) {
        result[i] += posteriors[data.start(sequence) * states + i];
      }
    }
    normalise(result, 0);
    return result;
  }

  private double[] transition(HmmModel model, double[] jumps) {
    double[] result = model.transition();
    for (int i = 0; i < states; i++) {
      double sum = 0;
      for (int j = 0; j < states; j++) {
        sum += jumps[i * states + j];
      }
      if (sum > Double.MIN_NORMAL) {
        System.arraycopy(jumps, i * states, result, i * states, states);
        normalise(result, i * states);
      }
    }
    return result;
  }

  private void normalise(double[] values, int offset) {
    double sum = 0;
    for (int i = 0; i < states; i++) {
      sum += values[offset + i];
    }
    for (int i = 0; i < states; i++) {
      values[offset + i] /= sum;
    }
  }

  private double[] means(HmmModel model, double[] posteriors, double[] weights) {
    double[] sums = new double[states * dimensions];
    for (int row = 0; row < data.rows(); row++) {
      if (!data.isPresent(row)) {
        continue;
      }
      for (int i = 0; i < states; i++) {
        double weight = posteriors[row * states + i];
        weights[i] += weight;
        for (int f = 0; f < dimensions; f++) {
          sums[i * dimensions + f] += weight * data.values()[row * dimensions + f];
        }
      }
    }
    for (int at = 0; at < sums.length; at++) {
      double weight = weights[at / dimensions];
      sums[at] =
          weight > LEAST_WEIGHT ? sums[at] / weight : model.mean(at / dimensions, at % dimensions);
    }
    return sums;
  }

  private double[] covariances(
      HmmModel model, double[] posteriors, double[] weights, double[] means) {
    int square = dimensions * dimensions;
    double[] result = new double[states * square];
    for (int row = 0; row < data.rows(); row++) {
      if (data.isPresent(row)) {
        for (int i = 0; i < states; i++) {
          double weight = posteriors[row * states + i];
          scatter(row * dimensions, weight, means, i * dimensions, result, i * square);
        }
      }
    }
    double[] kept = model.covariances();
    for (int i = 0; i < states; i++) {
      if (weights[i] <= LEAST_WEIGHT) {
        System.arraycopy(kept, i * square, result, i * square, square);
        continue;
      }
      for (int f = 0; f < dimensions; f++) {
        for (int g = 0; g <= f; g++) {
          double value = result[i * square + f * dimensions + g] / weights[i];
          result[i * square + f * dimensions + g] = value;
          result[i * square + g * dimensions + f] = value;
        }
      }
      CovarianceFloor.apply(result, i * square, dimensions, floor);
    }
    return result;
  }

  /** Adds a row's weighted products to the lower triangle. */
  private void scatter(
      int row, double weight, double[] means, int mean, double[] result, int offset) {
    double[] values = data.values();
    for (int f = 0; f < dimensions; f++) {
      double first = weight * (values[row + f] - means[mean + f]);
      for (int g = 0; g <= f; g++) {
        result[offset + f * dimensions + g] += first * (values[row + g] - means[mean + g]);
      }
    }
  }
}
