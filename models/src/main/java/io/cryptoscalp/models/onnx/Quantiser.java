package io.cryptoscalp.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes the dynamic int8 variant of a model file: weights of MatMul, Gemm, Conv and LSTM become
 * whole numbers of eight bits with one scale an output channel, symmetric around zero; what flows
 * through is scaled to eight bits as it comes, over the whole batch. <b>A row's answer therefore
 * depends a little on what else is in its batch.</b> GRU has no operator of eight bits and stays in
 * single precision, as do products of two computed values. LSTM uses {@code DynamicQuantizeLSTM} of
 * ONNX Runtime, so that such a file runs nowhere else. Equal files give equal bytes.
 */
public final class Quantiser {
  private static final String PRECISION = "int8";

  private final ModelProto model;
  private final GraphProto.Builder graph;
  private final Map<String, TensorProto> constants = new HashMap<>();
  private final Map<String, String> quantised = new HashMap<>();
  private int made;

  private Quantiser(ModelProto model) {
    this.model = model;
    graph = model.getGraph().toBuilder().clearNode().clearInitializer();
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      constants.put(tensor.getName(), tensor);
    }
  }

  /**
   * The variant of a file.
   *
   * @param onnx a model file as {@link OnnxGraph} writes them
   * @throws io.cryptoscalp.models.ModelException {@code MODEL_UNREADABLE} when it is none
   */
  public static byte[] of(byte[] onnx) {
    return new Quantiser(OnnxFile.parse(onnx)).file();
  }

  private byte[] file() {
    for (NodeProto node : model.getGraph().getNodeList()) {
      boolean done =
          switch (node.getOpType()) {
            case "MatMul" -> matMul(node);
            case "Gemm" -> gemm(node);
            case "Conv" -> conv(node);
            case "LSTM" -> lstm(node);
            default -> false;
          };
      if (!done) {
        graph.addNode(node);
      }
    }
    Set<String> used = new HashSet<>();
    for (NodeProto node : graph.getNodeList()) {
      used.addAll(node.getInputList());
    }
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      if (used.contains(tensor.getName())) {
        graph.addInitializer(tensor);
      }
    }
    return OnnxFile.with(model, graph, PRECISION);
  }

  /** The weights that a node's input holds; empty when it is computed or tiny. */
  private float[] weights(NodeProto node, int input) {
    TensorProto tensor = constants.get(node.getInput(input));
    return tensor == null ? new float[0] : OnnxFile.weights(tensor);
  }

  private int size(NodeProto node, int input, int dimension) {
    TensorProto tensor = constants.get(node.getInput(input));
    return tensor == null ? 0 : (int) tensor.getDims(dimension);
  }

  private boolean matMul(NodeProto node) {
    float[] values = weights(node, 1);
    if (values.length == 0) {
      return false;
    }
    int in = size(node, 1, 0);
    int out = size(node, 1, 1);
    String product = product(node.getInput(0), EightBits.columns(values, in, out), in, out);
    graph.addNode(named("Identity", "", node.getOutput(0), product));
    return true;
  }

  private boolean gemm(NodeProto node) {
    float[] values = weights(node, 1);
    if (values.length == 0 || !plain(node)) {
      return false;
    }
    boolean turned = attribute(node, "transB") == 1;
    int in = size(node, 1, turned ? 1 : 0);
    int out = size(node, 1, turned ? 0 : 1);
    float[] columns = turned ? EightBits.turned(values, out, in) : values;
    String product = product(node.getInput(0), EightBits.columns(columns, in, out), in, out);
    graph.addNode(named("Add", "", node.getOutput(0), product, node.getInput(2)));
    return true;
  }

  private static boolean plain(NodeProto node) {
    for (AttributeProto attribute : node.getAttributeList()) {
      boolean factor = attribute.getName().equals("alpha") || attribute.getName().equals("beta");
      if ((factor && attribute.getF() != 1) || attribute.getName().equals("transA")) {
        return false;
      }
    }
    return node.getInputCount() == 3;
  }

  private static long attribute(NodeProto node, String name) {
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.getName().equals(name)) {
        return attribute.getI();
      }
    }
    return 0;
  }

  /** {@code x W} of weights [in, out]. */
  private String product(String x, EightBits weights, int in, int out) {
    String input = quantised(x);
    String stored = add(weights.tensor(name(), in, out));
    String scales = add(weights.scaleTensor(name(), out));
    String whole = node("MatMulInteger", input, stored, input + "_zero");
    return scaled(whole, input, scales);
  }

  private String scaled(String whole, String input, String scales) {
    String scale = node("Mul", input + "_scale", scales);
    return node("Mul", cast(whole), scale);
  }

  /** The eight bits of a value, made once; its scale and zero have names of their own. */
  private String quantised(String x) {
    String known = quantised.get(x);
    if (known != null) {
      return known;
    }
    String name = name();
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("DynamicQuantizeLinear")
            .setName("n_" + name)
            .addInput(x)
            .addOutput(name)
            .addOutput(name + "_scale")
            .addOutput(name + "_zero"));
    quantised.put(x, name);
    return name;
  }

  private boolean conv(NodeProto node) {
    float[] values = weights(node, 1);
    if (values.length == 0 || node.getInputCount() != 3) {
      return false;
    }
    int out = size(node, 1, 0);
    int in = size(node, 1, 1);
    int taps = size(node, 1, 2);
    String input = quantised(node.getInput(0));
    EightBits weights = EightBits.rows(values, out, in * taps);
    String stored = add(weights.tensor(name(), out, in, taps));
    String whole = name();
    graph.addNode(
        named("ConvInteger", "", whole, input, stored, input + "_zero").toBuilder()
            .addAllAttribute(node.getAttributeList()));
    String scales = add(weights.scaleTensor(name(), 1, out, 1));
    String product = scaled(whole, input, scales);
    String bias = name();
    add(
        constants.get(node.getInput(2)).toBuilder()
            .setName(bias)
            .clearDims()
            .addDims(1)
            .addDims(out)
            .addDims(1)
            .build());
    graph.addNode(named("Add", "", node.getOutput(0), product, bias));
    return true;
  }

  /** W and R of ONNX are [1, 4H, in]; those of eight bits are [1, in, 4H]. */
  private boolean lstm(NodeProto node) {
    float[] w = weights(node, 1);
    float[] r = weights(node, 2);
    if (w.length == 0 || r.length == 0 || node.getInputCount() != 4) {
      return false;
    }
    int tall = size(node, 1, 1);
    int in = size(node, 1, 2);
    int hidden = size(node, 2, 2);
    EightBits input = EightBits.columns(EightBits.turned(w, tall, in), in, tall);
    EightBits state = EightBits.columns(EightBits.turned(r, tall, hidden), hidden, tall);
    String[] inputs = {
      node.getInput(0),
      add(input.tensor(name(), 1, in, tall)),
      add(state.tensor(name(), 1, hidden, tall)),
      node.getInput(3),
      "",
      "",
      "",
      "",
      add(input.scaleTensor(name(), 1, tall)),
      add(EightBits.zeros(name(), 1, tall)),
      add(state.scaleTensor(name(), 1, tall)),
      add(EightBits.zeros(name(), 1, tall))
    };
    NodeProto.Builder eight =
        NodeProto.newBuilder()
            .setOpType("DynamicQuantizeLSTM")
            .setDomain(OnnxFile.MICROSOFT)
            .setName("n_" + name())
            .addAllInput(java.util.Arrays.asList(inputs))
            .addAllOutput(node.getOutputList())
            .addAllAttribute(node.getAttributeList());
    graph.addNode(eight);
    return true;
  }

  private String name() {
    return "q" + made++;
  }

  private String add(TensorProto tensor) {
    graph.addInitializer(tensor);
    return tensor.getName();
  }

  private String node(String operator, String... inputs) {
    String output = name();
    graph.addNode(named(operator, "", output, inputs));
    return output;
  }

  private String cast(String value) {
    String output = name();
    AttributeProto to =
        AttributeProto.newBuilder()
            .setName("to")
            .setType(AttributeProto.AttributeType.INT)
            .setI(TensorProto.DataType.FLOAT.getNumber())
            .build();
    graph.addNode(named("Cast", "", output, value).toBuilder().addAttribute(to));
    return output;
  }

  private static NodeProto named(String operator, String domain, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setDomain(domain)
        .setName("n_" + output)
        .addAllInput(java.util.Arrays.asList(inputs))
        .addOutput(output)
        .build();
  }
}
