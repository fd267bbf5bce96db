package io.cryptoscalp.models.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelContext;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does a model get the steps, the vector and the regimes that it was made for, in its order? */
class SequenceInputTest {
  private static final List<String> NAMES = List.of("c", "a");
  private static final FeatureLayout LAYOUT = layout(4, 1_000, "a", "b", "c");
  private static final float[] REGIMES = {0.5f, 0.25f, 0.125f, 0, 0.125f, 0};

  @TempDir Path root;
  private @Nullable ModelFolder folder;

  @AfterEach
  void nothingStaysOpen() {
    assertThat(ScoringSession.openSessions()).isZero();
  }

  private static FeatureLayout layout(int steps, long stepNs, String... stepNames) {
    return new FeatureLayout(
        "v1",
        List.of("a", "b", "c"),
        "",
        new FeatureLayout.Steps(steps, stepNs, List.of(stepNames)));
  }

  /** Answers a weighted sum of all that it reads, every place with a weight of its own. */
  private static byte[] weighing(boolean vector, int steps, boolean regime, int toldSteps) {
    OnnxGraph graph = new OnnxGraph("weighing");
    int columns = NAMES.size();
    String sum = null;
    if (vector) {
      sum = dot(graph, graph.input(OnnxHeader.FEATURES, columns), columns, 0);
    }
    if (steps > 0) {
      String sequence = graph.input(OnnxHeader.SEQUENCE, steps, columns);
      String flat = graph.node("Flatten", Map.of("axis", 1L), sequence);
      sum = plus(graph, sum, dot(graph, flat, steps * columns, 10));
    }
    if (regime) {
      sum = plus(graph, sum, dot(graph, graph.input(OnnxHeader.REGIME, 6), 6, 100));
    }
    graph.output("probability_up", graph.calibrated(String.valueOf(sum), 0.01, 0));
    return graph.file(
        new OnnxHeader(
            "test", OnnxHeader.Task.DIRECTION, "v1", NAMES, toldSteps, 1_000, 1, new TreeMap<>()));
  }

  private static String plus(OnnxGraph graph, @Nullable String sum, String part) {
    return sum == null ? part : graph.node("Add", sum, part);
  }

  private static String dot(OnnxGraph graph, String x, int width, int first) {
    float[] weights = new float[width];
    for (int i = 0; i < width; i++) {
      weights[i] = (first + i + 1) / 16f;
    }
    return graph.node("MatMul", x, graph.floats(weights, width, 1));
  }

