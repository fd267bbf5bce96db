package io.cryptoscalp.operators.sql;

import java.util.List;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.jspecify.annotations.Nullable;

/** What SQL types of numbers and arrays of numbers mean to a model. */
final class ColumnType {
  private ColumnType() {}

  /** Levels of arrays around a number; -1 when what is inside is no number. */
  static int depth(LogicalType type) {
    int depth = 0;
    LogicalType inner = type;
    while (inner instanceof ArrayType array) {
      inner = array.getElementType();
      depth++;
    }
    return inner.is(LogicalTypeFamily.NUMERIC) ? depth : -1;
  }

  /** Readers of the elements of nested arrays, from the outside in; empty for a number. */
  static List<ArrayData.ElementGetter> getters(LogicalType type) {
    List<ArrayData.ElementGetter> getters = new java.util.ArrayList<>();
    LogicalType inner = type;
    while (inner instanceof ArrayType array) {
      inner = array.getElementType();
      getters.add(ArrayData.createElementGetter(inner));
    }
    return getters;
  }

  /** A number as a model takes it; NaN for NULL and for what single precision cannot hold. */
  static float single(@Nullable Object value) {
    double number;
    if (value instanceof Number plain) {
      number = plain.doubleValue();
    } else if (value instanceof DecimalData decimal) {
      number = decimal.toBigDecimal().doubleValue();
    } else {
      return Float.NaN;
    }
    float single = (float) number;
    return Float.isInfinite(single) ? Float.NaN : single;
  }
}
