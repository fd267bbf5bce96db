package io.cryptoscalp.models.family.nets;

import static io.cryptoscalp.models.family.nets.TransformerNet.name;

import io.cryptoscalp.models.onnx.OnnxGraph;
import java.util.Map;

/** Writes a {@link TransformerNet} node by node. */
final class TransformerOnnx {
  private static final long[] HEADS_FIRST = {0, 2, 1, 3};
  private static final long[] TURNED = {0, 2, 3, 1};

  private final TransformerNet net;
  private final OnnxGraph graph;
  private final Weights weights;

  TransformerOnnx(TransformerNet net, OnnxGraph graph, Weights weights) {
    this.net = net;
    this.graph = graph;
    this.weights = weights;
  }

  String add(String z, int steps) {
    String x = dense("enter", z);
    x = graph.node("Add", x, graph.floats(net.positions(steps), steps, net.hidden()));
    for (int block = 0; block < net.layers(); block++) {
      String normal = norm(name(block, "attentionNorm"), x);
      String asking = normal;
      if (block + 1 == net.layers()) {
        x = newest(x);
        asking = newest(normal);
      }
      x = graph.node("Add", x, attention(block, asking, normal));
      String y = norm(name(block, "forwardNorm"), x);
      y = graph.node("Relu", dense(name(block, "widen"), y));
      x = graph.node("Add", x, dense(name(block, "narrow"), y));
    }
    String last = graph.node("Squeeze", norm("norm", x), graph.longs(1));
    return OnnxLayers.gemm(graph, weights, "head", last);
  }

  private String dense(String name, String x) {
    return OnnxLayers.dense(graph, weights, name, x);
  }

  private String newest(String x) {
    return graph.node("Slice", x, graph.longs(-1), graph.longs(Long.MAX_VALUE), graph.longs(1));
  }

  private String norm(String name, String x) {
    return graph.node(
        "LayerNormalization",
        Map.of("axis", -1L, "epsilon", TransformerNet.EPSILON),
        x,
        graph.floats(weights.values(name + ".gain"), net.hidden()),
        graph.floats(weights.values(name + ".shift"), net.hidden()));
  }

  private String attention(int block, String asking, String x) {
    String query = split(dense(name(block, "query"), asking), HEADS_FIRST);
    String key = split(dense(name(block, "key"), x), TURNED);
    String value = split(dense(name(block, "value"), x), HEADS_FIRST);
    String scores = graph.node("MatMul", query, key);
    scores = graph.node("Mul", scores, graph.number(net.scale()));
    String shares = graph.node("Softmax", Map.of("axis", -1L), scores);
    String mixed = graph.node("MatMul", shares, value);
    mixed = graph.node("Transpose", Map.of("perm", HEADS_FIRST), mixed);
    String joined = graph.node("Reshape", mixed, graph.longs(0, 0, net.hidden()));
    return dense(name(block, "attention"), joined);
  }

  private String split(String x, long[] order) {
    long width = net.hidden() / net.heads();
    String parts = graph.node("Reshape", x, graph.longs(0, 0, net.heads(), width));
    return graph.node("Transpose", Map.of("perm", order), parts);
  }
}
