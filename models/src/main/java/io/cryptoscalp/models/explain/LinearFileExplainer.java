package io.cryptoscalp.models.explain;

import io.cryptoscalp.models.onnx.OnnxGraphReader;
import java.util.List;

/** Explains a linear model on standardised, clipped columns, calibrated or not. */
final class LinearFileExplainer extends FileExplainer {
  private final double[] mean;
  private final double[] scale;
  private final double low;
  private final double high;
  private final double[] weights;
  private final double bias;
  private final double slope;
  private final double offset;
  private final double[] background;

  LinearFileExplainer(List<String> features, OnnxGraphReader graph, String means) {
    super(features, Explanation.Method.LINEAR_SHAP);
    mean = graph.constant("Sub", 1);
    scale = graph.constant("Div", 1);
    low = graph.constant("Clip", 1)[0];
    high = graph.constant("Clip", 2)[0];
    weights = graph.constant("Gemm", 1);
    bias = graph.constant("Gemm", 2)[0];
    slope = graph.has("Mul") ? graph.constant("Mul", 1)[0] : 1;
    offset = graph.has("Add") ? graph.constant("Add", 1)[0] : 0;
    String[] texts = means.split(",", -1);
    background = new double[texts.length];
    for (int i = 0; i < texts.length; i++) {
      background[i] = Double.parseDouble(texts[i]);
    }
  }

  @Override
  double[] contributions(float[] row) {
    double[] contributions = new double[row.length + 1];
    double base = bias;
    for (int i = 0; i < row.length; i++) {
      double z = Math.min(Math.max((row[i] - mean[i]) / scale[i], low), high);
      contributions[i] = slope * weights[i] * (z - background[i]);
      base += weights[i] * background[i];
    }
    contributions[row.length] = slope * base + offset;
    return contributions;
  }
}
