package io.cryptoscalp.models.family.nets;

import io.cryptoscalp.models.onnx.OnnxGraph;
import java.util.Map;

/** Layers that several networks write to ONNX alike. */
public final class OnnxLayers {
  private OnnxLayers() {}

  /** A dense layer on [N, in]. */
  public static String gemm(OnnxGraph graph, Weights weights, String name, String x) {
    Weights.Tensor weight = weights.get(name + ".weight");
    Weights.Tensor bias = weights.get(name + ".bias");
    return graph.node(
        "Gemm",
        Map.of("transB", 1L),
        x,
        graph.floats(weight.values(), weight.shape()),
        graph.floats(bias.values(), bias.shape()));
  }

  /** A dense layer on [N, T, in]. */
  public static String dense(OnnxGraph graph, Weights weights, String name, String x) {
    String product = product(graph, weights, name + ".weight", x);
    Weights.Tensor bias = weights.get(name + ".bias");
    return graph.node("Add", product, graph.floats(bias.values(), bias.shape()));
  }

  /** The product of [N, T, in] with a matrix [out, in]. */
  public static String product(OnnxGraph graph, Weights weights, String name, String x) {
    Weights.Tensor weight = weights.get(name);
    int out = (int) weight.shape()[0];
    int in = (int) weight.shape()[1];
    float[] turned = new float[out * in];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        turned[i * out + o] = weight.values()[o * in + i];
      }
    }
    return graph.node("MatMul", x, graph.floats(turned, in, out));
  }
}
