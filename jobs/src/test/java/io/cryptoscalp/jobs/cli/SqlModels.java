package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.onnx.LogisticModel;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.scoring.FeatureLayout;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Models small enough to reckon with, for statements of SQL. */
final class SqlModels {
  static final List<String> NAMES = List.of("ret_1s", "imbalance", "spread_bps");
  static final int STEPS = 4;
  private static final double[] WEIGHTS = {0.8, -1.3, 0.21};

  private SqlModels() {}

  /** A registered logistic regression over {@link #NAMES}; versions differ by their bias. */
  static ModelFolder logistic(Path root, String version, double bias) {
    double[] mean = {0.1, -0.2, 3};
    double[] scale = {0.5, 2, 1.5};
    LogisticModel model = new LogisticModel("set", NAMES, 1, mean, scale, 8, WEIGHTS, bias);
    byte[] onnx = LogisticOnnx.write(model);
    float[][] inputs = {{0, 0, 0}, {1, -1, 2}, {-3, 4, 5}};
    double[] outputs = new double[inputs.length];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = model.probabilityUp(inputs[i]);
    }
    ModelCard card =
        new ModelCard(
            "m",
            version,
            Sha256.hex(onnx),
            "set",
            NAMES,
            1,
            "d",
            new TreeMap<>(),
            new TreeMap<>(),
            List.of(),
            "c",
            "Apache-2.0",
            "2026-01-01T00:00:00Z");
    return new ModelRegistry(root).register(card, onnx, new GoldenVectors(inputs, outputs));
  }

  /** What the stream would score for a row. */
  static double probabilityUp(ModelFolder folder, double... row) {
    FeatureLayout layout = new FeatureLayout("set", NAMES);
    try (ScoringSession session = ScoringSession.open(folder, folder.card().sha256(), layout, 1)) {
      session.put(0, row);
      session.run(1);
      return session.probabilityUp(0);
    }
  }

  /**
   * A file that answers [N, 2, 2] "quantiles": minimum and maximum of two features of a sequence.
   */
  static Path extremes(Path file) throws IOException {
    OnnxGraph graph = new OnnxGraph("extremes");
    String x = graph.input(OnnxHeader.SEQUENCE, STEPS, 2);
    Map<String, ?> overSteps = Map.of("axes", new long[] {1}, "keepdims", 0L);
    String low = graph.node("Unsqueeze", graph.node("ReduceMin", overSteps, x), graph.longs(2));
    String high = graph.node("Unsqueeze", graph.node("ReduceMax", overSteps, x), graph.longs(2));
    graph.output("quantiles", graph.node("Concat", Map.of("axis", 2L), low, high), 2, 2);
    return write(file, graph, OnnxHeader.Task.QUANTILES, List.of("a", "b"), STEPS);
  }

  /** A file that answers NaN when the first of two features is negative, else its square root. */
  static Path root(Path file) throws IOException {
    OnnxGraph graph = new OnnxGraph("root");
    String x = graph.input(OnnxHeader.FEATURES, 2);
    String first = graph.node("Gather", Map.of("axis", 1L), x, graph.longs(0));
    String one = graph.node("Squeeze", graph.node("Sqrt", first), graph.longs(1));
    graph.output(LogisticOnnx.OUTPUT, one);
    return write(file, graph, OnnxHeader.Task.DIRECTION, List.of("a", "b"), 1);
  }

  private static Path write(
      Path file, OnnxGraph graph, OnnxHeader.Task task, List<String> names, int steps)
      throws IOException {
    OnnxHeader header = new OnnxHeader("test", task, "set", names, steps, 0, 1, new TreeMap<>());
    return Files.write(file, graph.file(header));
  }
}
