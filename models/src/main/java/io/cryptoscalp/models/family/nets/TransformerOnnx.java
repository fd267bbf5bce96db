package io.cryptoscalp.models.family.nets;

import static io.cryptoscalp.models.family.nets.TransformerNet.name;

import io.cryptoscalp.models.onnx.OnnxGraph;
import java.util.Map;

/**
 * Writes a {@link TransformerNet}: the same function in fewer and faster operators.
 *
 * <ul>
 *   <li>Nothing but layer normalisations reads the sum that runs through the blocks, and they take
 *       its mean off. So what is added to it is centred in the weights, a normalisation is a
 *       division by the root mean square, and its gain and shift go into the next layer.
 *   <li>What is added to all scores of a query alike does not change its softmax, so keys need no
 *       bias; shares sum to one, so the bias of values goes into the layer after the attention.
 *   <li>In the last block one step asks. The products of query and key weights and of value and
 *       attention weights are then less work than keys and values of all steps.
 * </ul>
 *
 * <p>Rows of all steps are one matrix [N T, hidden], so that a dense layer is one Gemm with its
 * bias. Attention works on [.., width, T], which takes two turns of plain matrices.
 */
final class TransformerOnnx {
  private final TransformerNet net;
  private final OnnxGraph graph;
  private final Weights weights;
  private final int hidden;
  private final int heads;
  private final int width;
  private final int steps;

  TransformerOnnx(TransformerNet net, OnnxGraph graph, Weights weights, int steps) {
    this.net = net;
    this.graph = graph;
    this.weights = weights;
    this.hidden = net.hidden();
    this.heads = net.heads();
    this.width = hidden / heads;
    this.steps = steps;
  }

  /** From standardised sequences [N, T, F] to [N, outputs]. */
  String add(String z) {
    String x = enter(z);
    for (int block = 0; block < net.layers(); block++) {
      String normal = normalised(x);
      String heard;
      if (block + 1 == net.layers()) {
        x = newest(reshaped(x, -1, steps, hidden));
        heard = newestAttention(block, reshaped(normal, -1, steps, hidden));
      } else {
        heard = attention(block, normal);
      }
      x = graph.node("Add", x, heard);
      String y = gemm(afterNorm(block, "widen", "forwardNorm"), normalised(x));
      y = gemm(dense(block, "narrow").centred(), graph.node("Relu", y));
      x = graph.node("Add", x, y);
    }
    return gemm(afterNorm(Layer.of(weights, "head"), "norm"), normalised(x));
  }

  private String enter(String z) {
    Layer layer = Layer.of(weights, "enter").centred();
    float[] places = net.positions(steps);
    for (int step = 0; step < steps; step++) {
      double mean = 0;
      for (int i = 0; i < hidden; i++) {
        mean += (double) places[step * hidden + i] / hidden;
      }
      for (int i = 0; i < hidden; i++) {
        int at = step * hidden + i;
        places[at] = (float) (places[at] - mean + layer.bias()[i]);
      }
    }
    String x = graph.node("MatMul", z, graph.floats(layer.turned(), layer.in(), hidden));
    return reshaped(graph.node("Add", x, graph.floats(places, steps, hidden)), -1, hidden);
  }

  private Layer dense(int block, String part) {
    return Layer.of(weights, name(block, part));
  }

  private Layer afterNorm(int block, String part, String norm) {
    return afterNorm(dense(block, part), name(block, norm));
  }

  private Layer afterNorm(Layer layer, String norm) {
    return layer.after(weights.values(norm + ".gain"), weights.values(norm + ".shift"));
  }

  private Layer query(int block) {
    return afterNorm(block, "query", "attentionNorm").times(net.scale());
  }

  private Layer key(int block) {
    return afterNorm(block, "key", "attentionNorm").withoutBias();
  }

  private Layer value(int block) {
    return afterNorm(block, "value", "attentionNorm");
  }

  /** The layer after the attention, of values that have no bias. */
  private Layer joined(int block) {
    return dense(block, "attention").withInput(value(block).bias()).centred();
  }

