package io.cryptoscalp.operators.servable;

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
import io.cryptoscalp.models.scoring.FeatureLayout;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.ml.linalg.DenseMatrix;
import org.apache.flink.ml.linalg.DenseVector;
import org.apache.flink.ml.linalg.Vectors;
import org.apache.flink.ml.servable.api.DataFrame;
import org.apache.flink.ml.servable.api.Row;
import org.apache.flink.ml.servable.builder.PipelineModelServable;
import org.apache.flink.ml.servable.types.BasicType;
import org.apache.flink.ml.servable.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does Flink ML's own loader read what is saved here, and does it score as the stream does? */
class ServablePipelinesTest {
  private static final int ROWS = 400;
  private static final List<String> NAMES = List.of("a", "b", "c");

  @TempDir private Path root;
  private final Random random = new Random(4);

  private double[] vector() {
    return new double[] {random.nextGaussian() * 1e4, random.nextDouble(), random.nextGaussian()};
  }

  private ModelFolder version(boolean scaled) {
    OnlineScaler learner = new OnlineScaler("v1", NAMES, ScalerOptions.of(ScalerKind.STANDARD));
    for (int i = 0; i < 300; i++) {
      learner.learn(vector(), new long[] {7});
    }
    learner.freeze();
    byte[] scaler = ScalerModelJson.write(learner.model());
    double[] scale = scaled ? new double[] {1, 1, 1} : new double[] {1e4, 1, 1};
    LogisticModel model =
        new LogisticModel(
            "v1", NAMES, 1, new double[3], scale, 8, new double[] {0.7, -1.1, 0.3}, 0.05);
    byte[] onnx =
        LogisticOnnx.write(
            model, scaled ? InputScaling.frozen(Sha256.hex(scaler)) : InputScaling.RAW);
    float[][] inputs = {{1, 0.5f, -2}};
    GoldenVectors golden = new GoldenVectors(inputs, new double[] {model.probabilityUp(inputs[0])});
    ModelCard card = ModelCard.builder("m", "1", Sha256.hex(onnx)).features("v1", NAMES).build();
    return new ModelRegistry(root.resolve("models"))
        .register(card, onnx, golden, scaled ? scaler : null);
  }

  private static DataFrame frame(String column, List<?> values) {
    List<Row> rows = new ArrayList<>();
    for (Object value : values) {
      rows.add(new Row(new ArrayList<>(List.of(value))));
    }
    return new DataFrame(
        new ArrayList<>(List.of(column)),
        new ArrayList<>(List.of(DataTypes.VECTOR(BasicType.DOUBLE))),
        rows);
  }

  private static double prediction(DataFrame frame, int row) {
    return (Double) frame.collect().get(row).get(frame.getIndex("prediction"));
  }

