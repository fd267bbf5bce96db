package io.cryptoscalp.models.family;

import io.cryptoscalp.models.dataset.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Seeded examples with a known truth: up is likely when the first feature rose over the sequence,
 * whatever its level; the second says nothing, the third is a price that returns to 60000, the
 * fourth never moves. Returns over two horizons have a deviation that the second feature, as a
 * volatility, sets.
 */
public final class PlantedSequences {

  private static final long[] HORIZONS = {60_000_000_000L, 300_000_000_000L};

  private PlantedSequences() {}

  /** Examples one minute apart. */
  public static Dataset of(int examples, int steps, long seed) {
    Random random = new Random(seed);
    int rows = examples + steps - 1;
    float[][] values = new float[rows][];
    double signal = 0;
    double price = 60_000;
    for (int i = 0; i < rows; i++) {
      signal = 0.9 * signal + random.nextGaussian();
      price = 60_000 + 0.9 * (price - 60_000) + random.nextGaussian();
      values[i] =
          new float[] {(float) signal, (float) Math.exp(random.nextGaussian()), (float) price, 3};
    }
    return new Dataset(
        new Dataset.Rows(
            "planted-1", List.of("signal", "volatility", "price", "flat"), values, null),
        outcomes(values, examples, steps, random));
  }

  private static Dataset.Outcomes outcomes(
      float[][] values, int examples, int steps, Random random) {
    int[][] sequences = new int[examples][steps];
    long[] times = new long[examples];
    long[] labelTimes = new long[examples];
    boolean[] up = new boolean[examples];
    double[] returns = new double[examples];
    float[][] horizonReturns = new float[examples][];
    double[] weight = new double[examples];
    String[] instruments = new String[examples];
    Arrays.fill(instruments, "BTCUSDT-PERP.BINANCE");
    for (int i = 0; i < examples; i++) {
      for (int step = 0; step < steps; step++) {
        sequences[i][step] = i + step;
      }
      float[] now = values[i + steps - 1];
      double rise = now[0] - values[i][0];
      up[i] = random.nextDouble() < 1 / (1 + Math.exp(-2 * rise));
      times[i] = (i + steps) * 60_000_000_000L;
      labelTimes[i] = times[i] + HORIZONS[0];
      double deviation = 1e-3 * now[1];
      horizonReturns[i] =
          new float[] {
            (float) (deviation * random.nextGaussian()),
            i + 5 < examples ? (float) (2 * deviation * random.nextGaussian()) : Float.NaN
          };
      returns[i] = horizonReturns[i][0];
      weight[i] = 0.5 + random.nextDouble();
    }
    return new Dataset.Outcomes(
        "planted seed of a test",
        sequences,
        instruments,
        times,
        labelTimes,
        up,
        returns,
        horizonReturns,
        HORIZONS,
        weight);
  }

  /** The examples from one index to before another. */
  public static Dataset part(Dataset all, int from, int to) {
    int[] indices = new int[to - from];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = from + i;
    }
    return all.select(indices);
  }
}
