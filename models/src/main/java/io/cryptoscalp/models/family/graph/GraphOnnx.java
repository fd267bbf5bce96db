package io.cryptoscalp.models.family.graph;

import io.cryptoscalp.models.family.nets.OnnxLayers;
import io.cryptoscalp.models.family.nets.Scaling;
import io.cryptoscalp.models.family.nets.Weights;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.util.Map;

/** Writes a {@link GraphNet} node by node, as it computes. */
final class GraphOnnx {
  private final GraphNet net;
  private final OnnxGraph graph;
  private final Weights weights;

  GraphOnnx(GraphNet net, OnnxGraph graph, Weights weights) {
    this.net = net;
    this.graph = graph;
    this.weights = weights;
  }

  /**
   * Adds the inputs, standardised, the instrument first and each node's edge behind its vector.
   *
   * @param neighbours K
   * @return name of the nodes, float [N, 1 + K, F + 4]
   */
  static String inputs(OnnxGraph graph, Scaling scaling, int neighbours) {
    int features = scaling.mean().length;
    String own = graph.input(OnnxHeader.FEATURES, features);
    String others = graph.input(OnnxHeader.NEIGHBOURS, neighbours, features);
    String edges = graph.input(OnnxHeader.EDGES, neighbours, GraphNet.EDGE);
    String one = graph.node("Unsqueeze", own, graph.longs(1));
    String vectors = graph.node("Concat", Map.of("axis", 1L), one, others);
    String z = graph.standardised(vectors, scaling.mean(), scaling.scale(), scaling.clip());
    String padding = graph.longs(0, 1, 0, 0, 0, 0); // the instrument has no edge to itself
    String padded = graph.node("Pad", edges, padding);
    return graph.node("Concat", Map.of("axis", 2L), z, padded);
  }

  /** From the nodes to [N, outputs]. */
  String add(String z) {
    String edges = slice(slice(z, 1, 1, Long.MAX_VALUE), 2, -GraphNet.EDGE, Long.MAX_VALUE);
    String lead = graph.node("Abs", slice(edges, 2, 1, 2));
    String strength = graph.node("Mul", lead, slice(edges, 2, 3, 4));
    String back = graph.node("Mul", edges, graph.floats(new float[] {1, 1, -1, 1}, GraphNet.EDGE));
    String vectors = slice(z, 2, 0, -GraphNet.EDGE);
    String h = graph.node("Relu", OnnxLayers.dense(graph, weights, "enter", vectors));
    String own = slice(h, 1, 0, 1);
    String others = slice(h, 1, 1, Long.MAX_VALUE);
    for (int layer = 0; layer < net.layers(); layer++) {
      String ownMessage = product(layer, "message", own);
      String otherMessages = product(layer, "message", others);
      String heard = graph.node("Add", otherMessages, product(layer, "edge", edges));
      String next = own(layer, own, ownMessage, heard, strength);
      if (layer < net.layers() - 1) {
        String fromOwn = graph.node("Add", ownMessage, product(layer, "edge", back));
        others = others(layer, others, otherMessages, fromOwn, strength);
      }
      own = next;
    }
    String state = graph.node("Squeeze", own, graph.longs(1));
    return OnnxLayers.gemm(graph, weights, "head", state);
  }

  private String slice(String x, int axis, long from, long to) {
    return graph.node("Slice", x, graph.longs(from), graph.longs(to), graph.longs(axis));
  }

  private String product(int layer, String part, String x) {
    return OnnxLayers.product(graph, weights, GraphNet.name(layer, part + ".weight"), x);
  }

  private String asked(int layer, String h) {
    return OnnxLayers.dense(graph, weights, GraphNet.name(layer, "ask"), h);
  }

  private String wish(int layer, String asked, String message) {
    String compared =
        graph.node("Tanh", graph.node("Add", asked, product(layer, "answer", message)));
    return graph.node("Exp", product(layer, "score", compared));
  }

  private String sumOfNodes(String x) {
    return graph.node("ReduceSum", x, graph.longs(1));
  }

  private String state(int layer, String h, String heard) {
    String own = OnnxLayers.dense(graph, weights, GraphNet.name(layer, "self"), h);
    return graph.node("Relu", graph.node("Add", own, heard));
  }

  private String own(int layer, String h, String message, String heard, String strength) {
    String asked = asked(layer, h);
    String self = wish(layer, asked, message);
    String others = graph.node("Mul", wish(layer, asked, heard), strength);
    String sum =
        graph.node(
            "Add", graph.node("Mul", message, self), sumOfNodes(graph.node("Mul", heard, others)));
    String total = graph.node("Add", self, sumOfNodes(others));
    return state(layer, h, graph.node("Div", sum, total));
  }

  private String others(int layer, String h, String messages, String heard, String strength) {
    String asked = asked(layer, h);
    String self = wish(layer, asked, messages);
    String own = graph.node("Mul", wish(layer, asked, heard), strength);
    String sum =
        graph.node("Add", graph.node("Mul", messages, self), graph.node("Mul", heard, own));
    return state(layer, h, graph.node("Div", sum, graph.node("Add", self, own)));
  }
}
