package io.cryptoscalp.operators.results;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** {@link RowFormat#JSON}. Not thread-safe. */
final class JsonRowWriter extends RowWriter {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_DIGITS = 20;

  private final byte[][] names;
  private final byte[] digits = new byte[MAX_DIGITS];

  JsonRowWriter(ResultTable table) {
    super(table);
    List<Column> columns = table.columns();
    this.names = new byte[columns.size()][];
    for (int i = 0; i < names.length; i++) {
      String prefix = (i == 0 ? "{\"" : ",\"") + columns.get(i).name() + "\":";
      names[i] = prefix.getBytes(StandardCharsets.UTF_8);
    }
  }

  @Override
  void beginColumn(int index) {
    put(names[index], 0, names[index].length);
  }

  @Override
  void endRow() {
    put('}');
  }

  @Override
  void writeText(String value) {
    quoted(value);
  }

  @Override
  void writeWhole(long value) {
    number(value);
  }

  @Override
  void writeReal(double value) {
    if (Double.isFinite(value)) {
      // Shortest decimal that reads back as the same double; Double.toString is longer at times.
      ascii(NumberOutput.toString(value, true));
    } else {
      ascii("null");
    }
  }

  @Override
  void writeBool(boolean value) {
    ascii(value ? "true" : "false");
  }

  @Override
  void writeDecimal(long scaled, int decimals) {
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
  }

  @Override
  void writeReals(double[] values) {
    put('[');
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        put(',');
      }
      writeReal(values[i]);
    }
    put(']');
  }

  @Override
  void writeTexts(List<String> values) {
    put('[');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        put(',');
      }
      quoted(values.get(i));
    }
    put(']');
  }

  @Override
  void writeWords(long[] values) {
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
  }

  @Override
  void writeBase64(byte[] value) {
    put('"');
    byte[] encoded = Base64.getEncoder().encode(value);
    put(encoded, 0, encoded.length);
    put('"');
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
    put(digits, at, MAX_DIGITS - at);
  }

  private void ascii(String text) {
    int length = text.length();
    int at = claim(length);
    byte[] buffer = buffer();
    for (int i = 0; i < length; i++) {
      buffer[at + i] = (byte) text.charAt(i);
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
}
