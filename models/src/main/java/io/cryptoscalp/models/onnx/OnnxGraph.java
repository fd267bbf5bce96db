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
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/**
 * Builds an ONNX file node by node: each method adds something and returns the name of its value.
 * Names are numbered in order of making, so that equal calls give equal bytes. Opset {@value
 * #OPSET} and ai.onnx.ml {@value #ML_OPSET}; the batch dimension is {@code N}.
 */
public final class OnnxGraph {
  /** Version of the default operators. */
  public static final int OPSET = 17;

  /** Version of the operators for classic machine learning. */
  public static final int ML_OPSET = 3;

  private static final int IR_VERSION = 8; // the first that carries opset 17

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private int made;
  private boolean usesMl;

  /** A graph of this name. */
  public OnnxGraph(String name) {
    graph.setName(name);
  }

  /** An input float [N, sizes...]; returns its name. */
  public String input(String name, long... sizes) {
    graph.addInput(value(name, sizes));
    return name;
  }

  /** Makes a value the output {@code name}, float [N, sizes...]. */
  public void output(String name, String value, long... sizes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Identity")
            .setName("to_" + name)
            .addInput(value)
            .addOutput(name));
    graph.addOutput(value(name, sizes));
  }

  /** A constant of single precision. */
  public String floats(float[] values, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      raw.putFloat(value);
    }
    return constant(TensorProto.DataType.FLOAT, raw, shape);
  }

  /** A constant of double precision. */
  public String doubles(double[] values, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      raw.putDouble(value);
    }
    return constant(TensorProto.DataType.DOUBLE, raw, shape);
  }

  /** A constant list of whole numbers, shape [count]. */
  public String longs(long... values) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      raw.putLong(value);
    }
    return constant(TensorProto.DataType.INT64, raw, values.length);
  }

  /** A constant number of single precision, shape []. */
  public String number(float value) {
    return floats(new float[] {value});
  }

  /** A constant whole number, shape []. */
  public String whole(long value) {
    ByteBuffer raw = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    return constant(TensorProto.DataType.INT64, raw);
  }

  private String constant(TensorProto.DataType type, ByteBuffer raw, long... shape) {
    String name = "c" + made++;
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(raw.flip()));
    for (long size : shape) {
      tensor.addDims(size);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /** A node with one output and no attributes; an empty input name leaves that input out. */
  public String node(String operator, String... inputs) {
    return node(operator, Map.of(), inputs);
  }

  /**
   * A node with one output.
   *
   * @param attributes by name: Long, Float, String, long[], float[], String[] or a GraphProto
   */
  public String node(String operator, Map<String, ?> attributes, String... inputs) {
    return node(operator, "", 1, attributes, inputs)[0];
  }

  /** A node of ai.onnx.ml with one output. */
  public String mlNode(String operator, Map<String, ?> attributes, String... inputs) {
    usesMl = true;
    return node(operator, "ai.onnx.ml", 1, attributes, inputs)[0];
  }

  /** A node with several outputs. */
  public String[] node(
      String operator, String domain, int outputs, Map<String, ?> attributes, String... inputs) {
    usesMl |= domain.equals("ai.onnx.ml");
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType(operator).setDomain(domain).setName("n" + made++);
    for (String input : inputs) {
      node.addInput(input);
    }
    String[] names = new String[outputs];
    for (int i = 0; i < outputs; i++) {
      names[i] = "v" + made++;
      node.addOutput(names[i]);
    }
    new TreeMap<String, Object>(attributes)
        .forEach((name, value) -> node.addAttribute(attribute(name, value)));
    graph.addNode(node);
    return names;
  }

  /** A value cast to a type. */
  public String cast(String value, TensorProto.DataType type) {
    return node("Cast", Map.of("to", (long) type.getNumber()), value);
  }

  /**
   * Standardises a value: {@code min(max((x - mean) / scale, -clip), clip)}, computed in double
   * precision, since a price of 60000 keeps no digits for a cent in single, and returned in single.
   *
   * @param x float, last dimension as long as mean and scale
   * @param scale positive
   */
  public String standardised(String x, double[] mean, double[] scale, double clip) {
    return cast(standardisedWide(x, mean, scale, clip), TensorProto.DataType.FLOAT);
  }

  /** As {@link #standardised}, in double precision to the end. */
  public String standardisedWide(String x, double[] mean, double[] scale, double clip) {
    String wide = cast(x, TensorProto.DataType.DOUBLE);
    String centred = node("Sub", wide, doubles(mean, mean.length));
    String z = node("Div", centred, doubles(scale, scale.length));
    return node("Clip", z, doubles(new double[] {-clip}), doubles(new double[] {clip}));
  }

  /**
   * Probability from log odds by Platt's scaling: {@code 1 / (1 + exp(-(slope * x + offset)))}.
   *
   * @param logOdds float [N, 1]
   * @return float [N]
   */
  public String calibrated(String logOdds, double slope, double offset) {
    return calibrated(logOdds, slope, offset, value -> number((float) value));
  }

  /**
   * As {@link #calibrated(String, double, double)}, computed in double precision.
   *
   * @param logOdds double [N, 1]
   * @return float [N]
   */
  public String calibratedWide(String logOdds, double slope, double offset) {
    String rows = calibrated(logOdds, slope, offset, value -> doubles(new double[] {value}));
    return cast(rows, TensorProto.DataType.FLOAT);
  }

  private String calibrated(
      String logOdds, double slope, double offset, DoubleFunction<String> constant) {
    String scaled = node("Mul", logOdds, constant.apply(slope));
    String moved = node("Add", scaled, constant.apply(offset));
    return node("Squeeze", node("Sigmoid", moved), longs(1));
  }

  /** The file. */
  public byte[] file(OnnxHeader header) {
    return file(header.entries());
  }

  /** The file with these metadata. */
  public byte[] file(SortedMap<String, String> metadata) {
    ModelProto.Builder file =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("cryptoscalp")
            .addOpsetImport(opset("", OPSET));
    if (usesMl) {
      file.addOpsetImport(opset("ai.onnx.ml", ML_OPSET));
    }
    metadata.forEach(
        (key, value) ->
            file.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return file.setGraph(graph).build().toByteArray();
  }

  private static OperatorSetIdProto opset(String domain, int version) {
    return OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version).build();
  }

  private static ValueInfoProto value(String name, long... sizes) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT.getNumber())
            .setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Long number) {
      attribute.setType(AttributeProto.AttributeType.INT);
      attribute.setI(number);
    } else if (value instanceof Float number) {
      attribute.setType(AttributeProto.AttributeType.FLOAT);
      attribute.setF(number);
    } else if (value instanceof String text) {
      attribute.setType(AttributeProto.AttributeType.STRING);
      attribute.setS(ByteString.copyFromUtf8(text));
    } else if (value instanceof long[] numbers) {
      attribute.setType(AttributeProto.AttributeType.INTS);
      for (long number : numbers) {
        attribute.addInts(number);
      }
    } else if (value instanceof float[] numbers) {
      attribute.setType(AttributeProto.AttributeType.FLOATS);
      for (float number : numbers) {
        attribute.addFloats(number);
      }
    } else if (value instanceof String[] texts) {
      attribute.setType(AttributeProto.AttributeType.STRINGS);
      for (String text : texts) {
        attribute.addStrings(ByteString.copyFromUtf8(text));
      }
    } else if (value instanceof GraphProto body) {
      attribute.setType(AttributeProto.AttributeType.GRAPH);
      attribute.setG(body);
    } else {
      throw new IllegalArgumentException("attribute " + name + " of " + value.getClass());
    }
    return attribute.build();
  }
}
