package io.cryptoscalp.engine.regime.hmm;

import java.util.Random;

/** Random models and series drawn from models. */
final class HmmFixtures {
  private HmmFixtures() {}

  static HmmModel random(Random random, int states, int dimensions) {
    double[] initial = distribution(random, states, 0, -1);
    double[] transition = new double[states * states];
    for (int i = 0; i < states; i++) {
      System.arraycopy(distribution(random, states, 3, i), 0, transition, i * states, states);
    }
    double[] means = new double[states * dimensions];
    for (int i = 0; i < means.length; i++) {
      means[i] = 2 * random.nextGaussian();
    }
    double[] covariances = new double[states * dimensions * dimensions];
    for (int state = 0; state < states; state++) {
      covariance(random, dimensions, covariances, state * dimensions * dimensions);
    }
    return new HmmModel(states, dimensions, initial, transition, means, covariances);
  }

  private static double[] distribution(Random random, int states, double extra, int at) {
    double[] result = new double[states];
    double sum = 0;
    for (int i = 0; i < states; i++) {
      result[i] = 0.05 + random.nextDouble() + (i == at ? extra : 0);
      sum += result[i];
    }
    for (int i = 0; i < states; i++) {
      result[i] /= sum;
    }
    return result;
  }

  private static void covariance(Random random, int d, double[] out, int offset) {
    double[] a = new double[d * d];
    for (int i = 0; i < a.length; i++) {
      a[i] = random.nextGaussian();
    }
    double scale = 0.2 + random.nextDouble();
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        double sum = i == j ? 0.3 : 0;
        for (int l = 0; l < d; l++) {
          sum += a[i * d + l] * a[j * d + l] / d;
        }
        out[offset + i * d + j] = scale * sum;
      }
    }
  }

  /** Rows drawn from a model; the states go to {@code states} if there is room for them. */
  static double[] simulate(Random random, HmmModel model, int rows, int[] states) {
    int d = model.dimensions();
    double[] lower = new double[model.covariances().length];
    for (int state = 0; state < model.states(); state++) {
      SmallMatrix.cholesky(model.covariances(), state * d * d, d, lower);
    }
    double[] result = new double[rows * d];
    double[] noise = new double[d];
    int state = draw(random, model.initial());
    for (int row = 0; row < rows; row++) {
      if (states.length > row) {
        states[row] = state;
      }
      for (int i = 0; i < d; i++) {
        noise[i] = random.nextGaussian();
        double value = model.mean(state, i);
        for (int j = 0; j <= i; j++) {
          value += lower[(state * d + i) * d + j] * noise[j];
        }
        result[row * d + i] = value;
      }
      double[] next = new double[model.states()];
      for (int j = 0; j < next.length; j++) {
        next[j] = model.transition(state, j);
      }
      state = draw(random, next);
    }
    return result;
  }

  private static int draw(Random random, double[] probabilities) {
    double mark = random.nextDouble();
    int i = 0;
    for (double sum = probabilities[0]; sum < mark && i < probabilities.length - 1; ) {
      sum += probabilities[++i];
    }
    return i;
  }

  static double[] simulate(Random random, HmmModel model, int rows) {
    return simulate(random, model, rows, new int[0]);
  }

  /** Three states of one feature that are easy to tell apart: calm, falling wildly, and rising. */
  static HmmModel threeStates() {
    return new HmmModel(
        3,
        1,
        new double[] {0.5, 0.25, 0.25},
        new double[] {0.97, 0.01, 0.02, 0.03, 0.95, 0.02, 0.03, 0.01, 0.96},
        new double[] {0.0, -0.03, 0.015},
        new double[] {0.005 * 0.005, 0.04 * 0.04, 0.012 * 0.012});
  }
}
