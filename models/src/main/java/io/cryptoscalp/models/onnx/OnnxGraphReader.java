package io.cryptoscalp.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.cryptoscalp.models.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** Reads nodes and constants of a graph that this project wrote. */
public final class OnnxGraphReader {
  private final GraphProto graph;
  private final Map<String, TensorProto> constants = new TreeMap<>();

  /** A reader of a graph. */
  public OnnxGraphReader(GraphProto graph) {
    this.graph = graph;
    for (TensorProto tensor : graph.getInitializerList()) {
      constants.put(tensor.getName(), tensor);
    }
  }

  /** Whether a node of this kind is there. */
  public boolean has(String operator) {
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals(operator)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The values of a constant input of the first node of a kind, widened to double precision.
   *
   * @param input its position
   * @throws ModelException {@code MODEL_UNREADABLE} when there is no such node or constant
   */
  public double[] constant(String operator, int input) {
    TensorProto tensor =
        node(operator).getInputCount() > input
            ? constants.get(node(operator).getInput(input))
            : null;
    if (tensor == null) {
      throw missing(operator + "." + input);
    }
    if (tensor.getDoubleDataCount() > 0) { // as LogisticOnnx writes them
      return tensor.getDoubleDataList().stream().mapToDouble(Double::doubleValue).toArray();
    }
    ByteBuffer raw =
        ByteBuffer.wrap(tensor.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    boolean wide = tensor.getDataType() == TensorProto.DataType.DOUBLE.getNumber();
    double[] values = new double[raw.remaining() / (wide ? 8 : 4)];
    for (int i = 0; i < values.length; i++) {
      values[i] = wide ? raw.getDouble() : raw.getFloat();
    }
    return values;
  }

  /** An attribute of the first node of a kind. */
  AttributeProto attribute(String operator, String name) {
    for (AttributeProto attribute : node(operator).getAttributeList()) {
      if (attribute.getName().equals(name)) {
        return attribute;
      }
    }
    throw missing(operator + "." + name);
  }

  private NodeProto node(String operator) {
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals(operator)) {
        return node;
      }
    }
    throw missing(operator);
  }

  private static ModelException missing(String what) {
    return new ModelException("MODEL_UNREADABLE", "missing=" + what);
  }
}