  private void scoresAsTheStream(boolean scaled) throws Exception {
    ModelFolder version = version(scaled);
    Path saved = root.resolve("pipeline");
    ServablePipelines.export(version, ModelTrust.ANYONE, saved);
    PipelineModelServable pipeline = PipelineModelServable.load(saved.toString());
    List<DenseVector> vectors = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      vectors.add(Vectors.dense(vector()));
    }
    vectors.add(Vectors.dense(Double.NaN, 0, 0));
    vectors.add(Vectors.dense(0, 1e300, 0));
    DataFrame got = pipeline.transform(frame("features", vectors));
    FeatureLayout layout = new FeatureLayout("v1", NAMES);
    try (ScoringSession session =
        ScoringSession.open(version, version.card().sha256(), layout, 1)) {
      for (int i = 0; i < ROWS; i++) {
        assertThat(session.put(0, vectors.get(i).values)).isTrue();
        session.run(1);
        assertThat(prediction(got, i)).isEqualTo(session.probabilityUp(0));
      }
    }
    assertThat(prediction(got, ROWS)).isNaN();
    assertThat(prediction(got, ROWS + 1)).isNaN();
  }

  @Test
  void aModelWithItsScalerScoresAsTheStreamToTheBit() throws Exception {
    scoresAsTheStream(true);
  }

  @Test
  void aModelAloneScoresAsTheStreamToTheBit() throws Exception {
    scoresAsTheStream(false);
  }

  @Test
  void parametersComeBack() throws Exception {
    OnnxServable model =
        new OnnxServable()
            .set(OnnxServable.FEATURES_COL, "x")
            .set(OnnxServable.PREDICTION_COL, "p \"quoted\"")
            .setModelData(new ByteArrayInputStream(version(true).onnx()));
    ScalerServable scaler =
        new ScalerServable()
            .set(ScalerServable.SINGLE_PRECISION, true)
            .set(ScalerServable.OUTPUT_COL, "x")
            .setModelData(
                new ByteArrayInputStream(
                    Files.readAllBytes(root.resolve("models/m/1/scaler.json"))));
    Path saved = root.resolve("saved");
    ServablePipelines.save(List.of(scaler, model), saved);
    String stages = saved.resolve("stages").toString();
    assertThat(ScalerServable.loadServable(stages + "/0").getParamMap())
        .isEqualTo(scaler.getParamMap());
    try (OnnxServable loaded = OnnxServable.loadServable(stages + "/1")) {
      assertThat(loaded.getParamMap()).isEqualTo(model.getParamMap());
      assertThat(loaded.data()).isEqualTo(model.data());
    }
    Path twice = root.resolve("twice");
    ServablePipelines.save(List.of(scaler, model), twice);
    assertThat(twice.resolve("stages/0/metadata"))
        .hasSameBinaryContentAs(saved.resolve("stages/0/metadata"));
    assertThatThrownBy(() -> ServablePipelines.save(List.of(scaler), saved))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("SERVABLE_EXISTS");
    model.close();
    assertThatThrownBy(() -> model.transform(frame("x", List.of())))
        .hasMessage("SERVABLE_MODEL_MISSING");
  }

  @Test
  void sequencesComeAsMatricesOrVectorsAndSeveralNumbersAsAVector() throws Exception {
    OnnxGraph graph = new OnnxGraph("last");
    String x = graph.input(OnnxHeader.SEQUENCE, 3, 2);
    graph.output("class_probabilities", graph.node("ReduceMax", maxOverSteps(), x), 2);
    OnnxHeader header =
        new OnnxHeader(
            "test", OnnxHeader.Task.PATTERN, "v1", List.of("a", "b"), 3, 0, 1, new TreeMap<>());
    try (OnnxServable servable =
        new OnnxServable().setModelData(new ByteArrayInputStream(graph.file(header)))) {
      // a matrix holds its columns one after the other
      DenseMatrix matrix = new DenseMatrix(3, 2, new double[] {1, 5, 3, 40, 20, 60});
      DenseVector flat = Vectors.dense(1, 40, 5, 20, 3, 60);
      DataFrame got = servable.transform(frame("sequence", List.of(matrix, flat)));
      for (Row row : got.collect()) {
        assertThat(((DenseVector) row.get(1)).values).containsExactly(5, 60);
      }
      assertThatThrownBy(() -> servable.transform(frame("sequence", List.of(Vectors.dense(1, 2)))))
          .hasMessageContaining("SERVABLE_COLUMN: column=sequence expected=6");
    }
  }

  private static Map<String, Object> maxOverSteps() {
    return Map.of("axes", new long[] {1}, "keepdims", 0L);
  }

  private void damaged(String code, Damage damage) throws IOException {
    Path saved = Files.createTempDirectory(root, "damaged").resolve("p");
    ServablePipelines.export(new ModelFolder(root.resolve("models/m/1")), ModelTrust.ANYONE, saved);
    damage.to(saved);
    assertThatThrownBy(() -> ServablePipelines.load(saved.toString()))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(code + ": ");
  }

  private interface Damage {
    void to(Path folder) throws IOException;
  }

  private static void truncate(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(content, content.length / 2));
  }

  @Test
  void aDamagedFolderIsRefusedWithACode() throws Exception {
    version(true);
    damaged("MODEL_CHECKSUM_MISMATCH", p -> truncate(p.resolve("stages/1/data/model.onnx")));
    damaged("MODEL_CHECKSUM_MISMATCH", p -> truncate(p.resolve("stages/0/data/scaler.json")));
    damaged("SERVABLE_UNREADABLE", p -> truncate(p.resolve("stages/1/metadata")));
    damaged("SERVABLE_UNREADABLE", p -> truncate(p.resolve("metadata")));
    damaged("SERVABLE_UNREADABLE", p -> Files.delete(p.resolve("metadata")));
    damaged("SERVABLE_UNREADABLE", p -> Files.delete(p.resolve("stages/0/data/scaler.json")));
    damaged(
        "SERVABLE_UNREADABLE",
        p -> {
          Path metadata = p.resolve("stages/0/metadata");
          String text = Files.readString(metadata).replace("ScalerServable", "NoServable");
          Files.writeString(metadata, text);
        });
  }
}
