package io.cryptoscalp.engine.regime.hmm;

import java.util.Arrays;

/** The Viterbi recursion in logs. */
final class Viterbi {
  private final HmmObservations data;
  private final int states;
  private final double[] logInitial;
  private final double[] logTransition;
  private final GaussianEmissions emissions;
  private final double[] densities;
  private final byte[] before;
  private double[] score;
  private double[] next;

  Viterbi(HmmModel model, HmmObservations data) {
    if (model.dimensions() != data.dimensions()) {
      throw new IllegalArgumentException(
          "HMM_DIMENSIONS_DIFFER: model=" + model.dimensions() + " data=" + data.dimensions());
    }
    this.data = data;
    states = model.states();
    logInitial = logs(model.initial());
    logTransition = logs(model.transition());
    emissions = model.emissions();
    densities = new double[states];
    before = new byte[data.rows() * states];
    score = new double[states];
    next = new double[states];
  }

  private static double[] logs(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = StrictMath.log(values[i]);
    }
    return values;
  }

  HmmPath path() {
    int[] path = new int[data.rows()];
    double total = 0;
    for (int sequence = 0; sequence < data.sequences(); sequence++) {
      int first = data.start(sequence);
      int last = data.start(sequence + 1) - 1;
      density(first);
      for (int j = 0; j < states; j++) {
        score[j] = logInitial[j] + densities[j];
      }
      for (int row = first + 1; row <= last; row++) {
        advance(row);
      }
      int best = best(score);
      total += score[best];
      for (int row = last; row >= first; row--) {
        path[row] = best;
        best = before[row * states + best];
      }
    }
    return new HmmPath(path, total);
  }

  private void advance(int row) {
    density(row);
    for (int j = 0; j < states; j++) {
      int from = 0;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < states; i++) {
        double candidate = score[i] + logTransition[i * states + j];
        if (candidate > most) {
          most = candidate;
          from = i;
        }
      }
      next[j] = most + densities[j];
      before[row * states + j] = (byte) from;
    }
    double[] kept = score;
    score = next;
    next = kept;
  }

  private void density(int row) {
    if (data.isPresent(row)) {
      emissions.logDensities(data.values(), row * data.dimensions(), densities);
    } else {
      Arrays.fill(densities, 0);
    }
  }

  private static int best(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
