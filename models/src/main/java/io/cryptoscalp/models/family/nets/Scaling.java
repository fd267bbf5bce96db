package io.cryptoscalp.models.family.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.cryptoscalp.models.dataset.Dataset;

/**
 * Standardisation of inputs by the vectors of the training examples: {@code z = min(max((x - mean)
 * / scale, -clip), clip)} in double precision, then single, as {@link
 * io.cryptoscalp.models.onnx.OnnxGraph#standardised} computes it.
 *
 * @param mean one a column
 * @param scale one a column, positive; {@link #IGNORED} for columns that do not vary
 * @param clip largest z
 */
record Scaling(double[] mean, double[] scale, double clip) {
  /** Divides a column away about which nothing was learnt. */
  static final double IGNORED = 1e30;

  /** Below this share of its mean a column's deviation is rounding of single precision. */
  private static final double CONSTANT = 1e-7;

  static Scaling fit(Dataset train, double clip) {
    int width = train.features();
    double[] mean = new double[width];
    double[] scale = new double[width];
    int rows = train.size();
    for (int i = 0; i < rows; i++) {
      float[] vector = train.vector(i);
      for (int c = 0; c < width; c++) {
        mean[c] += vector[c];
      }
    }
    for (int c = 0; c < width; c++) {
      mean[c] /= rows;
    }
    for (int i = 0; i < rows; i++) {
      float[] vector = train.vector(i);
      for (int c = 0; c < width; c++) {
        scale[c] += (vector[c] - mean[c]) * (vector[c] - mean[c]);
      }
    }
    for (int c = 0; c < width; c++) {
      double deviation = Math.sqrt(scale[c] / rows);
      boolean varies = deviation > CONSTANT * Math.abs(mean[c]) && Double.isFinite(1 / deviation);
      scale[c] = varies ? deviation : IGNORED;
    }
    return new Scaling(mean, scale, clip);
  }

  /**
   * Standardised sequences of some examples, [count, T, F].
   *
   * @param examples indices; those from {@code from} on are taken
   */
  NDArray sequences(NDManager manager, Dataset data, int[] examples, int from, int count) {
    int steps = data.steps();
    int width = mean.length;
    float[] values = new float[count * steps * width];
    int at = 0;
    for (int i = from; i < from + count; i++) {
      for (int step = 0; step < steps; step++) {
        float[] row = data.step(examples[i], step);
        for (int c = 0; c < width; c++) {
          double z = (row[c] - mean[c]) / scale[c];
          values[at++] = (float) Math.min(Math.max(z, -clip), clip);
        }
      }
    }
    return Torch.array(manager, values, new Shape(count, steps, width));
  }
}
