package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.linear.LogisticFamily;
import io.cryptoscalp.models.family.nets.GruFamily;
import io.cryptoscalp.models.family.trees.XGBoostFamily;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.training.FamilyTraining;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A tree, a linear and a sequence model that were trained on made-up rows of real features. */
final class TrainedEnsemble {
  static final int STEPS = 4;
  static final long STEP_NS = 1_000_000_000L;

  private static final int ROWS = 1200;
  private static final long HORIZON_NS = 5_000_000_000L;

  private TrainedEnsemble() {}

  /** Trains and registers them; gives the commands that make them champions. */
  static List<ModelCommand> register(
      ModelRegistry registry, String featureSet, List<String> features) {
    List<ModelCommand> commands = new ArrayList<>();
    List<ModelFamily> families =
        List.of(new LogisticFamily(), new XGBoostFamily(), new GruFamily());
    for (ModelFamily family : families) {
      boolean net = family.id().equals("gru");
      Map<String, String> small =
          net ? Map.of("hidden", "8", "layers", "1", "epochs", "2", "batch", "64") : Map.of();
      FamilyTraining.Result result =
          FamilyTraining.run(
              family,
              family.defaults().with(small),
              dataset(featureSet, features, net ? STEPS : 1),
              TrainingRun.quiet(1),
              null,
              registry,
              new FamilyTraining.Request(
                  0,
                  HORIZON_NS,
                  net ? STEP_NS : 0,
                  "test",
                  "Apache-2.0",
                  Instant.parse("2026-01-02T03:04:05Z"),
                  "made up"));
      commands.add(result.folder().activation(result.card(), 0));
    }
    return commands;
  }

  private static Dataset dataset(String featureSet, List<String> features, int steps) {
    Random random = new Random(3);
    float[][] values = new float[ROWS + steps - 1][features.size()];
    for (float[] row : values) {
      for (int column = 0; column < row.length; column++) {
        row[column] = (float) random.nextGaussian();
      }
    }
    int[][] sequences = new int[ROWS][steps];
    long[] times = new long[ROWS];
    long[] labelTimes = new long[ROWS];
    boolean[] up = new boolean[ROWS];
    double[] returns = new double[ROWS];
    double[] weight = new double[ROWS];
    String[] instruments = new String[ROWS];
    Arrays.fill(instruments, "BTCUSDT-PERP.BINANCE");
    Arrays.fill(weight, 1);
    for (int i = 0; i < ROWS; i++) {
      for (int step = 0; step < steps; step++) {
        sequences[i][step] = i + step;
      }
      float[] now = values[i + steps - 1];
      double odds = now[0] - 0.7 * now[1] + now[2] * now[3];
      up[i] = random.nextDouble() < 1 / (1 + Math.exp(-odds));
      returns[i] = up[i] ? 1e-3 : -1e-3;
      times[i] = (i + 1) * 60_000_000_000L;
      labelTimes[i] = times[i] + HORIZON_NS;
    }
    return new Dataset(
        new Dataset.Rows(featureSet, features, values, null),
        new Dataset.Outcomes(
            "made up",
            sequences,
            instruments,
            times,
            labelTimes,
            up,
            returns,
            new float[ROWS][0],
            new long[0],
            weight));
  }
}
