package io.cryptoscalp.models.family.chart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import io.cryptoscalp.models.family.nets.OnnxLayers;
import io.cryptoscalp.models.family.nets.Weights;
import io.cryptoscalp.models.onnx.OnnxGraph;
import java.util.Map;
import java.util.Random;

/**
 * Three convolutions of 3 by 3 that each halve the picture, then two dense layers (after LeCun et
 * al., Gradient-Based Learning Applied to Document Recognition, 1998).
 *
 * @param channels of the first convolution; the others have twice as many
 * @param hidden width of the dense layer
 */
record ChartNet(int channels, int hidden) {
  private static final int HALVINGS = 3;
  private static final int FLAT_ROWS = ChartImage.HEIGHT >> HALVINGS;
  private static final int FLAT_COLUMNS = ChartImage.WIDTH >> HALVINGS;

  Weights initial(Random random) {
    Weights weights = new Weights();
    int in = ChartImage.LAYERS;
    for (int k = 0; k < HALVINGS; k++) {
      int out = k == 0 ? channels : 2 * channels;
      double bound = 1 / Math.sqrt(9.0 * in);
      weights.uniform("conv" + k + ".weight", random, bound, out, in, 3, 3);
      weights.uniform("conv" + k + ".bias", random, bound, out);
      in = out;
    }
    weights.dense("hidden", random, in * FLAT_ROWS * FLAT_COLUMNS, hidden);
    weights.dense("head", random, hidden, ChartPattern.values().length);
    return weights;
  }

  /** Log odds of the classes, up to a common number, [N, classes]. */
  NDArray forward(Weights.Placed weights, NDArray images) {
    NDArray x = images;
    for (int k = 0; k < HALVINGS; k++) {
      x =
          Activation.relu(
              Conv2d.conv2d(
                      x,
                      weights.get("conv" + k + ".weight"),
                      weights.get("conv" + k + ".bias"),
                      new Shape(2, 2),
                      new Shape(1, 1),
                      new Shape(1, 1))
                  .singletonOrThrow());
    }
    NDArray flat = x.reshape(x.getShape().get(0), -1);
    return weights.dense("head", Activation.relu(weights.dense("hidden", flat)));
  }

  /** Adds the same computation to a graph; the answer is [N, classes]. */
  String export(OnnxGraph graph, Weights weights, String image) {
    String x = image;
    for (int k = 0; k < HALVINGS; k++) {
      Weights.Tensor filter = weights.get("conv" + k + ".weight");
      String conv =
          graph.node(
              "Conv",
              Map.of(
                  "kernel_shape", new long[] {3, 3},
                  "strides", new long[] {2, 2},
                  "pads", new long[] {1, 1, 1, 1}),
              x,
              graph.floats(filter.values(), filter.shape()),
              graph.floats(weights.values("conv" + k + ".bias"), filter.shape()[0]));
      x = graph.node("Relu", conv);
    }
    String flat = graph.node("Flatten", Map.of("axis", 1L), x);
    String inner = graph.node("Relu", OnnxLayers.gemm(graph, weights, "hidden", flat));
    return OnnxLayers.gemm(graph, weights, "head", inner);
  }
}
