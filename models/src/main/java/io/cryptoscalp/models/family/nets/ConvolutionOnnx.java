package io.cryptoscalp.models.family.nets;

import static io.cryptoscalp.models.family.nets.ConvolutionNet.name;

import io.cryptoscalp.models.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Writes a {@link ConvolutionNet}. Each layer computes the steps on which the last step's answer
 * depends and no others, and as one Gemm over the windows of the whole batch: convolution kernels
 * take one sequence after the other, which costs more than the products.
 */
final class ConvolutionOnnx {
  private final ConvolutionNet net;
  private final OnnxGraph graph;
  private final Weights weights;

  ConvolutionOnnx(ConvolutionNet net, OnnxGraph graph, Weights weights) {
    this.net = net;
    this.graph = graph;
    this.weights = weights;
  }

  /**
   * Some steps of a layer's answer.
   *
   * @param value name of [N, steps, channels]
   * @param steps which, ascending, counted as in the input
   */
  private record Held(String value, List<Integer> steps) {}

  /** From standardised sequences [N, T, F] to [N, outputs]. */
  String add(String z, int steps) {
    List<List<Integer>> wanted = new ArrayList<>(); // of each convolution, the last one first
    List<Integer> after = List.of(steps - 1);
    for (int block = net.layers() - 1; block >= 0; block--) {
      List<Integer> within = heardBy(after, block);
      wanted.add(after);
      wanted.add(within);
      TreeSet<Integer> before = new TreeSet<>(heardBy(within, block));
      before.addAll(after); // those that pass
      after = List.copyOf(before);
    }
    Held x = taken(new Held(z, upTo(steps)), after);
    for (int block = 0; block < net.layers(); block++) {
      int at = 2 * (net.layers() - block) - 1;
      Held y = convolved(block, "first", x, wanted.get(at));
      y = convolved(block, "second", y, wanted.get(at - 1));
      Held passed = taken(x, y.steps());
      if (block == 0) {
        passed = dense("enter", passed.value(), 1, y.steps(), false);
      }
      x = new Held(relu(graph.node("Add", y.value(), passed.value())), y.steps());
    }
    String last = graph.node("Reshape", x.value(), graph.longs(-1, net.hidden()));
    return OnnxLayers.gemm(graph, weights, "head", last);
  }

  private static List<Integer> upTo(int steps) {
    List<Integer> all = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      all.add(step);
    }
    return all;
  }

  /** The steps under the taps of a block's convolution at some steps. */
  private List<Integer> heardBy(List<Integer> steps, int block) {
    TreeSet<Integer> heard = new TreeSet<>();
    for (int step : steps) {
      for (int tap = 0; tap < net.kernel(); tap++) {
        heard.add(step - tap * ConvolutionNet.gap(block));
      }
    }
    return List.copyOf(heard.tailSet(0));
  }

  private Held taken(Held from, List<Integer> steps) {
    if (from.steps().equals(steps)) {
      return from;
    }
    long[] slots = new long[steps.size()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = from.steps().indexOf(steps.get(i));
    }
    return new Held(
        graph.node("Gather", Map.of("axis", 1L), from.value(), graph.longs(slots)), steps);
  }

  private Held convolved(int block, String part, Held x, List<Integer> steps) {
    int taps = net.kernel();
    long[] slots = new long[steps.size() * taps]; // after a row of zeros for what was before
    for (int i = 0; i < slots.length; i++) {
      int back = taps - 1 - i % taps;
      slots[i] = 1L + x.steps().indexOf(steps.get(i / taps) - back * ConvolutionNet.gap(block));
    }
    String padded = graph.node("Pad", x.value(), graph.longs(0, 1, 0, 0, 0, 0));
    String windows = graph.node("Gather", Map.of("axis", 1L), padded, graph.longs(slots));
    return dense(name(block, part), windows, taps, steps, true);
  }

  private String relu(String x) {
    return graph.node("Relu", x);
  }

  /** Filters [out, in, taps] on windows [N, steps taps, in], as one product. */
  private Held dense(
      String name, String windows, int taps, List<Integer> steps, boolean rectified) {
    Weights.Tensor filter = weights.get(name + ".weight");
    int out = (int) filter.shape()[0];
    int in = (int) filter.shape()[1];
    float[] columns = new float[filter.values().length];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        for (int tap = 0; tap < taps; tap++) {
          columns[(tap * in + i) * out + o] = filter.values()[(o * in + i) * taps + tap];
        }
      }
    }
    String y =
        graph.node(
            "Gemm",
            graph.node("Reshape", windows, graph.longs(-1, (long) taps * in)),
            graph.floats(columns, (long) taps * in, out),
            graph.floats(weights.values(name + ".bias"), out));
    y = rectified ? relu(y) : y;
    return new Held(graph.node("Reshape", y, graph.longs(-1, steps.size(), out)), steps);
  }
}
