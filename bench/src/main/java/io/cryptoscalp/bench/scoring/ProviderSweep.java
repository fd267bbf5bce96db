package io.cryptoscalp.bench.scoring;

import io.cryptoscalp.models.scoring.OnnxBuffers;
import io.cryptoscalp.models.scoring.OnnxModel;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** What one model answers and takes on one provider, batch by batch. */
final class ProviderSweep {
  private static final int WARM_UP_CALLS = 20;

  private ProviderSweep() {}

  /**
   * Times of one batch size.
   *
   * @param rows rows of a call
   * @param calls how many were measured
   * @param p50Us median of a call, us
   * @param p99Us 99th percentile of a call, us
   * @param vectorsPerSecond rows answered a second, over all calls
   */
  record Point(int rows, int calls, double p50Us, double p99Us, double vectorsPerSecond) {}

  /** Seeded rows of noise, evenly from -1 to 1, as a model of the benchmark was trained on. */
  static float[][] vectors(int rows, int width, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] vectors = new float[rows][width];
    for (float[] row : vectors) {
      for (int i = 0; i < width; i++) {
        row[i] = (float) (random.nextDouble() * 2 - 1);
      }
    }
    return vectors;
  }

  /** Answers to all rows, in batches of this size; the last may be smaller. */
  static double[] answers(OnnxModel model, float[][] vectors, int batch) {
    double[] answers = new double[vectors.length];
    try (OnnxBuffers buffers = model.buffers(batch)) {
      for (int from = 0; from < vectors.length; from += batch) {
        int rows = Math.min(batch, vectors.length - from);
        for (int row = 0; row < rows; row++) {
          buffers.put(row, vectors[from + row]);
        }
        buffers.run(rows);
        for (int row = 0; row < rows; row++) {
          answers[from + row] = buffers.output(row);
        }
      }
    }
    return answers;
  }

  /** Largest difference of two rows of answers; NaN as soon as one of them is. */
  static double worst(double[] one, double[] other) {
    double worst = 0;
    for (int i = 0; i < one.length; i++) {
      worst = Math.max(worst, Math.abs(one[i] - other[i])); // max keeps a NaN
    }
    return worst;
  }

  /**
   * Measures calls of one size for a while: writing the rows, the run with its copies, reading the
   * answers.
   *
   * @param budgetNs how long to measure, ns; one call at least
   */
  static Point measure(OnnxModel model, float[][] vectors, int batch, long budgetNs) {
    Histogram times = new Histogram(3);
    long total = 0;
    double sum = 0;
    try (OnnxBuffers buffers = model.buffers(batch)) {
      long begin = System.nanoTime();
      for (int call = -WARM_UP_CALLS; call <= 0 || total < budgetNs; call++) {
        if (call < 0 && System.nanoTime() - begin > budgetNs / 2) {
          call = 0; // one call of this size is long
        }
        long start = System.nanoTime();
        for (int row = 0; row < batch; row++) {
          buffers.put(row, vectors[row % vectors.length]);
        }
        buffers.run(batch);
        for (int row = 0; row < batch; row++) {
          sum += buffers.output(row);
        }
        long took = System.nanoTime() - start;
        if (call >= 0) {
          times.recordValue(took);
          total += took;
        }
      }
    }
    if (Double.isNaN(sum)) {
      throw new IllegalStateException("a model answers no number");
    }
    int calls = Math.toIntExact(times.getTotalCount());
    return new Point(
        batch,
        calls,
        times.getValueAtPercentile(50) / 1e3,
        times.getValueAtPercentile(99) / 1e3,
        1e9 * batch * calls / total);
  }
}
