package io.cryptoscalp.models.regime;

import io.cryptoscalp.engine.regime.hmm.HmmInference;
import io.cryptoscalp.engine.regime.hmm.HmmObservations;
import io.cryptoscalp.engine.regime.markov.MarkovModel;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Everything a model says of a series, interval by interval, as CSV for other programs: {@code
 * end_ns}, the observation (empty where missing), {@code viterbi}, then {@code live_0} and so on,
 * the probabilities of the states given the rows so far, and {@code smoothed_0} and so on, those
 * given all rows. Doubles have the digits that give the same bits back.
 */
public final class RegimeRows {
  private RegimeRows() {}

  /**
   * Writes them, with a header.
   *
   * @throws UncheckedIOException when {@code out} does
   */
  public static void write(MarkovModel model, RegimeSeries series, Appendable out) {
    int k = model.model().states();
    int d = series.spec().dimensions();
    HmmObservations observations = series.observations();
    HmmInference inference = new HmmInference(model.model());
    int[] path = inference.viterbi(observations).states();
    double[] live = inference.filtered(observations);
    double[] smoothed = inference.smoothed(observations);
    try {
      out.append("end_ns,").append(String.join(",", series.spec().names())).append(",viterbi");
      for (String kind : new String[] {",live_", ",smoothed_"}) {
        for (int i = 0; i < k; i++) {
          out.append(kind).append(Integer.toString(i));
        }
      }
      out.append('\n');
      for (int row = 0; row < series.size(); row++) {
        out.append(Long.toString(series.ends()[row]));
        for (int i = 0; i < d; i++) {
          double value = series.rows()[row * d + i];
          out.append(',').append(Double.isNaN(value) ? "" : Double.toString(value));
        }
        out.append(',').append(Integer.toString(path[row]));
        for (double[] kind : new double[][] {live, smoothed}) {
          for (int i = 0; i < k; i++) {
            out.append(',').append(Double.toString(kind[row * k + i]));
          }
        }
        out.append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
