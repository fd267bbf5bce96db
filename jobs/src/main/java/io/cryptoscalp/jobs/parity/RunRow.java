package io.cryptoscalp.jobs.parity;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.operators.results.Column;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of a run, its values by column in compact form. */
public final class RunRow {
  private final ComparedTable table;
  private final Object[] values;
  private final long ordinal;

  private RunRow(ComparedTable table, Object[] values, long ordinal) {
    this.table = table;
    this.values = values;
    this.ordinal = ordinal;
  }

  /**
   * Reads a row.
   *
   * @param row JSON object with a field for each column; others are not read
   * @param ordinal place in the order in which the run wrote its rows; below 0 when not known
   * @throws IllegalArgumentException {@code PARITY_ROW_INVALID} when a column is missing or of
   *     another type
   */
  public static RunRow of(ComparedTable table, JsonNode row, long ordinal) {
    List<Column> columns = table.columns();
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      Column column = columns.get(i);
      JsonNode value = row.get(column.name());
      try {
        values[i] = value(column, value);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "PARITY_ROW_INVALID: table="
                + table.tableName()
                + " column="
                + column.name()
                + " value="
                + (value == null ? "missing" : value),
            e);
      }
    }
    return new RunRow(table, values, ordinal);
  }

  private static Object value(Column column, @Nullable JsonNode value) {
    if (value == null) {
      if (column.optional()) {
        return 0L;
      }
      throw new NumberFormatException(column.name());
    }
    return switch (column.type()) {
      case TEXT, LABEL -> value.asText();
      case BOOL -> value.isTextual() ? Boolean.valueOf(value.asText()) : value.asBoolean();
      case INT64 -> value.isTextual() ? Long.parseLong(value.asText()) : value.asLong();
      case FLOAT64 -> number(value);
      case DECIMAL -> new BigDecimal(value.asText()).stripTrailingZeros();
      case FLOAT64_ARRAY -> {
        double[] array = new double[value.size()];
        for (int i = 0; i < array.length; i++) {
          array[i] = number(value.get(i));
        }
        yield array;
      }
      case TEXT_ARRAY, UINT64_ARRAY -> {
        String[] array = new String[value.size()];
        for (int i = 0; i < array.length; i++) {
          array[i] = value.get(i).asText();
        }
        yield array;
      }
    };
  }

  /** Not a number in any of its spellings is NaN. */
  private static double number(JsonNode value) {
    if (value.isNull()) {
      return Double.NaN;
    }
    if (!value.isTextual()) {
      return value.asDouble();
    }
    return switch (value.asText()) {
      case "nan", "inf", "-inf" -> Double.NaN;
      default -> Double.parseDouble(value.asText());
    };
  }

  /** Its table. */
  public ComparedTable table() {
    return table;
  }

  /** The value at a column's position. */
  Object value(int position) {
    return values[position];
  }

  /** A column as text. */
  public String text(String column) {
    return text(values[table.position(column)]);
  }

  /** A column as text; empty when the table has none of this name. */
  String textOr(String column) {
    return table.has(column) ? text(column) : "";
  }

  /** A value as a person reads it. */
  static String text(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof double[] array) {
      return Arrays.toString(array);
    }
    return value instanceof String[] array ? Arrays.toString(array) : value.toString();
  }

  /** Event time, ns since the epoch. */
  public long timeNs() {
    return (Long) values[table.orderPositions()[0]];
  }

  /** Number of the frame in its instrument's stream; below 0 where the table has none. */
  public long sequence() {
    int position = table.sequencePosition();
    return position < 0 ? -1 : (Long) values[position];
  }

  /** Place in the order in which the run wrote its rows; below 0 when not known. */
  long ordinal() {
    return ordinal;
  }

  /** Account, or the instrument of a table without accounts: rows of one key keep their order. */
  String key() {
    return text(values[table.keyPosition()]);
  }

  /** The row's id without its time. */
  String id() {
    StringBuilder id = new StringBuilder();
    for (String column : table.order()) {
      if (!column.endsWith("_time_ns") || column.equals("open_time_ns")) {
        id.append(id.isEmpty() ? "" : " ").append(text(column));
      }
    }
    return id.toString();
  }

  /** By the order columns of a table, which both have. */
  static int compare(RunRow a, RunRow b) {
    for (int position : a.table.orderPositions()) {
      int compared = compare(a.values[position], b.values[position]);
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }

  private static int compare(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x.compareTo(y);
    }
    return a.toString().compareTo(b.toString());
  }
}
