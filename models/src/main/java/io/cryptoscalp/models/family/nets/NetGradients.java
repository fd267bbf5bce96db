package io.cryptoscalp.models.family.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.explain.NetFileExplainer;
import io.cryptoscalp.models.explain.PathRule;

/** Integrated gradients by the engine's own differentiation, one example after another. */
final class NetGradients {
  private static final int FIRST_POINTS = 64;
  private static final int MOST_POINTS = 8_192;
  private static final int AT_ONCE = 256;

  private final FittedNet fitted;
  private final double slope;

  /** Gradients of the raw answer times a slope. */
  NetGradients(FittedNet fitted, double slope) {
    this.fitted = fitted;
    this.slope = slope;
  }

  /** For each example what each feature adds, then the answer at the mean. */
  double[][] of(Dataset examples) {
    double[][] parts = new double[examples.size()][];
    try (NDManager manager = Torch.open(1)) {
      for (int i = 0; i < parts.length; i++) {
        try (NDManager memory = manager.newSubManager()) {
          NDArray one =
              fitted.net().gather(memory, fitted.scaling(), examples, new int[] {i}, 0, 1);
          parts[i] = parts(memory, one.toFloatArray(), one.getShape());
        }
      }
    }
    return parts;
  }

  private double[] parts(NDManager memory, float[] z, Shape shape) {
    double base = answer(memory, new float[z.length], shape);
    double top = answer(memory, z, shape);
    double missing = 0;
    for (int points = FIRST_POINTS; points <= MOST_POINTS; points *= 2) {
      double[] parts = new double[Math.toIntExact(shape.get(2)) + 1];
      PathRule rule = PathRule.of(points);
      for (int from = 0; from < points; from += AT_ONCE) {
        add(parts, memory, z, shape, rule, from, Math.min(AT_ONCE, points - from));
      }
      missing = top - base;
      for (double part : parts) {
        missing -= part;
      }
      if (Math.abs(missing) <= NetFileExplainer.TOLERANCE) {
        parts[parts.length - 1] = base;
        return parts;
      }
    }
    throw new ModelException("EXPLANATION_INCOMPLETE", "missing=" + missing);
  }

  private double answer(NDManager memory, float[] z, Shape shape) {
    Weights.Placed placed = fitted.weights().place(memory, false);
    NDArray x = Torch.array(memory, z, shape);
    return slope * fitted.net().forward(placed, x, Dropout.NONE).toFloatArray()[0];
  }

  /** Adds the gradients at some points of the path. */
  private void add(
      double[] parts, NDManager outer, float[] z, Shape shape, PathRule rule, int from, int count) {
    float[] path = new float[count * z.length];
    for (int i = 0; i < path.length; i++) {
      path[i] = (float) (rule.points()[from + i / z.length] * z[i % z.length]);
    }
    float[] gradients;
    try (NDManager memory = outer.newSubManager()) {
      gradients = gradients(memory, path, new Shape(count, shape.get(1), shape.get(2)));
    }
    int width = parts.length - 1;
    for (int i = 0; i < path.length; i++) {
      double weight = slope * rule.weights()[from + i / z.length];
      parts[i % width] += weight * gradients[i] * z[i % z.length];
    }
  }

  private float[] gradients(NDManager memory, float[] path, Shape shape) {
    NDArray x = Torch.array(memory, path, shape);
    x.setRequiresGradient(true);
    Weights.Placed placed = fitted.weights().place(memory, false);
    var unused = Torch.differentiated(() -> fitted.net().forward(placed, x, Dropout.NONE).sum());
    return x.getGradient().toFloatArray();
  }
}
