package io.cryptoscalp.models.scoring;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a model answers for each row: one number, or several in the order of the output's
 * dimensions.
 *
 * @param name of the output
 * @param sizes dimensions beyond the row; none for one number
 * @param matrix whether one number a row comes as [N, 1]
 */
public record RowAnswer(String name, List<Integer> sizes, boolean matrix) {
  /** Outputs by task: {@code DIRECTION, QUANTILES, POLICY, PATTERN}. */
  private static final List<String> NAMES =
      List.of(LogisticOnnx.OUTPUT, "quantiles", "action_probabilities", "class_probabilities");

  private static final int MOST_NUMBERS = 100_000;

  /** Copies the sizes. */
  public RowAnswer {
    sizes = List.copyOf(sizes);
  }

  static RowAnswer of(Map<String, NodeInfo> outputs) {
    if (outputs.size() != 1 || !NAMES.containsAll(outputs.keySet())) {
      throw new ModelException(
          "MODEL_INPUT_SHAPE",
          "field=output.name expected=" + LogisticOnnx.OUTPUT + " got=" + outputs.keySet());
    }
    String name = outputs.keySet().iterator().next();
    ValueInfo info = outputs.get(name).getInfo();
    if (!(info instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
      throw new ModelException(
          "MODEL_INPUT_SHAPE", "field=output.type expected=float tensor got=" + info);
    }
    return of(name, tensor.getShape());
  }

  private static RowAnswer of(String name, long[] shape) {
    boolean one = shape.length == 1 || (shape.length == 2 && shape[1] == 1);
    boolean direction = name.equals(LogisticOnnx.OUTPUT);
    long width = shape.length == 0 || shape[0] != -1 ? 0 : 1;
    for (int i = 1; i < shape.length; i++) {
      width = shape[i] < 1 || width > MOST_NUMBERS ? 0 : width * shape[i];
    }
    if (width < 1 || width > MOST_NUMBERS || (direction && !one)) {
      throw new ModelException(
          "MODEL_INPUT_SHAPE",
          "field=output.shape expected="
              + (direction ? "[-1] or [-1, 1]" : "[-1, K...]")
              + " got="
              + Arrays.toString(shape));
    }
    if (direction) {
      return new RowAnswer(name, List.of(), shape.length == 2);
    }
    return new RowAnswer(name, Arrays.stream(shape).skip(1).mapToObj(n -> (int) n).toList(), false);
  }

  /** Numbers a row. */
  public int width() {
    int width = 1;
    for (int size : sizes) {
      width *= size;
    }
    return width;
  }

  /** Whether it is the probability of a rise. */
  public boolean isDirection() {
    return name.equals(LogisticOnnx.OUTPUT);
  }

  /** The output's shape for a number of rows. */
  long[] dimensions(int rows) {
    if (matrix) {
      return new long[] {rows, 1};
    }
    long[] dimensions = new long[1 + sizes.size()];
    dimensions[0] = rows;
    for (int i = 0; i < sizes.size(); i++) {
      dimensions[i + 1] = sizes.get(i);
    }
    return dimensions;
  }
}
