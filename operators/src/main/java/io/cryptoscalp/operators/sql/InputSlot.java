package io.cryptoscalp.operators.sql;

import io.cryptoscalp.models.ModelException;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/**
 * One column and the stretch of a model's flat row that it fills: a number, an array of numbers, or
 * an array of steps.
 */
final class InputSlot implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String column;
  private final int offset;
  private final int[] sizes;
  private final boolean mayBeShort;
  private final RowData.FieldGetter field;
  private final List<ArrayData.ElementGetter> elements;

  /**
   * Creates it.
   *
   * @param column name, for messages
   * @param position of the column in the row
   * @param type of the column as it comes, which need not be the declared one
   * @param offset first value of the flat row
   * @param sizes lengths of the arrays from the outside in; none for a number
   * @param mayBeShort whether a shorter array is a row that cannot be scored yet
   */
  InputSlot(
      String column, int position, LogicalType type, int offset, int[] sizes, boolean mayBeShort) {
    this.column = column;
    this.offset = offset;
    this.sizes = sizes.clone();
    this.mayBeShort = mayBeShort;
    this.field = RowData.createFieldGetter(type, position);
    this.elements = List.copyOf(ColumnType.getters(type));
  }

  /** Values of the flat row that it fills. */
  int width() {
    int width = 1;
    for (int size : sizes) {
      width *= size;
    }
    return width;
  }

  int offset() {
    return offset;
  }

  /** The same column of another type. */
  InputSlot as(int position, LogicalType type) {
    return new InputSlot(column, position, type, offset, sizes, mayBeShort);
  }

  /**
   * Fills its stretch.
   *
   * @return false when some value is missing, not a number, or beyond single precision
   * @throws ModelException {@code MODEL_INPUT_SHAPE} for an array of another length
   */
  boolean fill(RowData row, float[] flat) {
    return fill(field.getFieldOrNull(row), 0, offset, flat);
  }

  private boolean fill(@Nullable Object value, int level, int at, float[] flat) {
    if (level == sizes.length) {
      float single = ColumnType.single(value);
      flat[at] = single;
      return !Float.isNaN(single);
    }
    if (!(value instanceof ArrayData array)) { // NULL
      return false;
    }
    int size = array.size();
    if (size != sizes[level]) {
      if (mayBeShort && size < sizes[level] && level == 0) {
        return false;
      }
      throw new ModelException(
          "MODEL_INPUT_SHAPE", "column=" + column + " expected=" + sizes[level] + " got=" + size);
    }
    int stride = level + 1 < sizes.length ? sizes[level + 1] : 1;
    ArrayData.ElementGetter element = elements.get(level);
    boolean usable = true;
    for (int i = 0; i < size; i++) {
      usable &= fill(element.getElementOrNull(array, i), level + 1, at + i * stride, flat);
    }
    return usable;
  }
}
