package io.cryptoscalp.models.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelContext;
import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.engine.neighbours.Neighbours;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does a graph model get the neighbours that it was made for, and none that it cannot use? */
class NeighbourInputTest {
  private static final List<String> NAMES = List.of("c", "a");
  private static final NeighbourOptions OPTIONS = new NeighbourOptions(30, 2, 3, 1_000, 2_000);
  private static final float NONE = Float.NaN;

  @TempDir Path root;
  private int opened;

  @AfterEach
  void nothingStaysOpen() {
    assertThat(ScoringSession.openSessions()).isZero();
  }

  private static FeatureLayout layout(NeighbourOptions options, String... names) {
    return new FeatureLayout(
        "v1",
        List.of("a", "b", "c"),
        "",
        FeatureLayout.Steps.NONE,
        new FeatureLayout.Neighbours(options.text(), List.of(names)));
  }

  /** A model of two neighbours that adds up all it reads. */
  private static byte[] adding() {
    OnnxGraph graph = new OnnxGraph("adding");
    String own = graph.node("ReduceSum", graph.input(OnnxHeader.FEATURES, 2), graph.longs(1));
    String sum = own;
    for (String input :
        List.of(graph.input(OnnxHeader.NEIGHBOURS, 2, 2), graph.input(OnnxHeader.EDGES, 2, 4))) {
      String flat = graph.node("Flatten", Map.of("axis", 1L), input);
      sum = graph.node("Add", sum, graph.node("ReduceSum", flat, graph.longs(1)));
    }
    graph.output("probability_up", graph.calibrated(sum, 0.01, 0));
    TreeMap<String, String> extra = new TreeMap<>();
    extra.put(OnnxHeader.NEIGHBOUR_OPTIONS, new NeighbourOptions(30, 2, 2, 1_000, 2_000).text());
    return graph.file(
        new OnnxHeader("test", OnnxHeader.Task.DIRECTION, "v1", NAMES, 1, 0, 1, extra));
  }

  private ScoringSession open(FeatureLayout layout) {
    ModelRegistry registry = new ModelRegistry(root.resolve("registry" + opened++));
    byte[] onnx = adding();
    float[][] inputs = {new float[14], new float[14]};
    inputs[1][3] = 5;
    double[] outputs;
    try (OnnxModel model = OnnxModel.load(onnx)) {
      assertThat(model.shape()).isEqualTo(new RowShape(2, 0, 0, 0, 2));
      outputs = model.score(inputs);
    }
    ModelCard card =
        new ModelCard(
            "m",
            "v1",
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
    ModelFolder folder = registry.register(card, onnx, new GoldenVectors(inputs, outputs));
    return ScoringSession.open(folder, Sha256.hex(onnx), layout, 4);
  }

  private static FeatureSnapshot snapshot(long timeNs, @Nullable Neighbours told) {
    return new FeatureSnapshot(
            "i",
            timeNs,
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
        .withContext(new ModelContext(null, new float[6], told));
  }

  private static Neighbours told(float firstC, float secondPresent) {
    float[] values = {1, firstC, 3, 4, 5, 6, 7, 8, 9}; // a, c, b of three
    float[] edges = {0.5f, 0.6f, 1, 1, 0.25f, 0.3f, 0, secondPresent, 9, 9, 9, 1};
    return new Neighbours(10_000, values, edges);
  }

  @Test
  void theStrongestNeighboursComeInTheModelsColumns() {
    try (ScoringSession session = open(layout(OPTIONS, "a", "c", "b"))) {
      assertThat(session.put(0, snapshot(10_500, told(2, 1)))).isTrue();
      assertThat(session.inputs(0))
          .containsExactly(33, 31, 2, 1, 5, 4, 0.5f, 0.6f, 1, 1, 0.25f, 0.3f, 0, 1);
      session.run(1);
      double logOdds = 0.01 * (33 + 31 + 2 + 1 + 5 + 4 + 3.1 + 1.55);
      assertThat(session.probabilityUp(0))
          .isCloseTo(1 / (1 + Math.exp(-logOdds)), org.assertj.core.api.Assertions.within(2e-6));
    }
  }

  @Test
  void oneThatLacksAValueIsLeftOutAndWithoutAnyTheModelIsNotAsked() {
    try (ScoringSession session = open(layout(OPTIONS, "a", "c", "b"))) {
      assertThat(session.put(0, snapshot(10_500, told(NONE, 1)))).isTrue();
      assertThat(session.inputs(0))
          .containsExactly(33, 31, 0, 0, 5, 4, 0, 0, 0, 0, 0.25f, 0.3f, 0, 1);
      assertThat(session.put(0, snapshot(10_500, told(2, 0)))).isTrue();
      assertThat(session.inputs(0))
          .containsExactly(33, 31, 2, 1, 0, 0, 0.5f, 0.6f, 1, 1, 0, 0, 0, 0);
      assertThat(session.put(0, snapshot(10_500, told(NONE, 0)))).isFalse();
      assertThat(session.put(0, snapshot(10_500, null))).isFalse();
      assertThat(session.put(0, snapshot(11_999, told(2, 1)))).isTrue();
      assertThat(session.put(0, snapshot(12_000, told(2, 1)))).as("too old").isFalse();
    }
  }

  @Test
  void aPipelineThatTellsSomethingElseIsRefused() {
    List<FeatureLayout> others =
        List.of(
            new FeatureLayout("v1", List.of("a", "b", "c")),
            layout(OPTIONS, "a", "b"),
            layout(new NeighbourOptions(31, 2, 3, 1_000, 2_000), "a", "c"),
            layout(new NeighbourOptions(30, 2, 1, 1_000, 2_000), "a", "c"),
            layout(new NeighbourOptions(30, 2, 3, 2_000, 2_000), "a", "c"));
    for (FeatureLayout other : others) {
      assertThatThrownBy(() -> open(other).close())
          .isInstanceOf(ModelException.class)
          .hasMessageStartingWith("MODEL_NEIGHBOURS_MISMATCH: field=");
    }
  }
}
