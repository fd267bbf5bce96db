package io.cryptoscalp.models.family;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.scoring.RowShape;
import java.util.Random;

/** Examples whose first feature says up in the first regime and down in the fourth. */
public final class GatedDataset {
  private GatedDataset() {}

  /**
   * Examples of one step.
   *
   * @param size examples
   * @param known whether the probabilities of the regimes come with them
   */
  public static Dataset of(int size, boolean known) {
    Random random = new Random(5);
    float[][] values = new float[size][2];
    float[][] regimes = new float[size][RowShape.REGIMES];
    int[][] sequences = new int[size][1];
    boolean[] up = new boolean[size];
    long[] times = new long[size];
    long[] labels = new long[size];
    double[] weight = new double[size];
    String[] instruments = new String[size];
    for (int i = 0; i < size; i++) {
      values[i][0] = (float) random.nextGaussian();
      values[i][1] = 60_000 + (float) random.nextGaussian();
      float share = random.nextFloat();
      regimes[i][0] = share;
      regimes[i][3] = 1 - share;
      double odds = 5 * (2 * share - 1) * values[i][0];
      up[i] = random.nextDouble() < 1 / (1 + Math.exp(-odds));
      sequences[i][0] = i;
      times[i] = i;
      labels[i] = i + 1L;
      weight[i] = 1;
      instruments[i] = "1";
    }
    return new Dataset(
        new Dataset.Rows("gated", java.util.List.of("a", "b"), values, known ? regimes : null),
        new Dataset.Outcomes(
            "gated",
            sequences,
            instruments,
            times,
            labels,
            up,
            new double[size],
            new float[size][0],
            new long[0],
            weight));
  }
}
