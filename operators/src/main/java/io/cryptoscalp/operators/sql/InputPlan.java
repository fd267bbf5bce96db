package io.cryptoscalp.operators.sql;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.scoring.RowShape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * How the columns of {@code INPUT (...)} fill a model's row. Features come as one number a column,
 * by name, or together as the array {@code features}; {@code sequence} is an array of steps, oldest
 * first, or all its values in one array; {@code regime} is an array of {@value RowShape#REGIMES}
 * probabilities.
 */
final class InputPlan implements Serializable {
  private static final long serialVersionUID = 1L;

  private final InputSlot[] slots;
  private final int width;

  private InputPlan(InputSlot[] slots, int width) {
    this.slots = slots;
    this.width = width;
  }

  /**
   * The plan of a statement.
   *
   * @param names columns
   * @param types their declared types
   * @param shape what the model reads
   * @param features the model's feature names in column order
   * @throws ModelException {@code MODEL_COLUMN_UNKNOWN}, {@code MODEL_COLUMN_TYPE}, {@code
   *     MODEL_COLUMN_TWICE} or {@code MODEL_COLUMN_MISSING}, naming the column
   */
  static InputPlan of(
      List<String> names, List<LogicalType> types, RowShape shape, List<String> features) {
    InputSlot[] slots = new InputSlot[names.size()];
    boolean[] filled = new boolean[shape.width()];
    for (int i = 0; i < slots.length; i++) {
      InputSlot slot = slot(i, names.get(i), types.get(i), shape, features);
      for (int at = slot.offset(); at < slot.offset() + slot.width(); at++) {
        if (filled[at]) {
          throw new ModelException("MODEL_COLUMN_TWICE", "column=" + names.get(i));
        }
        filled[at] = true;
      }
      slots[i] = slot;
    }
    List<String> missing = new ArrayList<>();
    for (int at = 0; at < filled.length; at++) {
      String column = columnOf(at, shape, features);
      if (!filled[at] && !missing.contains(column)) {
        missing.add(column);
      }
    }
    if (!missing.isEmpty()) {
      throw new ModelException("MODEL_COLUMN_MISSING", "column=" + String.join(",", missing));
    }
    return new InputPlan(slots, shape.width());
  }

  private static String columnOf(int at, RowShape shape, List<String> features) {
    if (at < shape.vector()) {
      return features.get(at);
    }
    if (at < shape.regimesAt()) {
      return OnnxHeader.SEQUENCE;
    }
    if (at < shape.neighboursAt()) {
      return OnnxHeader.REGIME;
    }
    return at < shape.edgesAt() ? OnnxHeader.NEIGHBOURS : OnnxHeader.EDGES;
  }

  private static InputSlot slot(
      int position, String name, LogicalType type, RowShape shape, List<String> features) {
    int depth = ColumnType.depth(type);
    int index = shape.vector() > 0 ? features.indexOf(name) : -1;
    if (index >= 0) {
      require(depth == 0, name, "a number", type);
      return new InputSlot(name, position, type, index, new int[0], false);
    }
    if (name.equals(OnnxHeader.FEATURES) && shape.vector() > 0) {
      require(depth == 1, name, "ARRAY of numbers", type);
      return new InputSlot(name, position, type, 0, new int[] {shape.vector()}, false);
    }
    if (name.equals(OnnxHeader.SEQUENCE) && shape.steps() > 0) {
      require(depth == 1 || depth == 2, name, "ARRAY of ARRAY of numbers", type);
      int[] sizes =
          depth == 2
              ? new int[] {shape.steps(), shape.columns()}
              : new int[] {shape.steps() * shape.columns()};
      return new InputSlot(name, position, type, shape.vector(), sizes, true);
    }
    if (name.equals(OnnxHeader.REGIME) && shape.regimes() > 0) {
      require(depth == 1, name, "ARRAY of numbers", type);
      int[] sizes = {shape.regimes()};
      return new InputSlot(name, position, type, shape.regimesAt(), sizes, false);
    }
    if (name.equals(OnnxHeader.NEIGHBOURS) && shape.neighbours() > 0) {
      require(depth == 2, name, "ARRAY of ARRAY of numbers", type);
      int[] sizes = {shape.neighbours(), shape.vector()};
      return new InputSlot(name, position, type, shape.neighboursAt(), sizes, false);
    }
    if (name.equals(OnnxHeader.EDGES) && shape.neighbours() > 0) {
      require(depth == 2, name, "ARRAY of ARRAY of numbers", type);
      int[] sizes = {shape.neighbours(), RowShape.EDGE};
      return new InputSlot(name, position, type, shape.edgesAt(), sizes, false);
    }
    throw new ModelException(
        "MODEL_COLUMN_UNKNOWN", "column=" + name + " model=" + inputs(shape, features));
  }

  private static String inputs(RowShape shape, List<String> features) {
    List<String> inputs = new ArrayList<>(shape.vector() > 0 ? features : List.of());
    if (shape.steps() > 0) {
      inputs.add(OnnxHeader.SEQUENCE);
    }
    if (shape.regimes() > 0) {
      inputs.add(OnnxHeader.REGIME);
    }
    if (shape.neighbours() > 0) {
      inputs.add(OnnxHeader.NEIGHBOURS);
      inputs.add(OnnxHeader.EDGES);
    }
    return String.join(",", inputs);
  }

  private static void require(boolean fits, String column, String expected, LogicalType got) {
    if (!fits) {
      throw new ModelException(
          "MODEL_COLUMN_TYPE",
          "column=" + column + " expected=" + expected + " got=" + got.asSummaryString());
    }
  }

  /**
   * The plan for columns as they really come: the planner lets a column pass whose type could be
   * cast to the declared one, and does not cast it.
   */
  InputPlan as(List<LogicalType> types) {
    if (types.size() != slots.length) {
      throw new ModelException(
          "MODEL_INPUT_SHAPE", "columns expected=" + slots.length + " got=" + types.size());
    }
    InputSlot[] actual = new InputSlot[slots.length];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = slots[i].as(i, types.get(i));
    }
    return new InputPlan(actual, width);
  }

  /** Values of the model's flat row. */
  int width() {
    return width;
  }

  /**
   * Fills a flat row.
   *
   * @return false when it must not reach the model
   */
  boolean fill(RowData row, float[] flat) {
    boolean usable = true;
    for (InputSlot slot : slots) {
      usable &= slot.fill(row, flat);
    }
    return usable;
  }
}
