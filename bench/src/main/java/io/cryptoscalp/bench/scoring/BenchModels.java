package io.cryptoscalp.bench.scoring;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelContext;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Families;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.scoring.FeatureLayout;
import io.cryptoscalp.models.scoring.OnnxModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Models of 25 features and 32 steps, trained on noise for a round or two, and what they look at.
 */
final class BenchModels {
  static final int FEATURES = 25;
  static final int STEPS = 32;
  static final long STEP_NS = 1_000_000_000L;
  static final long HORIZON_NS = 10_000_000_000L;
  private static final String SET = "bench-1";
  private static final List<String> NAMES = names();

  private BenchModels() {}

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < FEATURES; i++) {
      names.add("f" + i);
    }
    return List.copyOf(names);
  }

  static FeatureLayout layout() {
    return new FeatureLayout(SET, NAMES, "", new FeatureLayout.Steps(STEPS, STEP_NS, NAMES));
  }

  /** Examples of noise whose label follows the first feature a little. */
  static Dataset noise(int examples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = examples + STEPS;
    float[][] values = new float[rows][FEATURES];
    for (float[] row : values) {
      for (int i = 0; i < FEATURES; i++) {
        row[i] = (float) (random.nextDouble() * 2 - 1);
      }
    }
    int[][] sequences = new int[examples][STEPS];
    String[] instruments = new String[examples];
    long[] times = new long[examples];
    long[] labelTimes = new long[examples];
    boolean[] up = new boolean[examples];
    double[] returns = new double[examples];
    float[][] horizons = new float[examples][];
    double[] weights = new double[examples];
    Arrays.fill(instruments, "BENCH");
    Arrays.fill(weights, 1);
    for (int i = 0; i < examples; i++) {
      for (int step = 0; step < STEPS; step++) {
        sequences[i][step] = i + step;
      }
      times[i] = i * STEP_NS;
      labelTimes[i] = times[i] + HORIZON_NS;
      up[i] = values[i + STEPS - 1][0] + random.nextDouble() * 4 - 2 > 0;
      returns[i] = up[i] ? 1e-4 : -1e-4;
      horizons[i] = new float[] {(float) returns[i]};
    }
    return new Dataset(
        new Dataset.Rows(SET, NAMES, values, null),
        new Dataset.Outcomes(
            "noise",
            sequences,
            instruments,
            times,
            labelTimes,
            up,
            returns,
            horizons,
            new long[] {HORIZON_NS},
            weights));
  }

  /** Trains families and registers them as champions; says what it does, for it takes a while. */
  static List<ModelCommand> train(Path root, List<String> families, int examples) {
    Dataset train = noise(examples, 1);
    Dataset validation = noise(examples / 4, 2);
    List<ModelCommand> commands = new ArrayList<>();
    for (ModelFamily family : Families.of(families)) {
      System.out.printf(Locale.ROOT, "training %s ...%n", family.id());
      var settings = family.defaults();
      if (settings.byName().containsKey("epochs")) {
        settings = settings.with(java.util.Map.of("epochs", "1"));
      }
      try (TrainedModel model = family.train(train, validation, settings, TrainingRun.quiet(1))) {
        byte[] onnx =
            model.onnx(
                new OnnxHeader(
                    family.id(),
                    OnnxHeader.Task.DIRECTION,
                    SET,
                    NAMES,
                    model.input().name().startsWith("SEQUENCE") ? STEPS : 1,
                    STEP_NS,
                    HORIZON_NS,
                    new TreeMap<>()));
        commands.add(register(new ModelRegistry(root), family.id(), "1", onnx, 0));
      }
    }
    return commands;
  }

  static ModelCommand register(
      ModelRegistry registry, String name, String version, byte[] onnx, long effectiveFromNs) {
    float[][] inputs;
    double[] outputs;
    try (OnnxModel model = OnnxModel.load(onnx)) {
      SplittableRandom random = new SplittableRandom(5);
      inputs = new float[8][model.shape().width()];
      for (float[] row : inputs) {
        for (int i = 0; i < row.length; i++) {
          row[i] = (float) (random.nextDouble() * 2 - 1);
        }
      }
      outputs = model.score(inputs);
    }
    ModelCard card =
        new ModelCard(
            name,
            version,
            Sha256.hex(onnx),
            SET,
            NAMES,
            HORIZON_NS,
            "noise",
            new TreeMap<>(),
            new TreeMap<>(),
            List.of(),
            "bench",
            "Apache-2.0",
            "2026-01-01T00:00:00Z");
    ModelFolder folder = registry.register(card, onnx, new GoldenVectors(inputs, outputs));
    return folder.activation(card, effectiveFromNs);
  }

  /** Snapshots of noise with their sequences, for a ring to take from. */
  static List<FeatureSnapshot> snapshots(int count) {
    SplittableRandom random = new SplittableRandom(7);
    List<FeatureSnapshot> snapshots = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      float[] history = new float[(STEPS - 1) * FEATURES];
      for (int i = 0; i < history.length; i++) {
        history[i] = (float) (random.nextDouble() * 2 - 1);
      }
      double[] values = new double[FEATURES];
      for (int i = 0; i < FEATURES; i++) {
        values[i] = random.nextDouble() * 2 - 1;
      }
      snapshots.add(
          new FeatureSnapshot(
                  "BENCH",
                  1,
                  1,
                  n,
                  SET,
                  values,
                  new long[] {-1L},
                  100_000,
                  100_001,
                  Regime.NORMAL,
                  1,
                  true)
              .withContext(new ModelContext(history, new float[] {1, 0, 0, 0, 0, 0})));
    }
    return snapshots;
  }
}
