package io.cryptoscalp.operators.results;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Writes one JSON object column by column into a reused buffer. Values come in the order of the
 * table's columns; a value of another type or a missing one is a programming error and fails at
 * once. Not thread-safe.
 */
final class RowWriter {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_DIGITS = 20;

  private final ResultTable table;
  private final byte[][] names;
  private final List<Column> columns;
  private final byte[] digits = new byte[MAX_DIGITS];
  private byte[] buffer = new byte[512];
  private int size;
  private int column;

  RowWriter(ResultTable table) {
    this.table = table;
    this.columns = table.columns();
    this.names = new byte[columns.size()][];
    for (int i = 0; i < names.length; i++) {
      String prefix = (i == 0 ? "{\"" : ",\"") + columns.get(i).name() + "\":";
      names[i] = prefix.getBytes(StandardCharsets.UTF_8);
    }
  }

  RowWriter begin() {
    size = 0;
    column = 0;
    return this;
  }

  RowWriter text(String value) {
    ColumnType type = next();
    check(type == ColumnType.TEXT || type == ColumnType.LABEL);
    quoted(value);
    return this;
  }

  RowWriter whole(long value) {
    check(next() == ColumnType.INT64);
    number(value);
    return this;
  }

  RowWriter real(double value) {
    check(next() == ColumnType.FLOAT64);
    real0(value);
    return this;
  }

  RowWriter bool(boolean value) {
    check(next() == ColumnType.BOOL);
    ascii(value ? "true" : "false");
    return this;
  }

  /** A scaled long as an exact decimal. */
  RowWriter decimal(long scaled, int decimals) {
    check(next() == ColumnType.DECIMAL);
    put('"');
    if (scaled < 0) {
      put('-');
    }
    long power = 1;
    for (int i = 0; i < decimals; i++) {
      power *= 10;
    }
    // The smallest long has no positive twin.
    long whole = scaled / power;
    if (whole == Long.MIN_VALUE) {
      ascii("9223372036854775808");
    } else {
      number(Math.abs(whole));
    }
    long fraction = Math.abs(scaled % power);
    if (fraction != 0) {
      put('.');
      int places = decimals;
      while (fraction % 10 == 0) {
        fraction /= 10;
        places--;
      }
      for (long rest = fraction; rest > 0; rest /= 10) {
        places--;
      }
      for (; places > 0; places--) {
        put('0');
      }
      number(fraction);
    }
    put('"');
    return this;
  }

  RowWriter reals(double[] values) {
    check(next() == ColumnType.FLOAT64_ARRAY);
    put('[');
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        put(',');
      }
      real0(values[i]);
    }
    put(']');
    return this;
  }

  RowWriter texts(List<String> values) {
    check(next() == ColumnType.TEXT_ARRAY);
    put('[');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        put(',');
      }
      quoted(values.get(i));
    }
    put(']');
    return this;
  }

  RowWriter reals(List<Double> values) {
    double[] reals = new double[values.size()];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = values.get(i);
    }
    return reals(reals);
  }

  RowWriter words(long[] values) {
    check(next() == ColumnType.UINT64_ARRAY);
    put('[');
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        put(',');
      }
      put('"');
      ascii(Long.toUnsignedString(values[i]));
      put('"');
    }
    put(']');
    return this;
  }

  RowWriter base64(byte[] value) {
    check(next() == ColumnType.TEXT);
    put('"');
    byte[] encoded = Base64.getEncoder().encode(value);
    ensure(encoded.length);
    System.arraycopy(encoded, 0, buffer, size, encoded.length);
    size += encoded.length;
    put('"');
    return this;
  }

  /** The finished row. */
  ResultRow end(String key) {
    if (column != names.length) {
      throw new IllegalStateException(table + ": " + column + " of " + names.length + " columns");
    }
    put('}');
    return new ResultRow(table, key.getBytes(StandardCharsets.UTF_8), Arrays.copyOf(buffer, size));
  }

  private ColumnType next() {
    byte[] name = names[column];
    ensure(name.length);
    System.arraycopy(name, 0, buffer, size, name.length);
    size += name.length;
    return columns.get(column++).type();
  }

  private void check(boolean fits) {
    if (!fits) {
      throw new IllegalStateException(
          table + "." + columns.get(column - 1).name() + ": value of another type");
    }
  }

  private void real0(double value) {
    if (Double.isFinite(value)) {
      // Shortest decimal that reads back as the same double; Double.toString is longer at times.
      ascii(NumberOutput.toString(value, true));
    } else {
      ascii("null");
    }
  }

  private void number(long value) {
    if (value < 0) {
      ascii(Long.toString(value));
      return;
    }
    int at = MAX_DIGITS;
    long rest = value;
    do {
      digits[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    ensure(MAX_DIGITS - at);
    System.arraycopy(digits, at, buffer, size, MAX_DIGITS - at);
    size += MAX_DIGITS - at;
  }

  private void ascii(String text) {
    int length = text.length();
    ensure(length);
    for (int i = 0; i < length; i++) {
      buffer[size++] = (byte) text.charAt(i);
    }
  }

  private void quoted(String text) {
    put('"');
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        i += unicode(text, i);
        continue;
      }
      i++;
      if (c == '"' || c == '\\') {
        put('\\');
        put(c);
      } else if (c < 0x20) {
        escape(c);
      } else {
        put(c);
      }
    }
    put('"');
  }

  /** Writes one character beyond ASCII; returns how many chars it took. */
  private int unicode(String text, int at) {
    char c = text.charAt(at);
    boolean pair =
        Character.isHighSurrogate(c)
            && at + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(at + 1));
    if (Character.isSurrogate(c) && !pair) {
      escape(c);
      return 1;
    }
    int length = pair ? 2 : 1;
    for (byte b : text.substring(at, at + length).getBytes(StandardCharsets.UTF_8)) {
      put(b);
    }
    return length;
  }

  private void escape(char c) {
    ascii("\\u");
    put(HEX[c >> 12 & 15]);
    put(HEX[c >> 8 & 15]);
    put(HEX[c >> 4 & 15]);
    put(HEX[c & 15]);
  }

  private void put(int b) {
    ensure(1);
    buffer[size++] = (byte) b;
  }

  private void ensure(int more) {
    if (size + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }
}
