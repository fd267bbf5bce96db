package io.cryptoscalp.models.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.scaling.OnlineScaler;
import io.cryptoscalp.engine.scaling.ScalerKind;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.onnx.LogisticModel;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scaling.InputScaling;
import io.cryptoscalp.models.scaling.ScalerModelJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Are single rows scored as the stream scores them, for every kind of answer? */
class RowScorerTest {
  private static final List<String> NAMES = List.of("a", "b");

  @TempDir Path root;

  @AfterEach
  void nothingStaysOpen() {
    assertThat(ScoringSession.openSessions()).isZero();
  }

  private ModelFolder scaledVersion() {
    OnlineScaler learner = new OnlineScaler("v1", NAMES, ScalerOptions.of(ScalerKind.ROBUST));
    Random random = new Random(1);
    for (int i = 0; i < 400; i++) {
      learner.learn(new double[] {random.nextGaussian() * 7, random.nextDouble()}, new long[] {3});
    }
    learner.freeze();
    byte[] scaler = ScalerModelJson.write(learner.model());
    LogisticModel model =
        new LogisticModel(
            "v1", NAMES, 1, new double[2], new double[] {1, 1}, 8, new double[] {1, -2}, 0.1);
    byte[] onnx = LogisticOnnx.write(model, InputScaling.frozen(Sha256.hex(scaler)));
    float[][] inputs = {{1, 0.5f}};
    double[] outputs = {model.probabilityUp(inputs[0])};
    ModelCard card = ModelCard.builder("m", "1", Sha256.hex(onnx)).features("v1", NAMES).build();
    return new ModelRegistry(root).register(card, onnx, new GoldenVectors(inputs, outputs), scaler);
  }

  @Test
  void aScaledModelScoresAsTheStreamToTheBit() {
    ModelFolder folder = scaledVersion();
    String digest = folder.card().sha256();
    FeatureLayout layout = new FeatureLayout("v1", NAMES);
    Random random = new Random(2);
    double[] answer = new double[1];
    int different = 0;
    try (ScoringSession session = ScoringSession.open(folder, digest, layout, 1);
        RowScorer scorer =
            RowScorer.open(
                folder.path().toString(), digest.toUpperCase(Locale.ROOT), ModelTrust.ANYONE)) {
      assertThat(ScoringSession.openSessions()).isEqualTo(1);
      for (int i = 0; i < 500; i++) {
        double[] row = {random.nextGaussian() * 7, random.nextDouble()};
        session.put(0, row);
        session.run(1);
        assertThat(scorer.score(new float[] {(float) row[0], (float) row[1]}, answer)).isTrue();
        assertThat(answer[0]).isEqualTo(session.probabilityUp(0));
        different += answer[0] == 0.5 ? 0 : 1;
      }
      assertThat(different).isGreaterThan(400);
      assertThat(scorer.score(new float[] {Float.NaN, 0}, answer)).isFalse();
      assertThat(scorer.score(new float[] {0, Float.POSITIVE_INFINITY}, answer)).isFalse();
    }
  }

  @Test
  void aFileAloneFindsItsScalerBesideIt() throws Exception {
    ModelFolder folder = scaledVersion();
    Path file = folder.path().resolve("model.onnx");
    double[] alone = new double[1];
    double[] inFolder = new double[1];
    try (RowScorer byFile = RowScorer.open(file.toString(), "", ModelTrust.ANYONE);
        RowScorer byFolder =
            RowScorer.open(folder.path().toUri().toString(), "", ModelTrust.ANYONE)) {
      byFile.score(new float[] {3, 0.25f}, alone);
      byFolder.score(new float[] {3, 0.25f}, inFolder);
      assertThat(alone).isEqualTo(inFolder).isNotEqualTo(new double[] {0});
      assertThat(byFile.sha256()).isEqualTo(folder.card().sha256());
    }
    Files.delete(folder.path().resolve("scaler.json"));
    assertThatThrownBy(() -> RowScorer.open(file.toString(), "", ModelTrust.ANYONE))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("MODEL_UNREADABLE")
        .hasMessageContaining("scaler.json");
  }

  @Test
  void severalNumbersComeInTheOrderOfTheirDimensions() throws Exception {
    OnnxGraph graph = new OnnxGraph("table");
    String x = graph.input(OnnxHeader.FEATURES, 2);
    String table =
        graph.node(
            "Gemm", x, graph.floats(new float[] {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60}, 2, 6));
    graph.output("quantiles", graph.node("Reshape", table, graph.longs(-1, 2, 3)), 2, 3);
    Path file = root.resolve("table.onnx");
    OnnxHeader header =
        new OnnxHeader("test", OnnxHeader.Task.QUANTILES, "v1", NAMES, 1, 0, 1, new TreeMap<>());
    Files.write(file, graph.file(header));
    double[] answer = new double[6];
    try (RowScorer scorer = RowScorer.open(file.toString(), "", ModelTrust.ANYONE)) {
      assertThat(scorer.answer().sizes()).containsExactly(2, 3);
      assertThat(scorer.answer().width()).isEqualTo(6);
      assertThat(scorer.score(new float[] {1, 0.5f}, answer)).isTrue();
    }
    assertThat(answer).containsExactly(6, 12, 18, 24, 30, 36);
  }

  @Test
  void theStreamTakesNoModelThatAnswersSomethingElse() throws Exception {
    OnnxGraph graph = new OnnxGraph("classes");
    String x = graph.input(OnnxHeader.FEATURES, 2);
    graph.output("class_probabilities", graph.node("Softmax", x), 2);
    byte[] onnx =
        graph.file(
            new OnnxHeader("test", OnnxHeader.Task.PATTERN, "v1", NAMES, 1, 0, 1, new TreeMap<>()));
    ModelCard card = ModelCard.builder("m", "1", Sha256.hex(onnx)).features("v1", NAMES).build();
    ModelFolder folder =
        new ModelRegistry(root)
            .register(card, onnx, new GoldenVectors(new float[][] {{1, 1}}, new double[] {0.5}));
    FeatureLayout layout = new FeatureLayout("v1", NAMES);
    assertThatThrownBy(() -> ScoringSession.open(folder, card.sha256(), layout, 1))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(
            "MODEL_INPUT_SHAPE: field=output.name expected=probability_up got=class_probabilities");
    double[] answer = new double[2];
    try (RowScorer scorer = RowScorer.open(folder.path().toString(), "", ModelTrust.ANYONE)) {
      assertThat(scorer.score(new float[] {1, 1}, answer)).isTrue();
    }
    assertThat(answer).containsExactly(0.5, 0.5);
  }

  @Test
  void modelsOfARunningScalerAreRefused() throws Exception {
    LogisticModel model =
        new LogisticModel(
            "v1", NAMES, 1, new double[2], new double[] {1, 1}, 8, new double[] {1, -2}, 0.1);
    InputScaling online = InputScaling.online(ScalerOptions.of(ScalerKind.ROBUST));
    Path file = Files.write(root.resolve("online.onnx"), LogisticOnnx.write(model, online));
    assertThatThrownBy(() -> RowScorer.open(file.toString(), "", ModelTrust.ANYONE))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("MODEL_SCALING_MISMATCH");
  }
}
