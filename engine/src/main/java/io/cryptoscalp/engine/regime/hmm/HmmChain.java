package io.cryptoscalp.engine.regime.hmm;

/** The Markov chain of a model: steps ahead and the long run. */
final class HmmChain {
  /** The square of the chain's matrix is taken this often: 2^40 steps are the long run. */
  private static final int SQUARINGS = 40;

  private HmmChain() {}

  /** Multiplies a row of k probabilities by the matrix {@code steps} times. */
  static void advance(double[] transition, int k, double[] now, int steps, double[] out) {
    if (steps < 0) {
      throw new IllegalArgumentException("HMM_STEPS_INVALID: steps=" + steps);
    }
    double[] from = now.clone();
    double[] to = new double[k];
    for (int step = 0; step < steps; step++) {
      step(transition, k, from, to);
      double[] kept = from;
      from = to;
      to = kept;
    }
    System.arraycopy(from, 0, out, 0, k);
  }

  /** One step: {@code out[j] = sum over i of from[i] a[i, j]}. */
  static void step(double[] transition, int k, double[] from, double[] out) {
    for (int j = 0; j < k; j++) {
      double sum = 0;
      for (int i = 0; i < k; i++) {
        sum += from[i] * transition[i * k + j];
      }
      out[j] = sum;
    }
  }

  /**
   * The limit of the initial distribution. The lazy chain (I + A) / 2 has the same limit without
   * the cycles that may keep A itself from one.
   */
  static double[] stationary(double[] initial, double[] transition, int k) {
    double[] power = new double[k * k];
    for (int i = 0; i < k * k; i++) {
      power[i] = (transition[i] + (i % (k + 1) == 0 ? 1 : 0)) / 2;
    }
    for (int squaring = 0; squaring < SQUARINGS; squaring++) {
      power = squared(power, k);
    }
    double[] result = new double[k];
    step(power, k, initial, result);
    return result;
  }

  /** The square, its rows rescaled to 1 so that rounding does not build up. */
  private static double[] squared(double[] a, int k) {
    double[] result = new double[k * k];
    for (int i = 0; i < k; i++) {
      double sum = 0;
      for (int j = 0; j < k; j++) {
        double entry = 0;
        for (int l = 0; l < k; l++) {
          entry += a[i * k + l] * a[l * k + j];
        }
        result[i * k + j] = entry;
        sum += entry;
      }
      for (int j = 0; j < k; j++) {
        result[i * k + j] /= sum;
      }
    }
    return result;
  }
}
