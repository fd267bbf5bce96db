package io.cryptoscalp.models.evaluation;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.TrainingChecks;
import java.util.Arrays;
import java.util.List;

/**
 * Held-out examples of all folds, one after the other; every array has one entry an example.
 *
 * @param fold number of the fold, from 0
 * @param timeNs venue time of the decision, ns
 * @param labelTimeNs venue time at which the label was known, ns
 * @param instrument instrument id
 * @param up the label
 * @param weight training weight
 * @param forwardReturn return of a long position over the label's span, before costs
 * @param base share of up in what the fold learnt from, by weight
 */
public record JudgedExamples(
    int[] fold,
    long[] timeNs,
    long[] labelTimeNs,
    String[] instrument,
    boolean[] up,
    double[] weight,
    double[] forwardReturn,
    double[] base) {

  /** The examples of one part. */
  static JudgedExamples of(Dataset part, int fold, double base) {
    int size = part.size();
    int[] folds = new int[size];
    double[] bases = new double[size];
    double[] returns = new double[size];
    String[] instruments = new String[size];
    Arrays.fill(folds, fold);
    Arrays.fill(bases, base);
    for (int i = 0; i < size; i++) {
      returns[i] = part.forwardReturn(i);
      instruments[i] = part.instrument(i);
    }
    return new JudgedExamples(
        folds,
        part.eventTimesNs(),
        part.labelTimesNs(),
        instruments,
        TrainingChecks.labels(part),
        TrainingChecks.weights(part),
        returns,
        bases);
  }

  /** One after the other. */
  public static JudgedExamples joined(List<JudgedExamples> parts) {
    int size = 0;
    for (JudgedExamples part : parts) {
      size += part.size();
    }
    JudgedExamples all =
        new JudgedExamples(
            new int[size],
            new long[size],
            new long[size],
            new String[size],
            new boolean[size],
            new double[size],
            new double[size],
            new double[size]);
    int at = 0;
    for (JudgedExamples part : parts) {
      int count = part.size();
      System.arraycopy(part.fold, 0, all.fold, at, count);
      System.arraycopy(part.timeNs, 0, all.timeNs, at, count);
      System.arraycopy(part.labelTimeNs, 0, all.labelTimeNs, at, count);
      System.arraycopy(part.instrument, 0, all.instrument, at, count);
      System.arraycopy(part.up, 0, all.up, at, count);
      System.arraycopy(part.weight, 0, all.weight, at, count);
      System.arraycopy(part.forwardReturn, 0, all.forwardReturn, at, count);
      System.arraycopy(part.base, 0, all.base, at, count);
      at += count;
    }
    return all;
  }

  /** Number of examples. */
  public int size() {
    return up.length;
  }

  /** The stretch of time that each example belongs to, all instruments together. */
  public long[] clusters(long clusterNs) {
    long[] clusters = new long[size()];
    for (int i = 0; i < clusters.length; i++) {
      clusters[i] = Math.floorDiv(timeNs[i], clusterNs);
    }
    return clusters;
  }

  /** Indices by instrument, then time; of equal ones the order in which they came. */
  int[] byInstrumentAndTime() {
    Integer[] order = new Integer[size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (a, b) -> {
          int byInstrument = instrument[a].compareTo(instrument[b]);
          return byInstrument != 0 ? byInstrument : Long.compare(timeNs[a], timeNs[b]);
        });
    int[] indices = new int[order.length];
    Arrays.setAll(indices, i -> order[i]);
    return indices;
  }
}
