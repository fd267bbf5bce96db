package io.cryptoscalp.gateway.archive;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The current row by the columns of its format, checked as far as is needed to write a message of
 * it: what a value means is judged where live frames are judged. The first thing that is wrong is
 * kept; everything after it is harmless.
 */
final class RowCursor {
  private static final long NS_PER_MS = 1_000_000;
  private static final int SHOWN = 48;

  private final CsvReader csv;
  private final String[] columns;
  private final int[] fields;
  private @Nullable String code;
  private String field = "";
  private String value = "";

  /**
   * A cursor.
   *
   * @param columns names in the format's own order
   * @param fields where in the file each column stands, -1 where it is missing
   */
  RowCursor(CsvReader csv, String[] columns, int[] fields) {
    this.csv = csv;
    this.columns = columns;
    this.fields = fields;
  }

  void begin() {
    code = csv.fault();
    field = "-";
    value = "";
  }

  boolean ok() {
    return code == null;
  }

  @Nullable String code() {
    return code;
  }

  /** Field and value of what is wrong. */
  String detail() {
    return "field=" + field + " value=\"" + value + "\"";
  }

  void fail(String reason, int column) {
    if (code != null) {
      return;
    }
    code = reason;
    field = columns[column];
    int at = fields[column];
    if (at >= 0 && at < csv.size()) {
      String text = csv.text(at);
      value = text.length() > SHOWN ? text.substring(0, SHOWN) : text;
    }
  }

  /** True when the row has a value there. */
  boolean has(int column) {
    int at = fields[column];
    return at >= 0 && at < csv.size() && csv.end(at) > csv.start(at);
  }

  private boolean require(int column) {
    if (code == null && !has(column)) {
      fail("FIELD_MISSING", column);
    }
    return code == null;
  }

  /** Writes a decimal number as it stands; one with an exponent without it. */
  void decimal(int column, FrameText out) {
    if (!require(column)) {
      return;
    }
    byte[] bytes = csv.bytes();
    int from = csv.start(fields[column]);
    int to = csv.end(fields[column]);
    boolean exponent = false;
    for (int i = from; i < to; i++) {
      byte c = bytes[i];
      if (c == 'e' || c == 'E') {
        exponent = true;
      } else if ((c < '0' || c > '9') && c != '.' && c != '-' && !(exponent && c == '+')) {
        fail("NUMBER_INVALID", column);
        return;
      }
    }
    if (!exponent) {
      out.add(bytes, from, to);
      return;
    }
    try {
      out.add(new BigDecimal(csv.text(fields[column])).toPlainString());
    } catch (ArithmeticException | NumberFormatException e) {
      fail("NUMBER_INVALID", column);
    }
  }

  /** Writes a decimal number without zeros at the end of its fraction. */
  void trimmed(int column, FrameText out) {
    if (!require(column)) {
      return;
    }
    try {
      out.add(new BigDecimal(csv.text(fields[column])).stripTrailingZeros().toPlainString());
    } catch (NumberFormatException e) {
      fail("NUMBER_INVALID", column);
    }
  }

  /** A whole number of at most 18 digits; 0 when it is none. */
  long whole(int column) {
    return whole(column, 18);
  }

  private long whole(int column, int digits) {
    if (!require(column)) {
      return 0;
    }
    byte[] bytes = csv.bytes();
    int from = csv.start(fields[column]);
    int to = csv.end(fields[column]);
    if (to - from > digits) {
      fail("NUMBER_INVALID", column);
      return 0;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        fail("NUMBER_INVALID", column);
        return 0;
      }
      number = number * 10 + (bytes[i] - '0');
    }
    return number;
  }

  /** True or false, in any case, or 1 and 0. */
  boolean flag(int column) {
    if (!require(column)) {
      return false;
    }
    byte first = csv.bytes()[csv.start(fields[column])];
    int length = csv.end(fields[column]) - csv.start(fields[column]);
    if (length == 1 ? first == '1' : length == 4 && (first == 't' || first == 'T')) {
      return true;
    }
    if (length == 1 ? first != '0' : length != 5 || (first != 'f' && first != 'F')) {
      fail("FIELD_WRONG_TYPE", column);
    }
    return false;
  }

  /** Which of two words stands there, in any case: true for the first. */
  boolean isFirst(int column, String first, String second) {
    if (!require(column)) {
      return false;
    }
    String text = csv.text(fields[column]);
    if (text.equalsIgnoreCase(first)) {
      return true;
    }
    if (!text.equalsIgnoreCase(second)) {
      fail("FIELD_WRONG_TYPE", column);
    }
    return false;
  }

  /**
   * A time in ns since the epoch: a number in s, ms, us or ns, or {@code yyyy-MM-dd HH:mm:ss} in
   * UTC; 0 when it is neither.
   */
  long time(int column) {
    if (!require(column)) {
      return 0;
    }
    int length = csv.end(fields[column]) - csv.start(fields[column]);
    if (length == 19 && csv.bytes()[csv.start(fields[column]) + 4] == '-') {
      return textTime(column);
    }
    long number = whole(column, 19);
    if (!ok()) {
      return 0;
    }
    switch (length) {
      case 19 -> {
        // Of 19 digits some are more than a long holds.
        if (number < 0) {
          fail("TIME_OUT_OF_RANGE", column);
        }
        return Math.max(0, number);
      }
      case 10 -> number *= 1_000_000_000L;
      case 13 -> number *= NS_PER_MS;
      case 16 -> number *= 1000;
      default -> {
        fail("TIME_OUT_OF_RANGE", column);
        return 0;
      }
    }
    return number;
  }

  private long textTime(int column) {
    try {
      LocalDateTime time = LocalDateTime.parse(csv.text(fields[column]).replace(' ', 'T'));
      return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000_000L;
    } catch (DateTimeException e) {
      fail("TIME_OUT_OF_RANGE", column);
      return 0;
    }
  }

  /** The row as it stands. */
  byte[] row() {
    return csv.row();
  }

  long line() {
    return csv.line();
  }

  /** Bytes of a text that a message repeats. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
