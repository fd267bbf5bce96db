package io.cryptoscalp.operators.sql;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.scoring.RowAnswer;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.jspecify.annotations.Nullable;

/**
 * How a model's answer becomes the one column of {@code OUTPUT (...)}, named as the model's output:
 * a number, or an array as deep as the output has dimensions beyond the row.
 */
final class OutputPlan implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] sizes;
  private final boolean single;

  private OutputPlan(int[] sizes, boolean single) {
    this.sizes = sizes;
    this.single = single;
  }

  /**
   * The plan of a statement.
   *
   * @param names columns
   * @param types their types
   * @param answer what the model answers
   * @throws ModelException {@code MODEL_COLUMN_UNKNOWN}, {@code MODEL_COLUMN_MISSING} or {@code
   *     MODEL_COLUMN_TYPE}, naming the column
   */
  static OutputPlan of(List<String> names, List<LogicalType> types, RowAnswer answer) {
    String output = answer.name();
    int[] sizes = answer.sizes().stream().mapToInt(Integer::intValue).toArray();
    for (String name : names) {
      if (!name.equals(output)) {
        throw new ModelException("MODEL_COLUMN_UNKNOWN", "column=" + name + " model=" + output);
      }
    }
    if (names.size() != 1) {
      throw new ModelException("MODEL_COLUMN_MISSING", "column=" + output);
    }
    LogicalType type = types.get(0);
    LogicalType inner = type;
    int depth = 0;
    while (inner instanceof ArrayType array) {
      inner = array.getElementType();
      depth++;
    }
    boolean single = inner.getTypeRoot() == LogicalTypeRoot.FLOAT;
    boolean number = single || inner.getTypeRoot() == LogicalTypeRoot.DOUBLE;
    // a row without a score is NULL
    if (!number || depth != sizes.length || !type.isNullable()) {
      throw new ModelException(
          "MODEL_COLUMN_TYPE",
          "column="
              + output
              + " expected="
              + "ARRAY<".repeat(sizes.length)
              + "DOUBLE"
              + ">".repeat(sizes.length)
              + " got="
              + type.asSummaryString());
    }
    return new OutputPlan(sizes, single);
  }

  /** The row of an answer; null stands for none. */
  GenericRowData row(double @Nullable [] answer) {
    return GenericRowData.of(answer == null ? null : value(answer, 0, 0));
  }

  private Object value(double[] answer, int level, int at) {
    if (level == sizes.length) {
      // boxed apart: one expression would widen the float
      return single ? box((float) answer[at]) : box(answer[at]);
    }
    int stride = 1;
    for (int i = level + 1; i < sizes.length; i++) {
      stride *= sizes[i];
    }
    if (level + 1 == sizes.length) {
      double[] values = Arrays.copyOfRange(answer, at, at + sizes[level]);
      return single ? new GenericArrayData(singles(values)) : new GenericArrayData(values);
    }
    Object[] inner = new Object[sizes[level]];
    for (int i = 0; i < inner.length; i++) {
      inner[i] = value(answer, level + 1, at + i * stride);
    }
    return new GenericArrayData(inner);
  }

  private static Object box(float value) {
    return value;
  }

  private static Object box(double value) {
    return value;
  }

  private static float[] singles(double[] values) {
    float[] singles = new float[values.length];
    for (int i = 0; i < singles.length; i++) {
      singles[i] = (float) values[i];
    }
    return singles;
  }
}
