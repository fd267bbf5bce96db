package io.cryptoscalp.models.scoring;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.util.Arrays;
import java.util.Map;

/**
 * What a model reads of each decision: a vector, a sequence of vectors, the probabilities of the
 * regimes, or several of these. As one flat row, such as golden vectors are, they follow each other
 * in this order, the sequence step by step from the oldest.
 *
 * @param vector columns of the input {@code features}; 0 when the model reads none
 * @param steps steps of the input {@code sequence}; 0 when the model reads none
 * @param columns columns of a step; 0 when the model reads none
 * @param regimes columns of the input of regime probabilities, {@value #REGIMES}; 0 when the model
 *     reads none
 */
public record RowShape(int vector, int steps, int columns, int regimes) {
  /** Regimes with a probability each, in the order of {@link Regime}. */
  public static final int REGIMES = 6;

  private static final int MOST_COLUMNS = 100_000;

  static RowShape of(Map<String, NodeInfo> inputs) {
    long[] vector = shape(OnnxHeader.FEATURES, 2, "[-1, F]", inputs);
    long[] sequence = shape(OnnxHeader.SEQUENCE, 3, "[-1, T, F]", inputs);
    long[] regime = shape(OnnxHeader.REGIME, 2, "[-1, 6]", inputs);
    int known =
        (vector.length > 0 ? 1 : 0) + (sequence.length > 0 ? 1 : 0) + (regime.length > 0 ? 1 : 0);
    if (vector.length + sequence.length == 0 || known != inputs.size()) {
      throw new ModelException(
          "MODEL_INPUT_SHAPE",
          "field=input.name expected=" + OnnxHeader.FEATURES + " got=" + inputs.keySet());
    }
    if (regime.length > 0 && regime[1] != REGIMES) {
      throw wrong("[-1, 6]", regime);
    }
    boolean both = vector.length > 0 && sequence.length > 0;
    if (both && vector[1] != sequence[2]) { // one list of names serves both
      throw wrong("[-1, T, " + vector[1] + "]", sequence);
    }
    return new RowShape(
        vector.length > 0 ? (int) vector[1] : 0,
        sequence.length > 0 ? (int) sequence[1] : 0,
        sequence.length > 0 ? (int) sequence[2] : 0,
        regime.length > 0 ? REGIMES : 0);
  }

  private static long[] shape(
      String name, int dimensions, String expected, Map<String, NodeInfo> inputs) {
    NodeInfo node = inputs.get(name);
    if (node == null) {
      return new long[0];
    }
    ValueInfo info = node.getInfo();
    if (!(info instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
      throw new ModelException(
          "MODEL_INPUT_SHAPE", "field=input.type expected=float tensor got=" + info);
    }
    long[] shape = tensor.getShape();
    boolean valid = shape.length == dimensions && shape[0] == -1;
    for (int i = 1; valid && i < shape.length; i++) {
      valid = shape[i] >= 1 && shape[i] <= MOST_COLUMNS;
    }
    if (!valid) {
      throw wrong(expected, shape);
    }
    return shape;
  }

  private static ModelException wrong(String expected, long[] got) {
    return new ModelException(
        "MODEL_INPUT_SHAPE",
        "field=input.shape expected=" + expected + " got=" + Arrays.toString(got));
  }

  /** Features by name that the model reads, of a vector or of each step. */
  public int features() {
    return Math.max(vector, columns);
  }

  /** Values of a flat row. */
  public int width() {
    return vector + sequence() + regimes;
  }

  /** Values of a sequence. */
  int sequence() {
    return Math.multiplyExact(steps, columns);
  }
}
