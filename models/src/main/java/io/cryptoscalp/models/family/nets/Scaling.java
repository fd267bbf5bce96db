package io.cryptoscalp.models.family.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.cryptoscalp.models.dataset.Dataset;
import java.util.Arrays;
import java.util.List;

/**
 * Standardisation of inputs by the vectors of the training examples: {@code z = min(max((x - mean)
 * / scale, -clip), clip)} in double precision, then single, as {@link
 * io.cryptoscalp.models.onnx.OnnxGraph#standardised} computes it.
 *
 * @param mean one a column
 * @param scale one a column, positive; {@link #IGNORED} for columns that do not vary
 * @param clip largest z
 */
public record Scaling(double[] mean, double[] scale, double clip) {
  /** Divides a column away about which nothing was learnt. */
  static final double IGNORED = 1e30;

  /** Below this share of its mean a column's deviation is rounding of single precision. */
  private static final double CONSTANT = 1e-7;

  /** Over the vectors of all examples. */
  static Scaling fit(Dataset train, double clip) {
    return fit(Arrays.asList(train.vectors()), train.features(), clip);
  }

  /**
   * Means and deviations over rows.
   *
   * @param rows at least one, each {@code width} long
   * @param clip largest z, positive
   */
  public static Scaling fit(List<float[]> rows, int width, double clip) {
    double[] mean = new double[width];
    double[] scale = new double[width];
    for (float[] row : rows) {
      for (int c = 0; c < width; c++) {
        mean[c] += row[c];
      }
    }
    for (int c = 0; c < width; c++) {
      mean[c] /= rows.size();
    }
    for (float[] row : rows) {
      for (int c = 0; c < width; c++) {
        scale[c] += (row[c] - mean[c]) * (row[c] - mean[c]);
      }
    }
    for (int c = 0; c < width; c++) {
      double deviation = Math.sqrt(scale[c] / rows.size());
      boolean varies = deviation > CONSTANT * Math.abs(mean[c]) && Double.isFinite(1 / deviation);
      scale[c] = varies ? deviation : IGNORED;
    }
    return new Scaling(mean, scale, clip);
  }

  /** Scales one vector in place; what follows it in the array stays as it is. */
  public void apply(float[] values, int offset) {
    for (int c = 0; c < mean.length; c++) {
      double z = (values[offset + c] - mean[c]) / scale[c];
      values[offset + c] = (float) Math.min(Math.max(z, -clip), clip);
    }
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
