package io.cryptoscalp.operators.results;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes one row column by column into a reused buffer. Values come in the order of the table's
 * columns; a value of another type or a missing one is a programming error and fails at once. Not
 * thread-safe.
 */
abstract sealed class RowWriter permits BinaryRowWriter, JsonRowWriter {
  private final ResultTable table;
  private final List<Column> columns;
  private byte[] buffer = new byte[512];
  private int size;
  private int column;
  private String lastKey = "";
  private byte[] lastKeyBytes = new byte[0];

  RowWriter(ResultTable table) {
    this.table = table;
    this.columns = table.columns();
  }

  /** A writer of a table's rows. */
  static RowWriter of(ResultTable table, RowFormat format) {
    return switch (format) {
      case JSON -> new JsonRowWriter(table);
      case ROW_BINARY -> new BinaryRowWriter(table);
    };
  }

  final RowWriter begin() {
    size = 0;
    column = 0;
    return this;
  }

  final RowWriter text(String value) {
    ColumnType type = next();
    check(type == ColumnType.TEXT || type == ColumnType.LABEL);
    writeText(value);
    return this;
  }

  final RowWriter whole(long value) {
    check(next() == ColumnType.INT64);
    writeWhole(value);
    return this;
  }

  final RowWriter real(double value) {
    check(next() == ColumnType.FLOAT64);
    writeReal(value);
    return this;
  }

  final RowWriter bool(boolean value) {
    check(next() == ColumnType.BOOL);
    writeBool(value);
    return this;
  }

  /** A scaled long as an exact decimal. */
  final RowWriter decimal(long scaled, int decimals) {
    check(next() == ColumnType.DECIMAL);
    writeDecimal(scaled, decimals);
    return this;
  }

  final RowWriter reals(double[] values) {
    check(next() == ColumnType.FLOAT64_ARRAY);
    writeReals(values);
    return this;
  }

  final RowWriter texts(List<String> values) {
    check(next() == ColumnType.TEXT_ARRAY);
    writeTexts(values);
    return this;
  }

  final RowWriter reals(List<Double> values) {
    double[] reals = new double[values.size()];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = values.get(i);
    }
    return reals(reals);
  }

  final RowWriter words(long[] values) {
    check(next() == ColumnType.UINT64_ARRAY);
    writeWords(values);
    return this;
  }

  /** Bytes as text in base64. */
  final RowWriter base64(byte[] value) {
    check(next() == ColumnType.TEXT);
    writeBase64(value);
    return this;
  }

  /** The finished row. */
  final ResultRow end(String key) {
    if (column != columns.size()) {
      throw new IllegalStateException(table + ": " + column + " of " + columns.size() + " columns");
    }
    endRow();
    if (!lastKey.equals(key)) {
      lastKey = key;
      lastKeyBytes = key.getBytes(StandardCharsets.UTF_8);
    }
    return new ResultRow(table, lastKeyBytes, Arrays.copyOf(buffer, size));
  }

  private ColumnType next() {
    beginColumn(column);
    return columns.get(column++).type();
  }

  private void check(boolean fits) {
    if (!fits) {
      throw new IllegalStateException(
          table + "." + columns.get(column - 1).name() + ": value of another type");
    }
  }

  /** Writes what stands before a value. */
  abstract void beginColumn(int index);

  /** Writes what stands behind the last value. */
  abstract void endRow();

  abstract void writeText(String value);

  abstract void writeWhole(long value);

  abstract void writeReal(double value);

  abstract void writeBool(boolean value);

  abstract void writeDecimal(long scaled, int decimals);

  abstract void writeReals(double[] values);

  abstract void writeTexts(List<String> values);

  abstract void writeWords(long[] values);

  abstract void writeBase64(byte[] value);

  final void put(int b) {
    ensure(1);
    buffer[size++] = (byte) b;
  }

  final void put(byte[] bytes, int from, int length) {
    ensure(length);
    System.arraycopy(bytes, from, buffer, size, length);
    size += length;
  }

  /** Room for that many bytes, to be written by the caller from the index returned. */
  final int claim(int length) {
    ensure(length);
    int at = size;
    size += length;
    return at;
  }

  /** The buffer; another one after anything was written. */
  final byte[] buffer() {
    return buffer;
  }

  private void ensure(int more) {
    if (size + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }
}
