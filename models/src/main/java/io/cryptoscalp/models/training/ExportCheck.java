package io.cryptoscalp.models.training;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.scoring.OnnxBuffers;
import io.cryptoscalp.models.scoring.OnnxModel;
import io.cryptoscalp.models.scoring.RowShape;
import java.util.Locale;

/** Compares a model's file with its trainer, and takes golden vectors of it. */
final class ExportCheck {
  /** Largest difference of a probability. */
  static final double TOLERANCE = 1e-5;

  private static final int[] BATCHES = {1, 7, 32};
  private static final int GOLDEN_ROWS = 16;

  private ExportCheck() {}

  /**
   * What was found.
   *
   * @param shape what the file reads
   * @param worst largest difference over all rows and batch sizes
   * @param rows rows compared
   * @param golden rows and answers of the trainer
   */
  record Found(RowShape shape, double worst, int rows, GoldenVectors golden) {}

  /**
   * Scores examples with the file in batches of 1, 7 and 32.
   *
   * @throws ModelException {@code MODEL_EXPORT_MISMATCH} when an answer is off by more than 1e-5
   */
  static Found of(byte[] onnx, TrainedModel model, Dataset examples) {
    float[] expected = model.predict(examples);
    double worst = 0;
    try (OnnxModel loaded = OnnxModel.load(onnx)) {
      RowShape shape = loaded.shape();
      for (int batch : BATCHES) {
        worst = Math.max(worst, worst(loaded, batch, examples, expected));
      }
      int taken = Math.min(GOLDEN_ROWS, examples.size());
      float[][] inputs = new float[taken][];
      double[] outputs = new double[taken];
      for (int i = 0; i < taken; i++) {
        int example = (int) ((long) i * examples.size() / taken);
        inputs[i] = flat(examples, example, shape);
        outputs[i] = expected[example];
      }
      return new Found(shape, worst, examples.size(), new GoldenVectors(inputs, outputs));
    }
  }

  private static double worst(OnnxModel loaded, int batch, Dataset examples, float[] expected) {
    double worst = 0;
    try (OnnxBuffers buffers = loaded.buffers(batch)) {
      for (int from = 0; from < examples.size(); from += batch) {
        int count = Math.min(batch, examples.size() - from);
        for (int i = 0; i < count; i++) {
          buffers.put(i, flat(examples, from + i, loaded.shape()));
        }
        buffers.run(count);
        for (int i = 0; i < count; i++) {
          double off = Math.abs(buffers.output(i) - expected[from + i]);
          if (!(off <= TOLERANCE)) {
            throw new ModelException(
                "MODEL_EXPORT_MISMATCH",
                String.format(
                    Locale.ROOT,
                    "row=%d batch=%d expected=%.9f got=%.9f",
                    from + i,
                    batch,
                    expected[from + i],
                    buffers.output(i)));
          }
          worst = Math.max(worst, off);
        }
      }
    }
    return worst;
  }

  /** An example as a flat row in the order of {@link RowShape}, as far as the file reads it. */
  static float[] flat(Dataset examples, int example, RowShape shape) {
    float[] row = new float[shape.width()];
    System.arraycopy(examples.vector(example), 0, row, 0, shape.vector());
    int at = shape.vector();
    if (shape.steps() > 0) {
      examples.sequence(example, row, at);
      at += shape.steps() * shape.columns();
    }
    if (shape.regimes() > 0) {
      float[] regime = examples.regime(example);
      if (regime == null) {
        throw new ModelException("TRAINING_NO_REGIMES", "example=" + example);
      }
      System.arraycopy(regime, 0, row, at, shape.regimes());
    }
    for (int k = 0; k < shape.neighbours(); k++) {
      float[] vector = examples.neighbour(example, k);
      if (vector != null) {
        int to = shape.neighboursAt() + k * shape.vector();
        System.arraycopy(vector, 0, row, to, shape.vector());
      }
    }
    if (shape.neighbours() > 0) {
      System.arraycopy(examples.edges(example), 0, row, shape.edgesAt(), shape.edges());
    }
    return row;
  }
}
