package io.cryptoscalp.models.family;

import io.cryptoscalp.models.dataset.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Examples whose label depends on the first two features, a product of the third and fourth, and
 * chance. Feature 4 is constant, feature 5 takes few values, as a count does, so that rows lie on
 * thresholds; feature 6 is a price of 60000 with cents.
 */
public final class PlantedDataset {
  /** Distance of examples, ns. */
  public static final long STEP_NS = 60_000_000_000L;

  private static final int LABEL_STEPS = 5;

  private PlantedDataset() {}

  /** Examples of one instrument. */
  public static Dataset of(int size, int steps, long seed) {
    int features = 8;
    Random random = new Random(seed);
    float[][] values = new float[size + steps - 1][features];
    for (float[] row : values) {
      for (int c = 0; c < features; c++) {
        row[c] = (float) random.nextGaussian();
      }
      row[4] = 3;
      row[5] = random.nextInt(5);
      row[6] = Math.round(6_000_000 + 100 * random.nextGaussian()) / 100f;
    }
    int[][] sequences = new int[size][steps];
    String[] instruments = new String[size];
    long[] times = new long[size];
    long[] labelTimes = new long[size];
    boolean[] up = new boolean[size];
    double[] returns = new double[size];
    double[] weight = new double[size];
    for (int i = 0; i < size; i++) {
      for (int s = 0; s < steps; s++) {
        sequences[i][s] = i + s;
      }
      float[] row = values[i + steps - 1];
      double odds = 0.8 * row[0] - 0.6 * row[1] + 1.2 * row[2] * row[3] + 0.3 * (row[5] - 2);
      instruments[i] = "1";
      times[i] = 1_700_000_000_000_000_000L + i * STEP_NS;
      labelTimes[i] = times[i] + LABEL_STEPS * STEP_NS;
      up[i] = random.nextDouble() < 1 / (1 + Math.exp(-odds));
      returns[i] = (up[i] ? 1 : -1) * 0.001 * random.nextDouble();
      weight[i] = 0.5 + random.nextDouble();
    }
    List<String> names = new ArrayList<>();
    for (int c = 0; c < features; c++) {
      names.add("f" + c);
    }
    return new Dataset(
        new Dataset.Rows("planted", names, values, null),
        new Dataset.Outcomes(
            "planted " + size + " " + seed,
            sequences,
            instruments,
            times,
            labelTimes,
            up,
            returns,
            new float[size][0],
            new long[0],
            weight));
  }

  /** The same vectors with labels and returns of other examples. */
  public static Dataset shuffled(Dataset of, long seed) {
    int size = of.size();
    int[] from = new int[size];
    for (int i = 0; i < size; i++) {
      from[i] = i;
    }
    Random random = new Random(seed);
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = from[i];
      from[i] = from[j];
      from[j] = other;
    }
    float[][] values = new float[size][];
    int[][] sequences = new int[size][1];
    String[] instruments = new String[size];
    boolean[] up = new boolean[size];
    double[] returns = new double[size];
    double[] weight = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = of.vector(i);
      sequences[i][0] = i;
      instruments[i] = of.instrument(i);
      up[i] = of.up(from[i]);
      returns[i] = of.forwardReturn(from[i]);
      weight[i] = of.weight(i);
    }
    return new Dataset(
        new Dataset.Rows(of.featureSet(), of.featureNames(), values, null),
        new Dataset.Outcomes(
            "shuffled " + seed,
            sequences,
            instruments,
            of.eventTimesNs(),
            of.labelTimesNs(),
            up,
            returns,
            new float[size][0],
            new long[0],
            weight));
  }

  /** Examples {@code from} up to but without {@code to}. */
  public static Dataset part(Dataset all, int from, int to) {
    int[] rows = new int[to - from];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = from + i;
    }
    return all.select(rows);
  }
}