  /** Every row asks all steps of its sequence; [N T, hidden] to the same. */
  private String attention(int block, String normal) {
    Layer all = query(block).above(key(block)).above(value(block).withoutBias());
    String parts = turned(reshaped(gemm(all, normal), -1, steps, 3L * hidden), 0, 2, 1);
    parts = reshaped(parts, -1, 3L * heads, width, steps);
    String[] split =
        graph.node("Split", "", 3, Map.of("axis", 1L), parts, graph.longs(heads, heads, heads));
    String scores = graph.node("MatMul", turned(split[0], 0, 1, 3, 2), split[1]);
    String shares = graph.node("Softmax", Map.of("axis", -1L), scores);
    String mixed = graph.node("MatMul", split[2], turned(shares, 0, 1, 3, 2));
    String rows = turned(reshaped(mixed, -1, hidden, steps), 0, 2, 1);
    return gemm(joined(block), reshaped(rows, -1, hidden));
  }

  /** The newest step asks; [N, T, hidden] to [N, hidden]. */
  private String newestAttention(int block, String normal) {
    String asking = gemm(asking(query(block), key(block)), newest(normal));
    asking = reshaped(asking, -1, heads, hidden);
    String scores = graph.node("MatMul", asking, turned(normal, 0, 2, 1)); // [N, heads, T]
    String shares = graph.node("Softmax", Map.of("axis", -1L), scores);
    String mixed = graph.node("MatMul", shares, normal); // [N, heads, hidden]
    Layer answer = answering(value(block), joined(block));
    return gemm(answer, reshaped(mixed, -1, (long) heads * hidden));
  }

  /** Each head's query times its key weights, so that rows can be asked as they are. */
  private Layer asking(Layer query, Layer key) {
    double[] weight = new double[heads * hidden * hidden];
    double[] bias = new double[heads * hidden];
    for (int k = 0; k < hidden; k++) {
      int first = k / width * hidden; // of the head's outputs
      for (int c = 0; c < hidden; c++) {
        double factor = key.weight()[k * hidden + c];
        bias[first + c] += factor * query.bias()[k];
        for (int i = 0; i < hidden; i++) {
          weight[(first + c) * hidden + i] += factor * query.weight()[k * hidden + i];
        }
      }
    }
    return new Layer(weight, bias, hidden);
  }

  /** Value weights and the layer after the attention in one, on each head's mix of rows. */
  private Layer answering(Layer value, Layer joined) {
    int in = heads * hidden;
    double[] weight = new double[hidden * in];
    for (int o = 0; o < hidden; o++) {
      for (int k = 0; k < hidden; k++) {
        double factor = joined.weight()[o * hidden + k];
        int first = o * in + k / width * hidden;
        for (int c = 0; c < hidden; c++) {
          weight[first + c] += factor * value.weight()[k * hidden + c];
        }
      }
    }
    return new Layer(weight, joined.bias(), in);
  }

  /** Rows divided by their root mean square; they are centred already. */
  private String normalised(String x) {
    String squares = graph.node("Mul", x, x);
    String mean = graph.node("ReduceMean", Map.of("axes", new long[] {-1}), squares);
    String moved = graph.node("Add", mean, graph.number(TransformerNet.EPSILON));
    return graph.node("Div", x, graph.node("Sqrt", moved));
  }

  /** [N, T, hidden] to [N, hidden]. */
  private String newest(String x) {
    return graph.node("Gather", Map.of("axis", 1L), x, graph.whole(-1));
  }

  private String gemm(Layer layer, String x) {
    return graph.node(
        "Gemm",
        x,
        graph.floats(layer.turned(), layer.in(), layer.out()),
        graph.floats(layer.shift(), layer.out()));
  }

  private String reshaped(String x, long... sizes) {
    return graph.node("Reshape", x, graph.longs(sizes));
  }

  private String turned(String x, long... order) {
    return graph.node("Transpose", Map.of("perm", order), x);
  }
}
