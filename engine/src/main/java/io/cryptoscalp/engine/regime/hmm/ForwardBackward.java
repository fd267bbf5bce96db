package io.cryptoscalp.engine.regime.hmm;

/**
 * State probabilities of whole sequences. Forward as the filter; backward by the smoother of
 * Kitagawa (1987, "Non-Gaussian state-space modeling of nonstationary time series", JASA 82) and
 * Kim (1994, "Dynamic linear models with Markov-switching", Journal of Econometrics 60), which
 * gives the same posteriors as the backward variable of Rabiner (1989) from ratios that never leave
 * [0, 1], so that no scaling can overflow.
 */
final class ForwardBackward {
  private final int states;
  private final double[] transition;
  private final double[] initial;
  private final HmmStep step;
  private final HmmObservations data;
  private final double[] filtered;
  private final double[] smoothed;
  private final double[] predicted;

  /** Prepares the buffers for these sequences. */
  ForwardBackward(HmmModel model, HmmObservations data) {
    if (model.dimensions() != data.dimensions()) {
      throw new IllegalArgumentException(
          "HMM_DIMENSIONS_DIFFER: model=" + model.dimensions() + " data=" + data.dimensions());
    }
    states = model.states();
    transition = model.transition();
    initial = model.initial();
    step = new HmmStep(model);
    this.data = data;
    filtered = new double[data.rows() * states];
    smoothed = new double[data.rows() * states];
    predicted = new double[states];
  }

  /** Filters all sequences and tells their log-likelihood. */
  double forward() {
    double logLikelihood = 0;
    double[] now = new double[states];
    for (int sequence = 0; sequence < data.sequences(); sequence++) {
      int first = data.start(sequence);
      for (int row = first; row < data.start(sequence + 1); row++) {
        if (row == first) {
          System.arraycopy(initial, 0, now, 0, states);
        } else {
          step.predict(now, now);
        }
        if (data.isPresent(row)) {
          double density = step.condition(now, data.values(), row * data.dimensions(), now);
          logLikelihood += Double.isNaN(density) ? 0 : density;
        }
        System.arraycopy(now, 0, filtered, row * states, states);
      }
    }
    return logLikelihood;
  }

  /**
   * Smooths what {@link #forward} filtered.
   *
   * @param jumps k * k sums to which the expected numbers of transitions are added
   */
  void backward(double[] jumps) {
    for (int sequence = 0; sequence < data.sequences(); sequence++) {
      int last = data.start(sequence + 1) - 1;
      System.arraycopy(filtered, last * states, smoothed, last * states, states);
      for (int row = last - 1; row >= data.start(sequence); row--) {
        smooth(row, jumps);
      }
    }
  }

  private void smooth(int row, double[] jumps) {
    int here = row * states;
    int after = here + states;
    for (int j = 0; j < states; j++) {
      double sum = 0;
      for (int i = 0; i < states; i++) {
        sum += filtered[here + i] * transition[i * states + j];
      }
      predicted[j] = sum;
    }
    double total = 0;
    for (int i = 0; i < states; i++) {
      double sum = 0;
      for (int j = 0; j < states; j++) {
        double joint = filtered[here + i] * transition[i * states + j];
        if (joint > 0) {
          double jump = joint / predicted[j] * smoothed[after + j];
          jumps[i * states + j] += jump;
          sum += jump;
        }
      }
      smoothed[here + i] = sum;
      total += sum;
    }
    for (int i = 0; i < states; i++) {
      // The sum is 1 but for rounding, which would add up over a long sequence.
      smoothed[here + i] /= total;
    }
  }

  /** Filtered probabilities, k a row. */
  double[] filtered() {
    return filtered;
  }

  /** Smoothed probabilities, k a row. */
  double[] smoothed() {
    return smoothed;
  }
}
