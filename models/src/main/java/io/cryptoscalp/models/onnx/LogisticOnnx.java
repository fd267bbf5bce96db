package io.cryptoscalp.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.cryptoscalp.models.scaling.InputScaling;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a {@link LogisticModel} as ONNX, opset 17: {@code features} float [N, F] to {@code
 * probability_up} float [N], standardisation inside the graph. The graph computes in double, since
 * a price of 60000 keeps no digits for a difference of a cent in single precision products. Equal
 * models give equal bytes.
 */
public final class LogisticOnnx {
  /** Name of the input. */
  public static final String INPUT = "features";

  /** Name of the output. */
  public static final String OUTPUT = "probability_up";

  /** Metadata key of the feature set, so that the file's digest covers it. */
  public static final String FEATURE_SET = "cryptoscalp.feature_set";

  /** Metadata key of the feature names, joined by commas, in column order. */
  public static final String FEATURE_NAMES = "cryptoscalp.feature_names";

  /** Metadata key of the horizon in ns. */
  public static final String HORIZON_NS = "cryptoscalp.horizon_ns";

  /** Metadata key of what its inputs went through, {@link InputScaling#text()}. */
  public static final String INPUT_SCALING = "cryptoscalp.input_scaling";

  /** Operator set of the graph. */
  public static final int OPSET = 17;

  private static final int IR_VERSION = 8; // the first that carries opset 17
  private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
  private static final int DOUBLE = TensorProto.DataType.DOUBLE.getNumber();

  private LogisticOnnx() {}

  /** The bytes of the ONNX file of a model on features as they are. */
  public static byte[] write(LogisticModel model) {
    return write(model, InputScaling.RAW);
  }

  /**
   * The bytes of the ONNX file.
   *
   * @param scaling what the inputs go through before they reach the graph
   */
  public static byte[] write(LogisticModel model, InputScaling scaling) {
    return write(model, scaling, new TreeMap<>());
  }

  /**
   * The bytes of the ONNX file.
   *
   * @param scaling what the inputs go through before they reach the graph
   * @param extra further entries of the metadata
   */
  public static byte[] write(
      LogisticModel model, InputScaling scaling, SortedMap<String, String> extra) {
    int features = model.featureNames().size();
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("logistic_regression")
            .addInput(
                value(INPUT, TensorShapeProto.newBuilder().addDim(rows()).addDim(size(features))))
            .addOutput(value(OUTPUT, TensorShapeProto.newBuilder().addDim(rows())))
            .addInitializer(doubles("mean", model.mean(), features))
            .addInitializer(doubles("scale", model.scale(), features))
            .addInitializer(doubles("clip_low", new double[] {-model.clip()}))
            .addInitializer(doubles("clip_high", new double[] {model.clip()}))
            .addInitializer(doubles("weights", model.weights(), features, 1))
            .addInitializer(doubles("bias", new double[] {model.bias()}, 1))
            .addInitializer(longs("column", 1))
            .addNode(cast(INPUT, "x", DOUBLE))
            .addNode(node("Sub", "centred", "x", "mean"))
            .addNode(node("Div", "standardised", "centred", "scale"))
            .addNode(node("Clip", "z", "standardised", "clip_low", "clip_high"))
            .addNode(node("Gemm", "log_odds", "z", "weights", "bias"))
            .addNode(node("Sigmoid", "probability", "log_odds"))
            .addNode(node("Squeeze", "probability_rows", "probability", "column"))
            .addNode(cast("probability_rows", OUTPUT, FLOAT))
            .build();
    ModelProto.Builder file = ModelProto.newBuilder();
    if (scaling.kind() != InputScaling.Kind.RAW) {
      file.addMetadataProps(entry(INPUT_SCALING, scaling.text()));
    }
    extra.forEach((key, value) -> file.addMetadataProps(entry(key, value)));
    return file.setIrVersion(IR_VERSION)
        .setProducerName("cryptoscalp")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .addMetadataProps(entry(FEATURE_SET, model.featureSet()))
        .addMetadataProps(entry(FEATURE_NAMES, String.join(",", model.featureNames())))
        .addMetadataProps(entry(HORIZON_NS, Long.toString(model.horizonNs())))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static ValueInfoProto value(String name, TensorShapeProto.Builder shape) {
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static TensorShapeProto.Dimension rows() {
    return TensorShapeProto.Dimension.newBuilder().setDimParam("N").build();
  }

  private static TensorShapeProto.Dimension size(long size) {
    return TensorShapeProto.Dimension.newBuilder().setDimValue(size).build();
  }

  private static TensorProto doubles(String name, double[] values, long... shape) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(DOUBLE);
    for (long size : shape) {
      tensor.addDims(size);
    }
    for (double value : values) {
      tensor.addDoubleData(value);
    }
    return tensor.build();
  }

  private static TensorProto longs(String name, long value) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.INT64.getNumber())
        .addDims(1)
        .addInt64Data(value)
        .build();
  }

  private static NodeProto node(String operator, String output, String... inputs) {
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType(operator).setName(output).addOutput(output);
    for (String input : inputs) {
      node.addInput(input);
    }
    return node.build();
  }

  private static NodeProto cast(String input, String output, int type) {
    return node("Cast", output, input).toBuilder()
        .setName("to_" + output)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("to")
                .setType(AttributeProto.AttributeType.INT)
                .setI(type))
        .build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
