package io.cryptoscalp.models.family.trees;

import io.cryptoscalp.models.dataset.Dataset;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** The vectors of some examples in XGBoost's memory. */
final class Cells implements AutoCloseable {
  private final DMatrix matrix;

  private Cells(DMatrix matrix) {
    this.matrix = matrix;
  }

  /** Vectors of the examples from {@code from} up to but without {@code to}. */
  static Cells of(Dataset examples, int from, int to) throws XGBoostError {
    int columns = examples.features();
    float[] values = new float[Math.multiplyExact(to - from, columns)];
    for (int i = from; i < to; i++) {
      System.arraycopy(examples.vector(i), 0, values, (i - from) * columns, columns);
    }
    return new Cells(new DMatrix(values, to - from, columns, Float.NaN));
  }

  /** All examples with their labels and weights. */
  static Cells labelled(Dataset examples) throws XGBoostError {
    Cells cells = of(examples, 0, examples.size());
    float[] labels = new float[examples.size()];
    float[] weights = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = examples.up(i) ? 1 : 0;
      weights[i] = (float) examples.weight(i);
    }
    cells.matrix.setLabel(labels);
    cells.matrix.setWeight(weights);
    return cells;
  }

  DMatrix matrix() {
    return matrix;
  }

  @Override
  public void close() {
    matrix.dispose();
  }
}
