package io.cryptoscalp.models.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.onnx.LogisticModel;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoringSessionTest {
  private static final int FEATURES = 70;
  private static final FeatureLayout LAYOUT = new FeatureLayout("v1", names());

  @TempDir Path root;
  private LogisticModel model;
  private ModelFolder folder;
  private String digest;

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < FEATURES; i++) {
      names.add("f" + i);
    }
    return names;
  }

  @BeforeEach
  void register() {
    Random random = new Random(7);
    double[] mean = new double[FEATURES];
    double[] scale = new double[FEATURES];
    double[] weights = new double[FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      mean[i] = random.nextGaussian() * Math.pow(10, i % 6);
      scale[i] = 0.1 + random.nextDouble();
      weights[i] = random.nextGaussian() / 4;
    }
    model = new LogisticModel("v1", names(), 1, mean, scale, 8, weights, 0.1);
    folder = register("1", LogisticOnnx.write(model), golden(0));
    digest = folder.card().sha256();
  }

  @AfterEach
  void nothingStaysOpen() {
    assertThat(ScoringSession.openSessions()).isZero();
  }

  private double[] row(Random random) {
    double[] values = new double[FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      values[i] = model.mean()[i] + random.nextGaussian() * model.scale()[i];
    }
    return values;
  }

  private GoldenVectors golden(double error) {
    Random random = new Random(3);
    float[][] inputs = new float[8][FEATURES];
    double[] outputs = new double[8];
    for (int r = 0; r < 8; r++) {
      double[] values = row(random);
      for (int i = 0; i < FEATURES; i++) {
        inputs[r][i] = (float) values[i];
      }
      outputs[r] = model.probabilityUp(inputs[r]) + (r == 5 ? error : 0);
    }
    return new GoldenVectors(inputs, outputs);
  }

  private ModelFolder register(String version, byte[] onnx, GoldenVectors golden) {
    ModelCard card =
        new ModelCard(
            "m",
            version,
            Sha256.hex(onnx),
            "v1",
            names(),
            1,
            "d",
            new TreeMap<>(),
            new TreeMap<>(),
            List.of(),
            "c",
            "Apache-2.0",
            "2026-01-01T00:00:00Z");
    return new ModelRegistry(root).register(card, onnx, golden);
  }

  @Test
  void theFileAnswersAsTheJavaModelDoes() {
    Random random = new Random(11);
    double worst = 0;
    try (ScoringSession session = ScoringSession.open(folder, digest, LAYOUT, 1)) {
      for (int n = 0; n < 5000; n++) {
        double[] values = row(random);
        float[] single = new float[FEATURES];
        for (int i = 0; i < FEATURES; i++) {
          single[i] = (float) values[i];
        }
        session.put(0, values);
        session.run(1);
        double rounded = Math.rint(model.probabilityUp(single) * 1e6) / 1e6;
        worst = Math.max(worst, Math.abs(session.probabilityUp(0) - rounded));
      }
    }
    assertThat(worst).isLessThanOrEqualTo(1.01e-6); // a tie may round either way
  }

  @Test
  void aRowsScoreHasTheSameBitsInEveryBatch() {
    Random random = new Random(13);
    double[][] rows = new double[64][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(random);
    }
    try (ScoringSession session = ScoringSession.open(folder, digest, LAYOUT, 32)) {
      long[] alone = new long[rows.length];
      for (int i = 0; i < rows.length; i++) {
        session.put(0, rows[i]);
        session.run(1);
        alone[i] = Double.doubleToRawLongBits(session.probabilityUp(0));
      }
      for (int size = 1; size <= 32; size++) {
        for (int first = 0; first + size <= rows.length; first++) {
          for (int i = 0; i < size; i++) {
            session.put(i, rows[first + i]);
          }
          session.run(size);
          for (int i = 0; i < size; i++) {
            assertThat(Double.doubleToRawLongBits(session.probabilityUp(i)))
                .as("batch of %s, place %s", size, i)
                .isEqualTo(alone[first + i]);
          }
        }
      }
    }
  }

  @Test
  void columnsAreFoundByNameInAWiderLayout() {
    List<String> reversed = new ArrayList<>(names());
    java.util.Collections.reverse(reversed);
    reversed.add(3, "another");
    double[] values = row(new Random(17));
    double[] wide = new double[reversed.size()];
    for (int i = 0; i < wide.length; i++) {
      int column = names().indexOf(reversed.get(i));
      wide[i] = column < 0 ? Double.NaN : values[column];
    }
    FeatureLayout layout = new FeatureLayout("v1", reversed);
    try (ScoringSession narrow = ScoringSession.open(folder, digest, LAYOUT, 1);
        ScoringSession found = ScoringSession.open(folder, digest, layout, 1)) {
      narrow.put(0, values);
      narrow.run(1);
      found.put(0, wide);
      found.run(1);
      assertThat(found.probabilityUp(0))
          .isEqualTo(narrow.probabilityUp(0))
          .isCloseTo(narrow.probabilityUp(0), within(0.0));
      assertThat(ScoringSession.openSessions()).isOne();
      assertThat(ScoringSession.users(digest)).isEqualTo(2);
    }
  }

  private void rejected(String message, ModelFolder where, String sha256, FeatureLayout layout) {
    assertThatThrownBy(() -> ScoringSession.open(where, sha256, layout, 4))
        .isInstanceOf(ModelException.class)
        .hasMessageMatching("(?s)" + message);
  }

  @Test
  void wrongChecksumIsRejected() throws Exception {
    String other = "0".repeat(64);
    rejected(
        "MODEL_CHECKSUM_MISMATCH: file=.* expected=" + other + " got=" + digest,
        folder,
        other,
        LAYOUT);
  }

  @Test
  void missingAndBrokenFilesAreRejected() throws Exception {
    ModelFolder nowhere = ModelFolder.of(root.resolve("none").toString());
    rejected(
        "MODEL_UNREADABLE: file=.*model.onnx reason=NoSuchFileException", nowhere, digest, LAYOUT);
    byte[] garbage = {1, 2, 3, 4};
    rejected(
        "MODEL_UNREADABLE: bytes=4 reason=.*",
        register("2", garbage, golden(0)),
        Sha256.hex(garbage),
        LAYOUT);
    assertThatThrownBy(() -> ModelFolder.of("hdfs://host/model"))
        .hasMessageStartingWith("MODEL_UNREADABLE: uri=hdfs://host/model reason=");
    Path golden = folder.path().resolve("golden.json");
    assertThat(golden.toFile().setWritable(true)).isTrue();
    Files.writeString(golden, "{");
    rejected("MODEL_CHECKSUM_MISMATCH: file=.*golden.json expected=.*", folder, digest, LAYOUT);
    Files.delete(folder.path().resolve("manifest.json")); // as earlier releases wrote it
    rejected("MODEL_UNREADABLE: file=.*golden.json reason=.*", folder, digest, LAYOUT);
  }

  @Test
  void otherFeaturesAreRejected() {
    rejected(
        "MODEL_FEATURES_MISMATCH: field=featureSet expected=v2 got=v1",
        folder,
        digest,
        new FeatureLayout("v2", names()));
    rejected(
        "MODEL_FEATURES_MISMATCH: field=featureNames index=69 got=f69 featureSet=v1",
        folder,
        digest,
        new FeatureLayout("v1", names().subList(0, 69)));
  }

  @Test
  void aGoldenVectorThatIsOffIsRejectedByIndex() {
    ModelFolder off = register("3", LogisticOnnx.write(model), golden(2e-6));
    rejected(
        "MODEL_GOLDEN_MISMATCH: index=5 expected=0\\.\\d{9} got=0\\.\\d{9}", off, digest, LAYOUT);
  }

  @Test
  void otherInputsAreRejected() throws Exception {
    rejectedGraph(
        "MODEL_INPUT_SHAPE: field=input.name expected=features got=\\[rows\\]",
        graph -> {
          graph.getInputBuilder(0).setName("rows");
          graph.getNodeBuilder(0).setInput(0, "rows");
        });
    rejectedGraph(
        "MODEL_INPUT_SHAPE: field=input.shape expected=\\[-1, F\\] got=\\[4, 70\\]",
        graph ->
            graph
                .getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(0)
                .setDimValue(4));
    rejectedGraph(
        "MODEL_INPUT_SHAPE: field=input.type expected=float tensor got=.*",
        graph ->
            graph
                .getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .setElemType(OnnxMl.TensorProto.DataType.DOUBLE.getNumber()));
  }

  private void rejectedGraph(
      String message, java.util.function.Consumer<OnnxMl.GraphProto.Builder> change)
      throws Exception {
    OnnxMl.ModelProto.Builder file =
        OnnxMl.ModelProto.parseFrom(LogisticOnnx.write(model)).toBuilder();
    change.accept(file.getGraphBuilder());
    byte[] onnx = file.build().toByteArray();
    String version = Sha256.hex(onnx).substring(0, 8);
    rejected(message, register(version, onnx, golden(0)), Sha256.hex(onnx), LAYOUT);
  }
}
