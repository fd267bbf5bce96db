package io.cryptoscalp.models.family.policy;

import java.util.List;

/**
 * Standardisation of vectors: {@code z = min(max((x - mean) / scale, -clip), clip)} in double
 * precision, as {@link io.cryptoscalp.models.onnx.OnnxGraph#standardised} computes it.
 *
 * @param mean one a column
 * @param scale one a column, positive
 * @param clip largest z
 */
record VectorScaling(double[] mean, double[] scale, double clip) {
  /** Divides a column away that does not vary. */
  private static final double IGNORED = 1e30;

  private static final double CONSTANT = 1e-7;

  /** Means and deviations over all rows of some paths. */
  static VectorScaling fit(List<MarketPath> paths, double clip) {
    int width = paths.get(0).vectors()[0].length;
    double[] mean = new double[width];
    double[] scale = new double[width];
    long rows = 0;
    for (MarketPath path : paths) {
      rows += path.rows();
      for (float[] vector : path.vectors()) {
        for (int c = 0; c < width; c++) {
          mean[c] += vector[c];
        }
      }
    }
    for (int c = 0; c < width; c++) {
      mean[c] /= rows;
    }
    for (MarketPath path : paths) {
      for (float[] vector : path.vectors()) {
        for (int c = 0; c < width; c++) {
          scale[c] += (vector[c] - mean[c]) * (vector[c] - mean[c]);
        }
      }
    }
    for (int c = 0; c < width; c++) {
      double deviation = Math.sqrt(scale[c] / rows);
      boolean varies = deviation > CONSTANT * Math.abs(mean[c]) && Double.isFinite(1 / deviation);
      scale[c] = varies ? deviation : IGNORED;
    }
    return new VectorScaling(mean, scale, clip);
  }

  /** Scales the vector at the head of an observation in place. */
  void apply(float[] values, int offset) {
    for (int c = 0; c < mean.length; c++) {
      double z = (values[offset + c] - mean[c]) / scale[c];
      values[offset + c] = (float) Math.min(Math.max(z, -clip), clip);
    }
  }
}