  private ModelFolder register(byte[] onnx) {
    float[][] inputs;
    double[] outputs;
    try (OnnxModel model = OnnxModel.load(onnx)) {
      SplittableRandom random = new SplittableRandom(3);
      inputs = new float[3][model.shape().width()];
      for (float[] row : inputs) {
        for (int i = 0; i < row.length; i++) {
          row[i] = (float) random.nextDouble();
        }
      }
      outputs = model.score(inputs);
    }
    ModelCard card =
        new ModelCard(
            "m",
            Sha256.hex(onnx).substring(0, 8),
            Sha256.hex(onnx),
            "v1",
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

  private ScoringSession open(byte[] onnx, FeatureLayout layout) {
    return ScoringSession.open(register(onnx), Sha256.hex(onnx), layout, 4);
  }

  private static FeatureSnapshot snapshot(float @Nullable [] history) {
    return new FeatureSnapshot(
            "i",
            1,
            1,
            1,
            "v1",
            new double[] {31, 32, 33},
            new long[] {0b111},
            1,
            2,
            Regime.NORMAL,
            1,
            true)
        .withContext(new ModelContext(history, REGIMES));
  }

  /** Steps 1 to 3 of features a, b, c: 1 2 3, 11 12 13, 21 22 23. */
  private static float[] history() {
    float[] rows = new float[9];
    for (int i = 0; i < 9; i++) {
      rows[i] = i / 3 * 10 + i % 3 + 1;
    }
    return rows;
  }

  @Test
  void columnsAreTakenFromEachStepByNameAndTheSnapshotIsTheNewest() {
    try (ScoringSession session = open(weighing(false, 4, false, 4), LAYOUT)) {
      assertThat(session.put(1, snapshot(history()))).isTrue();
      assertThat(session.inputs(1)).containsExactly(3, 1, 13, 11, 23, 21, 33, 31);
    }
  }

  @Test
  void aModelOfFewerStepsTakesTheNewest() {
    try (ScoringSession session = open(weighing(false, 2, false, 2), LAYOUT)) {
      assertThat(session.put(0, snapshot(history()))).isTrue();
      assertThat(session.inputs(0)).containsExactly(23, 21, 33, 31);
    }
  }

  @Test
  void allInputsFollowEachOtherAndBatchesAnswerAsRowsAlone() {
    byte[] onnx = weighing(true, 3, true, 3);
    double alone;
    try (OnnxModel model = OnnxModel.load(onnx)) {
      float[] row = {33, 31, 13, 11, 23, 21, 33, 31, .5f, .25f, .125f, 0, .125f, 0};
      alone = model.score(new float[][] {row})[0];
    }
    try (ScoringSession session = open(onnx, LAYOUT)) {
      for (int i = 0; i < 3; i++) {
        assertThat(session.put(i, snapshot(history()))).isTrue();
      }
      session.run(3);
      for (int i = 0; i < 3; i++) {
        assertThat(session.inputs(i))
            .containsExactly(33, 31, 13, 11, 23, 21, 33, 31, .5f, .25f, .125f, 0, .125f, 0);
        assertThat(session.probabilityUp(i)).isEqualTo(Math.rint(alone * 1e6) / 1e6);
      }
    }
  }

  @Test
  void regimesComeWithVectorsToo() {
    try (ScoringSession session = open(weighing(true, 0, true, 1), LAYOUT)) {
      assertThat(session.put(0, snapshot(null))).isTrue();
      assertThat(session.inputs(0)).containsExactly(33, 31, .5f, .25f, .125f, 0, .125f, 0);
    }
  }

  @Test
  void aStepThatIsMissingOrInvalidIsNotScored() {
    float[] invalid = history();
    invalid[3] = Float.NaN; // feature a of the second step
    float[] notNeeded = history();
    notNeeded[4] = Float.NaN; // feature b
    try (ScoringSession session = open(weighing(false, 4, false, 4), LAYOUT)) {
      assertThat(session.put(0, snapshot(null))).isFalse();
      assertThat(session.put(0, snapshot(Arrays.copyOf(history(), 6)))).isFalse();
      assertThat(session.put(0, snapshot(invalid))).isFalse();
      assertThat(session.put(0, snapshot(notNeeded))).isTrue();
      assertThat(session.put(0, snapshot(history()).withContext(null))).isFalse();
    }
  }

  @Test
  void stepsThatThePipelineDoesNotKeepAreRefused() {
    refused("MODEL_SEQUENCE_MISMATCH: field=steps expected=3 got=4", layout(3, 1_000, "a", "c"));
    refused("MODEL_SEQUENCE_MISMATCH: field=stepNs expected=7 got=1000", layout(4, 7, "a", "c"));
    refused(
        "MODEL_SEQUENCE_MISMATCH: field=featureNames index=0 got=c", layout(4, 1_000, "a", "b"));
    byte[] other = weighing(false, 4, false, 5);
    assertThatThrownBy(() -> open(other, LAYOUT))
        .isInstanceOf(ModelException.class)
        .hasMessage("MODEL_INPUT_SHAPE: field=sequence.steps expected=5 got=4");
  }

  private void refused(String message, FeatureLayout layout) {
    byte[] onnx = weighing(false, 4, false, 4);
    if (folder == null) {
      folder = register(onnx);
    }
    ModelFolder registered = folder;
    assertThatThrownBy(() -> ScoringSession.open(registered, Sha256.hex(onnx), layout, 4))
        .isInstanceOf(ModelException.class)
        .hasMessage(message);
  }
}
