package io.cryptoscalp.models.family.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.cryptoscalp.models.onnx.OnnxGraph;
import java.util.Map;
import java.util.Random;

/**
 * Layers of recurrent cells, the last step's state and a dense layer. LSTM: Hochreiter and
 * Schmidhuber, 1997, with a forget gate (Gers et al., 2000). GRU: Cho et al., 2014, in the variant
 * that resets after the product with the recurrent weights.
 *
 * @param lstm an LSTM, else a GRU
 * @param hidden width of the state
 * @param layers stacked cells
 */
record RecurrentNet(boolean lstm, int hidden, int layers) implements Net {
  /** PyTorch's gates are i, f, g, o; ONNX wants i, o, f, c. */
  private static final int[] LSTM_GATES = {0, 3, 1, 2};

  /** PyTorch's gates are r, z, n; ONNX wants z, r, h. */
  private static final int[] GRU_GATES = {1, 0, 2};

  private int gates() {
    return lstm ? 4 : 3;
  }

  @Override
  public Weights initial(int steps, int features, int outputs, Random random) {
    Weights weights = new Weights();
    double bound = 1 / Math.sqrt(hidden);
    int tall = gates() * hidden;
    for (int layer = 0; layer < layers; layer++) {
      int in = layer == 0 ? features : hidden;
      weights.uniform(name(layer, "input"), random, bound, tall, in);
      weights.uniform(name(layer, "state"), random, bound, tall, hidden);
      weights.uniform(name(layer, "inputBias"), random, bound, tall);
      weights.uniform(name(layer, "stateBias"), random, bound, tall);
    }
    weights.dense("head", random, hidden, outputs);
    return weights;
  }

  private static String name(int layer, String part) {
    return "cell" + layer + "." + part;
  }

  @Override
  public NDArray forward(Weights.Placed weights, NDArray z, Dropout dropout) {
    NDArray x = z;
    NDArray last = z;
    for (int layer = 0; layer < layers; layer++) {
      NDList parameters =
          new NDList(
              weights.get(name(layer, "input")),
              weights.get(name(layer, "state")),
              weights.get(name(layer, "inputBias")),
              weights.get(name(layer, "stateBias")));
      NDArray start = z.getManager().zeros(new Shape(1, z.getShape().get(0), hidden));
      NDList answer =
          lstm
              ? x.getNDArrayInternal()
                  .lstm(x, new NDList(start, start), parameters, true, 1, 0, true, false, true)
              : x.getNDArrayInternal().gru(x, start, parameters, true, 1, 0, true, false, true);
      x = dropout.apply(answer.get(0));
      last = answer.get(1);
    }
    return weights.dense("head", dropout.apply(last.squeeze(0)));
  }

  @Override
  public String export(OnnxGraph graph, Weights weights, String z, int steps) {
    Map<String, long[]> stepsFirst = Map.of("perm", new long[] {1, 0, 2});
    String x = graph.node("Transpose", stepsFirst, z);
    String last = x;
    for (int layer = 0; layer < layers; layer++) {
      String[] outputs = cell(graph, weights, layer, x);
      last = outputs[1];
      if (layer + 1 < layers) {
        x = graph.node("Squeeze", outputs[0], graph.longs(1)); // the direction: [T, N, hidden]
      }
    }
    String state = graph.node("Squeeze", last, graph.longs(0));
    return OnnxLayers.gemm(graph, weights, "head", state);
  }

  /** One cell; its states at all steps, [T, 1, N, hidden], and at the last, [1, N, hidden]. */
  private String[] cell(OnnxGraph graph, Weights weights, int layer, String x) {
    long in = weights.get(name(layer, "input")).shape()[1];
    int tall = gates() * hidden;
    String w = graph.floats(reordered(weights, layer, "input", (int) in), 1, tall, in);
    String r = graph.floats(reordered(weights, layer, "state", hidden), 1, tall, hidden);
    float[] bias = new float[2 * tall];
    System.arraycopy(reordered(weights, layer, "inputBias", 1), 0, bias, 0, tall);
    System.arraycopy(reordered(weights, layer, "stateBias", 1), 0, bias, tall, tall);
    String b = graph.floats(bias, 1, 2L * tall);
    Map<String, Long> attributes =
        lstm
            ? Map.of("hidden_size", (long) hidden)
            : Map.of("hidden_size", (long) hidden, "linear_before_reset", 1L);
    return graph.node(lstm ? "LSTM" : "GRU", "", 2, attributes, x, w, r, b);
  }

  /** Rows of a tensor with the gates in the order of ONNX. */
  private float[] reordered(Weights weights, int layer, String part, int width) {
    float[] from = weights.values(name(layer, part));
    float[] to = new float[from.length];
    int block = hidden * width;
    int[] gates = lstm ? LSTM_GATES : GRU_GATES;
    for (int gate = 0; gate < gates.length; gate++) {
      System.arraycopy(from, gates[gate] * block, to, gate * block, block);
    }
    return to;
  }
}
