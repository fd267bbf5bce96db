package io.cryptoscalp.models.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models whose rows might depend on their batch: single-precision kernels, and one that does by
 * design.
 */
class BatchProbeTest {
  private static final int FEATURES = 67;
  private static final int HIDDEN = 33;
  private static final int FLOAT = OnnxMl.TensorProto.DataType.FLOAT.getNumber();

  @TempDir Path root;

  @Test
  void rowsOfASinglePrecisionNetworkHaveTheSameBitsInEveryBatch() {
    byte[] onnx = network(new Random(5));
    float[][] rows = new float[48][FEATURES];
    Random random = new Random(6);
    for (float[] row : rows) {
      for (int i = 0; i < FEATURES; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    double[] alone;
    boolean agree;
    try (OnnxModel model = OnnxModel.load(onnx);
        OnnxBuffers buffers = model.buffers(32)) {
      alone = model.score(rows);
      agree = BatchProbe.batchSizesAgree(buffers, rows);
    }
    try (ScoringSession session =
        ScoringSession.open(
            register(onnx, new GoldenVectors(rows, alone)), Sha256.hex(onnx), layout(), 32)) {
      assertThat(session.rowByRow()).isEqualTo(!agree);
      for (int size = 1; size <= 32; size++) {
        for (int i = 0; i < size; i++) {
          session.put(i, doubles(rows[i]));
        }
        session.run(size);
        for (int i = 0; i < size; i++) {
          assertThat(session.probabilityUp(i)).isEqualTo(Math.rint((float) alone[i] * 1e6) / 1e6);
        }
      }
    }
    assertThat(ScoringSession.openSessions()).isZero();
  }

  @Test
  void aModelWhoseRowsDependOnTheirBatchRunsRowByRow() throws Exception {
    byte[] onnx = subtractingHalfTheBatchMean();
    float[][] rows = new float[3][FEATURES];
    rows[1][3] = 1;
    rows[2][5] = -2;
    double[] alone;
    try (OnnxModel model = OnnxModel.load(onnx)) {
      alone = model.score(rows);
    }
    try (ScoringSession session =
        ScoringSession.open(
            register(onnx, new GoldenVectors(rows, alone)), Sha256.hex(onnx), layout(), 4)) {
      assertThat(session.rowByRow()).isTrue();
      for (int i = 0; i < rows.length; i++) {
        session.put(i, doubles(rows[i]));
      }
      session.run(rows.length);
      for (int i = 0; i < rows.length; i++) {
        assertThat(session.probabilityUp(i)).isEqualTo(Math.rint((float) alone[i] * 1e6) / 1e6);
      }
    }
  }

  private static byte[] subtractingHalfTheBatchMean() throws Exception {
    OnnxMl.ModelProto.Builder file =
        OnnxMl.ModelProto.parseFrom(network(new Random(5))).toBuilder();
    OnnxMl.GraphProto.Builder graph = file.getGraphBuilder();
    OnnxMl.AttributeProto.Builder axes =
        OnnxMl.AttributeProto.newBuilder()
            .setName("axes")
            .setType(OnnxMl.AttributeProto.AttributeType.INTS)
            .addInts(0);
    graph
        .addInitializer(
            OnnxMl.TensorProto.newBuilder().setName("half").setDataType(FLOAT).addFloatData(0.5f))
        .addNode(0, node("ReduceMean", "mean", LogisticOnnx.INPUT).toBuilder().addAttribute(axes))
        .addNode(1, node("Mul", "half_mean", "mean", "half"))
        .addNode(2, node("Sub", "centred", LogisticOnnx.INPUT, "half_mean"));
    graph.getNodeBuilder(3).setInput(0, "centred");
    return file.build().toByteArray();
  }

  private static double[] doubles(float[] row) {
    double[] wide = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      wide[i] = row[i];
    }
    return wide;
  }

  private static FeatureLayout layout() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < FEATURES; i++) {
      names.add("f" + i);
    }
    return new FeatureLayout("v1", names);
  }

  private ModelFolder register(byte[] onnx, GoldenVectors golden) {
    ModelCard card =
        new ModelCard(
            "net",
            "1",
            Sha256.hex(onnx),
            "v1",
            layout().names(),
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

  private static byte[] network(Random random) {
    OnnxMl.GraphProto graph =
        OnnxMl.GraphProto.newBuilder()
            .setName("network")
            .addInput(value(LogisticOnnx.INPUT, FEATURES))
            .addOutput(value(LogisticOnnx.OUTPUT, 1))
            .addInitializer(weights("w1", random, FEATURES, HIDDEN))
            .addInitializer(weights("w2", random, HIDDEN, 1))
            .addNode(node("MatMul", "h", LogisticOnnx.INPUT, "w1"))
            .addNode(node("Tanh", "a", "h"))
            .addNode(node("MatMul", "o", "a", "w2"))
            .addNode(node("Sigmoid", LogisticOnnx.OUTPUT, "o"))
            .build();
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17))
        .addMetadataProps(entry(LogisticOnnx.FEATURE_SET, "v1"))
        .addMetadataProps(entry(LogisticOnnx.FEATURE_NAMES, String.join(",", layout().names())))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static OnnxMl.StringStringEntryProto entry(String key, String value) {
    return OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static OnnxMl.ValueInfoProto value(String name, int columns) {
    OnnxMl.TensorShapeProto.Builder shape =
        OnnxMl.TensorShapeProto.newBuilder()
            .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
            .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(columns));
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape)))
        .build();
  }

  private static OnnxMl.TensorProto weights(String name, Random random, int rows, int columns) {
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(FLOAT)
            .addDims(rows)
            .addDims(columns);
    for (int i = 0; i < rows * columns; i++) {
      tensor.addFloatData((float) (random.nextGaussian() / Math.sqrt(rows)));
    }
    return tensor.build();
  }

  private static OnnxMl.NodeProto node(String operator, String output, String... inputs) {
    OnnxMl.NodeProto.Builder node =
        OnnxMl.NodeProto.newBuilder().setOpType(operator).addOutput(output);
    for (String input : inputs) {
      node.addInput(input);
    }
    return node.build();
  }
}
