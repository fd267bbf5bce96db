package io.cryptoscalp.bench.models;

import io.cryptoscalp.engine.neighbours.NeighbourGraph;
import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.dataset.ExampleNeighbours;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Seeded examples with a weak, known signal, one minute apart. */
final class Examples {
  private static final long MINUTE = 60_000_000_000L;
  private static final long[] HORIZONS = {MINUTE, 5 * MINUTE};

  private Examples() {}

  static Dataset of(int examples, int features, int steps, long seed) {
    return of(examples, features, steps, seed, false);
  }

  /** The same with the probabilities of regimes at each row, and neighbours. */
  static Dataset withRegimes(int examples, int features, int steps, long seed) {
    return of(examples, features, steps, seed, true);
  }

  private static Dataset of(int examples, int features, int steps, long seed, boolean regimes) {
    Random random = new Random(seed);
    int rows = examples + steps - 1;
    float[][] values = new float[rows][features];
    for (int row = 0; row < rows; row++) {
      for (int f = 0; f < features; f++) {
        double before = row == 0 ? 0 : values[row - 1][f];
        values[row][f] = (float) (0.9 * before + random.nextGaussian());
      }
    }
    List<String> names = new ArrayList<>();
    for (int f = 0; f < features; f++) {
      names.add("feature_" + f);
    }
    return new Dataset(
        new Dataset.Rows("bench-1", names, values, regimes ? regimes(rows, random) : null),
        outcomes(values, examples, steps, random),
        regimes ? neighbours(examples, random) : null);
  }

  /** Earlier vectors as neighbours, with edges of chance. */
  private static ExampleNeighbours neighbours(int examples, Random random) {
    NeighbourOptions options = NeighbourOptions.of(MINUTE);
    int[][] rows = new int[examples][options.count()];
    float[][] edges = new float[examples][options.count() * NeighbourGraph.EDGE];
    for (int i = 0; i < examples; i++) {
      for (int k = 0; k < options.count(); k++) {
        rows[i][k] = random.nextInt(i + 1);
        int at = k * NeighbourGraph.EDGE;
        for (int e = 0; e < NeighbourGraph.PRESENT; e++) {
          edges[i][at + e] = 2 * random.nextFloat() - 1;
        }
        edges[i][at + NeighbourGraph.PRESENT] = 1;
      }
    }
    return new ExampleNeighbours(options, rows, edges);
  }

  private static float[][] regimes(int rows, Random random) {
    float[][] regimes = new float[rows][6];
    for (float[] regime : regimes) {
      double share = random.nextDouble();
      int likely = random.nextInt(6);
      regime[likely] = (float) share;
      regime[(likely + 1) % 6] += 1 - (float) share;
    }
    return regimes;
  }

  private static Dataset.Outcomes outcomes(
      float[][] values, int examples, int steps, Random random) {
    int[][] sequences = new int[examples][steps];
    String[] instruments = new String[examples];
    Arrays.fill(instruments, "BTCUSDT-PERP.BINANCE");
    long[] times = new long[examples];
    long[] labelTimes = new long[examples];
    boolean[] up = new boolean[examples];
    double[] returns = new double[examples];
    float[][] horizonReturns = new float[examples][];
    double[] weight = new double[examples];
    Arrays.fill(weight, 1);
    for (int i = 0; i < examples; i++) {
      for (int step = 0; step < steps; step++) {
        sequences[i][step] = i + step;
      }
      float[] now = values[i + steps - 1];
      double edge = 0.2 * (now[0] - values[i][0]) + 0.2 * now[1] * Math.tanh(now[2]);
      up[i] = random.nextDouble() < 1 / (1 + Math.exp(-edge));
      times[i] = (i + steps) * MINUTE;
      labelTimes[i] = times[i] + MINUTE;
      double move = 1e-3 * (1 + 0.3 * Math.abs(now[3])) * random.nextGaussian();
      horizonReturns[i] = new float[] {(float) move, (float) (2 * move)};
      returns[i] = move;
    }
    return new Dataset.Outcomes(
        "bench",
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

  static Dataset part(Dataset all, int from, int to) {
    int[] indices = new int[to - from];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = from + i;
    }
    return all.select(indices);
  }
}
