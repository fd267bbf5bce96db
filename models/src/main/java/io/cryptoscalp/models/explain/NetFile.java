package io.cryptoscalp.models.explain;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.onnx.OnnxGraphReader;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network's file opened up: from standardised sequences to calibrated log odds, so that neither
 * the digits of a price nor the flat ends of the sigmoid spoil differences.
 *
 * @param inner bytes of a file from {@code sequence} (standardised) to {@code log_odds}
 * @param features names of the columns
 * @param steps vectors of a sequence
 */
record NetFile(
    byte[] inner, List<String> features, int steps, double[] mean, double[] scale, double clip) {
  /** Name of the answer of the inner file, float [N, 1]. */
  static final String LOG_ODDS = "log_odds";

  static NetFile of(byte[] onnx) {
    ModelProto file;
    try {
      file = ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new ModelException("MODEL_UNREADABLE", "reason=" + e.getMessage(), e);
    }
    GraphProto graph = file.getGraph();
    boolean reads =
        graph.getInputCount() == 1 && graph.getInput(0).getName().equals(OnnxHeader.SEQUENCE);
    boolean answers =
        graph.getOutputCount() == 1 && graph.getOutput(0).getName().equals(LogisticOnnx.OUTPUT);
    int sigmoid = last(graph, "Sigmoid");
    int clip = first(graph, "Clip");
    if (!reads || !answers || sigmoid < 0 || clip < 0) {
      throw new ModelException("EXPLANATION_UNSUPPORTED", "graph=" + graph.getName());
    }
    OnnxGraphReader reader = new OnnxGraphReader(graph);
    ValueInfoProto input = graph.getInput(0);
    return new NetFile(
        inner(file, clip, sigmoid),
        features(file),
        Math.toIntExact(input.getType().getTensorType().getShape().getDim(1).getDimValue()),
        reader.constant("Sub", 1),
        reader.constant("Div", 1),
        reader.constant("Clip", 2)[0]);
  }

  private static int first(GraphProto graph, String operator) {
    for (int i = 0; i < graph.getNodeCount(); i++) {
      if (graph.getNode(i).getOpType().equals(operator)) {
        return i;
      }
    }
    return -1;
  }

  private static int last(GraphProto graph, String operator) {
    for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
      if (graph.getNode(i).getOpType().equals(operator)) {
        return i;
      }
    }
    return -1;
  }

  /** Without Cast, Sub, Div, Clip and Cast in front and without the sigmoid and what follows it. */
  private static byte[] inner(ModelProto file, int clip, int sigmoid) {
    GraphProto graph = file.getGraph();
    String standardised = "";
    List<NodeProto> kept = new ArrayList<>();
    for (int i = 0; i < sigmoid; i++) {
      NodeProto node = graph.getNode(i);
      boolean back =
          node.getOpType().equals("Cast")
              && node.getInput(0).equals(graph.getNode(clip).getOutput(0));
      if (back) {
        standardised = node.getOutput(0);
      } else if (i > clip || !inFront(node)) {
        kept.add(node);
      }
    }
    GraphProto.Builder inner = graph.toBuilder().clearNode().clearOutput().clearInput();
    inner.addInput(graph.getInput(0));
    inner.addNode(identity(OnnxHeader.SEQUENCE, standardised));
    inner.addAllNode(kept);
    inner.addNode(identity(graph.getNode(sigmoid).getInput(0), LOG_ODDS));
    Set<String> used = new HashSet<>();
    inner.getNodeList().forEach(node -> used.addAll(node.getInputList()));
    inner.clearInitializer();
    for (TensorProto tensor : graph.getInitializerList()) {
      if (used.contains(tensor.getName())) {
        inner.addInitializer(tensor);
      }
    }
    inner.addOutput(graph.getOutput(0).toBuilder().setName(LOG_ODDS).clearType());
    return file.toBuilder().setGraph(inner).build().toByteArray();
  }

  /** The weights of half-precision files are cast in front as well, and those casts stay. */
  private static boolean inFront(NodeProto node) {
    return switch (node.getOpType()) {
      case "Sub", "Div", "Clip" -> true;
      case "Cast" -> node.getInput(0).equals(OnnxHeader.SEQUENCE);
      default -> false;
    };
  }

  private static NodeProto identity(String from, String to) {
    return NodeProto.newBuilder()
        .setOpType("Identity")
        .setName("to_" + to)
        .addInput(from)
        .addOutput(to)
        .build();
  }

  private static List<String> features(ModelProto file) {
    for (StringStringEntryProto entry : file.getMetadataPropsList()) {
      if (entry.getKey().equals(LogisticOnnx.FEATURE_NAMES)) {
        return List.of(entry.getValue().split(",", -1));
      }
    }
    throw new ModelException("EXPLANATION_UNSUPPORTED", "field=" + LogisticOnnx.FEATURE_NAMES);
  }

  /** Standardises a sequence as the file does. */
  float[] standardised(float[] sequence) {
    float[] z = new float[sequence.length];
    for (int i = 0; i < z.length; i++) {
      int column = i % mean.length;
      double value = (sequence[i] - mean[column]) / scale[column];
      z[i] = (float) Math.min(Math.max(value, -clip), clip);
    }
    return z;
  }
}
