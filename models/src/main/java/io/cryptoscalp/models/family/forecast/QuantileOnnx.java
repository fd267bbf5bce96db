package io.cryptoscalp.models.family.forecast;

import io.cryptoscalp.models.family.nets.FittedNet;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes network, distances between quantiles, scales and conformal offsets as one graph. */
final class QuantileOnnx {
  private final OnnxGraph graph;
  private final FittedNet net;
  private final double[] levels;
  private final double[] scales;
  private final Conformal conformal;

  QuantileOnnx(String name, FittedNet net, double[] levels, double[] scales, Conformal conformal) {
    this.graph = new OnnxGraph(name);
    this.net = net;
    this.levels = levels;
    this.scales = scales;
    this.conformal = conformal;
  }

  byte[] file(OnnxHeader header, long[] horizonsNs) {
    int horizons = scales.length;
    int count = levels.length;
    String raw = graph.node("Reshape", net.export(graph), graph.longs(0, horizons, count));
    String[] parts =
        graph.node("Split", "", 2, Map.of("axis", 2L), raw, graph.longs(1, count - 1L));
    String steps = graph.node("Softplus", parts[1]);
    String joined = graph.node("Concat", Map.of("axis", 2L), parts[0], steps);
    String quantiles = graph.node("CumSum", joined, graph.whole(2));
    String calibrated = apart(quantiles);
    float[] factors = new float[horizons];
    for (int h = 0; h < horizons; h++) {
      factors[h] = (float) scales[h];
    }
    String returns = graph.node("Mul", calibrated, graph.floats(factors, horizons, 1));
    graph.output(TrainedForecast.OUTPUT, returns, horizons, count);
    SortedMap<String, String> entries = new TreeMap<>(header.entries());
    entries.put(TrainedForecast.LEVELS, joined(levels));
    entries.put(TrainedForecast.HORIZONS, joined(horizonsNs));
    return graph.file(entries);
  }

  /** {@link Conformal#apply} for all horizons: [N, H, Q]. */
  private String apart(String quantiles) {
    int count = levels.length;
    String moved = graph.node("Add", quantiles, graph.floats(offsets(), scales.length, count));
    String[] before = slices(quantiles);
    String[] after = slices(moved);
    int inner = count / 2 - 1;
    String middle = before[count / 2];
    if (count % 2 == 0) {
      String sum = graph.node("Add", before[inner], before[count - 1 - inner]);
      middle = graph.node("Mul", sum, graph.number(0.5f));
    }
    String lower = middle;
    String upper = middle;
    for (int low = inner; low >= 0; low--) {
      int high = count - 1 - low;
      lower = graph.node("Min", lower, after[low]);
      upper = graph.node("Max", upper, after[high]);
      after[low] = lower;
      after[high] = upper;
    }
    return graph.node("Concat", Map.of("axis", 2L), after);
  }

  private float[] offsets() {
    float[] offsets = new float[scales.length * levels.length];
    for (int h = 0; h < scales.length; h++) {
      for (int q = 0; q < levels.length; q++) {
        offsets[h * levels.length + q] = (float) conformal.offsets()[h][q];
      }
    }
    return offsets;
  }

  private String[] slices(String x) {
    long[] ones = new long[levels.length];
    java.util.Arrays.fill(ones, 1);
    return graph.node("Split", "", ones.length, Map.of("axis", 2L), x, graph.longs(ones));
  }

  private static String joined(double[] values) {
    StringBuilder text = new StringBuilder();
    for (double value : values) {
      text.append(text.length() == 0 ? "" : ",").append(value);
    }
    return text.toString();
  }

  private static String joined(long[] values) {
    StringBuilder text = new StringBuilder();
    for (long value : values) {
      text.append(text.length() == 0 ? "" : ",").append(value);
    }
    return text.toString();
  }
}
