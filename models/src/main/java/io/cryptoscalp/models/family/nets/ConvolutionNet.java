package io.cryptoscalp.models.family.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv1d;
import io.cryptoscalp.models.onnx.OnnxGraph;
import java.util.Map;
import java.util.Random;

/**
 * A temporal convolutional network (Bai, Kolter and Koltun, 2018): blocks of two causal
 * convolutions with a residual connection, the distance between taps doubling from block to block,
 * then a dense layer on the last step. Without their weight normalisation, which four blocks do not
 * need. A step's answer depends on no later step; with kernel k and L blocks the last step sees
 * {@code 1 + 2 (k - 1) (2^L - 1)} steps.
 *
 * @param hidden channels
 * @param layers blocks
 * @param kernel taps of a convolution
 */
record ConvolutionNet(int hidden, int layers, int kernel) implements Net {

  @Override
  public Weights initial(int steps, int features, int outputs, Random random) {
    Weights weights = new Weights();
    for (int block = 0; block < layers; block++) {
      int in = block == 0 ? features : hidden;
      convolution(weights, name(block, "first"), random, in, kernel);
      convolution(weights, name(block, "second"), random, hidden, kernel);
    }
    convolution(weights, "enter", random, features, 1);
    weights.dense("head", random, hidden, outputs);
    return weights;
  }

  private void convolution(Weights weights, String name, Random random, int in, int taps) {
    double bound = 1 / Math.sqrt((double) in * taps);
    weights.uniform(name + ".weight", random, bound, hidden, in, taps);
    weights.uniform(name + ".bias", random, bound, hidden);
  }

  private static String name(int block, String part) {
    return "block" + block + "." + part;
  }

  private static int gap(int block) {
    return 1 << block;
  }

  @Override
  public NDArray forward(Weights.Placed weights, NDArray z, Dropout dropout) {
    NDArray x = z.transpose(0, 2, 1); // [N, channels, T]
    for (int block = 0; block < layers; block++) {
      NDArray y = causal(weights, name(block, "first"), x, gap(block));
      y = dropped(Activation.relu(y), dropout);
      y = causal(weights, name(block, "second"), y, gap(block));
      y = dropped(Activation.relu(y), dropout);
      NDArray passed = block == 0 ? causal(weights, "enter", x, 1) : x;
      x = Activation.relu(y.add(passed));
    }
    NDArray last = x.get("...,-1");
    return weights.dense("head", last);
  }

  private static NDArray dropped(NDArray x, Dropout dropout) {
    return dropout == Dropout.NONE ? x : dropout.apply(x.transpose(0, 2, 1)).transpose(0, 2, 1);
  }

  private static NDArray causal(Weights.Placed weights, String name, NDArray x, int gap) {
    NDArray weight = weights.get(name + ".weight");
    long steps = x.getShape().get(2);
    long pad = gap * (weight.getShape().get(2) - 1);
    NDArray y =
        Conv1d.conv1d(
                x,
                weight,
                weights.get(name + ".bias"),
                new Shape(1),
                new Shape(pad),
                new Shape(gap))
            .singletonOrThrow();
    return pad == 0 ? y : y.get(":,:,:" + steps); // padded on both sides: the left part is causal
  }

  @Override
  public String export(OnnxGraph graph, Weights weights, String z, int steps) {
    String x = graph.node("Transpose", Map.of("perm", new long[] {0, 2, 1}), z);
    for (int block = 0; block < layers; block++) {
      String y = graph.node("Relu", conv(graph, weights, name(block, "first"), x, gap(block)));
      y = graph.node("Relu", conv(graph, weights, name(block, "second"), y, gap(block)));
      String passed = block == 0 ? conv(graph, weights, "enter", x, 1) : x;
      x = graph.node("Relu", graph.node("Add", y, passed));
    }
    String last = graph.node("Gather", Map.of("axis", 2L), x, graph.whole(-1));
    return OnnxLayers.gemm(graph, weights, "head", last);
  }

  private static String conv(OnnxGraph graph, Weights weights, String name, String x, int gap) {
    Weights.Tensor weight = weights.get(name + ".weight");
    long taps = weight.shape()[2];
    return graph.node(
        "Conv",
        Map.of(
            "kernel_shape", new long[] {taps},
            "dilations", new long[] {gap},
            "pads", new long[] {gap * (taps - 1), 0}),
        x,
        graph.floats(weight.values(), weight.shape()),
        graph.floats(weights.values(name + ".bias"), weight.shape()[0]));
  }
}
