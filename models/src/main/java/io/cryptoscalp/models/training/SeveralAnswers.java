package io.cryptoscalp.models.training;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.scoring.OnnxBuffers;
import io.cryptoscalp.models.scoring.OnnxModel;
import java.util.Arrays;
import java.util.Locale;

/**
 * Compares a file that answers with several numbers with its trainer, and takes golden vectors of
 * it: a policy's actions, a picture's classes.
 */
final class SeveralAnswers {
  private static final int[] BATCHES = {1, 7, 32};
  private static final int GOLDEN_ROWS = 16;

  private SeveralAnswers() {}

  /**
   * What was found.
   *
   * @param worst largest difference over all rows and batch sizes
   * @param golden rows spread evenly, with the file's answers, which are the trainer's within 1e-5
   */
  record Found(double worst, GoldenVectors golden) {}

  /**
   * Answers rows with the file in batches of 1, 7 and 32, where answers are probabilities.
   *
   * @param rows flat, at least one
   * @param expected the trainer's answers
   * @throws ModelException {@code MODEL_EXPORT_MISMATCH} when an answer is off by more than 1e-5
   */
  static Found of(byte[] onnx, float[][] rows, float[][] expected) {
    return of(onnx, rows, expected, ExportCheck.TOLERANCE);
  }

  /**
   * The same where answers have a scale of their own.
   *
   * @param tolerance largest difference that passes
   */
  static Found of(byte[] onnx, float[][] rows, float[][] expected, double tolerance) {
    double worst = 0;
    try (OnnxModel loaded = OnnxModel.load(onnx)) {
      for (int batch : BATCHES) {
        worst = Math.max(worst, worst(loaded, batch, rows, expected, tolerance));
      }
      int taken = Math.min(GOLDEN_ROWS, rows.length);
      float[][] inputs = new float[taken][];
      for (int i = 0; i < taken; i++) {
        inputs[i] = rows[(int) ((long) i * rows.length / taken)];
      }
      return new Found(worst, new GoldenVectors(inputs, loaded.score(inputs)));
    }
  }

  private static double worst(
      OnnxModel loaded, int batch, float[][] rows, float[][] expected, double tolerance) {
    double worst = 0;
    try (OnnxBuffers buffers = loaded.buffers(batch)) {
      float[] answer = new float[buffers.answers()];
      for (int from = 0; from < rows.length; from += batch) {
        int count = Math.min(batch, rows.length - from);
        for (int i = 0; i < count; i++) {
          buffers.put(i, rows[from + i]);
        }
        buffers.run(count);
        for (int i = 0; i < count; i++) {
          buffers.answer(i, answer);
          worst =
              Math.max(worst, difference(from + i, batch, answer, expected[from + i], tolerance));
        }
      }
    }
    return worst;
  }

  private static double difference(
      int row, int batch, float[] got, float[] expected, double tolerance) {
    double worst = got.length == expected.length ? 0 : Double.NaN;
    for (int k = 0; k < got.length && !Double.isNaN(worst); k++) {
      double off = Math.abs(got[k] - expected[k]);
      worst = off <= tolerance ? Math.max(worst, off) : Double.NaN;
    }
    if (Double.isNaN(worst)) {
      throw new ModelException(
          "MODEL_EXPORT_MISMATCH",
          String.format(
              Locale.ROOT,
              "row=%d batch=%d expected=%s got=%s",
              row,
              batch,
              Arrays.toString(expected),
              Arrays.toString(got)));
    }
    return worst;
  }
}
