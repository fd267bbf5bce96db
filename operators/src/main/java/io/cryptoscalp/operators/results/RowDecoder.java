package io.cryptoscalp.operators.results;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON row back into one value a column. Strict where a wrong value would reach a table or
 * an order: a missing field, a value of another type or out of range is refused with a code; only
 * one that is optional may be missing. Unknown fields are skipped, so that a newer writer does not
 * stop an older reader. Not thread-safe.
 */
public final class RowDecoder {
  /** Digits before the point that {@code Decimal(38, 12)} holds. */
  private static final int DECIMAL_INTEGER_DIGITS = 26;

  private static final int DECIMAL_PLACES = 12;

  private final JsonFactory factory =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // The same doubles, several times faster: a row of features has a hundred.
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .build();
  private final Map<ResultTable, Map<String, Integer>> positions = new EnumMap<>(ResultTable.class);
  private double[] realBuffer = new double[128];
  private long[] wordBuffer = new long[16];

  /** Creates it. */
  public RowDecoder() {
    for (ResultTable table : ResultTable.values()) {
      Map<String, Integer> byName = new HashMap<>();
      for (Column column : table.columns()) {
        byName.put(column.name(), byName.size());
      }
      positions.put(table, byName);
    }
  }

  /**
   * The values of a row in column order, each of the class that its {@link ColumnType} stands for:
   * {@link String}, {@link Long}, {@link Double}, {@link BigDecimal}, {@link Boolean}, {@code
   * double[]}, for unsigned words {@code long[]} and for texts {@code String[]}.
   *
   * @throws RowFormatException {@code ROW_MALFORMED} when it is no JSON object, {@code
   *     FIELD_MISSING}, {@code FIELD_TYPE} or {@code FIELD_RANGE}
   */
  public Object[] decode(ResultTable table, byte[] json) throws RowFormatException {
    @Nullable Object[] values = new Object[table.columns().size()];
    try (JsonParser parser = factory.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new RowFormatException("ROW_MALFORMED", "expected=object");
      }
      Map<String, Integer> byName = positions.getOrDefault(table, Map.of());
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken token = parser.nextToken();
        Integer position = byName.get(name);
        if (position == null) {
          parser.skipChildren();
        } else {
          values[position] = value(table.columns().get(position), parser, token);
        }
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new RowFormatException("ROW_MALFORMED", "expected=end");
      }
    } catch (IOException e) {
      throw new RowFormatException("ROW_MALFORMED", "json=" + firstLine(e));
    }
    return complete(table, values);
  }

  private static Object[] complete(ResultTable table, @Nullable Object[] values)
      throws RowFormatException {
    Object[] complete = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value == null && table.columns().get(i).optional()) {
        value = 0L;
      }
      if (value == null) {
        throw new RowFormatException("FIELD_MISSING", "field=" + table.columns().get(i).name());
      }
      complete[i] = value;
    }
    return complete;
  }

  private Object value(Column column, JsonParser parser, JsonToken token)
      throws IOException, RowFormatException {
    return switch (column.type()) {
      case TEXT, LABEL -> {
        require(column, token == JsonToken.VALUE_STRING, token);
        yield parser.getText();
      }
      case BOOL -> {
        require(column, token.isBoolean(), token);
        yield token == JsonToken.VALUE_TRUE;
      }
      case INT64 -> integer(column, parser, token);
      case FLOAT64 -> real(column, parser, token);
      case DECIMAL -> decimal(column, parser, token);
      case FLOAT64_ARRAY -> reals(column, parser, token);
      case TEXT_ARRAY -> texts(column, parser, token);
      case UINT64_ARRAY -> words(column, parser, token);
    };
  }

  private static long integer(Column column, JsonParser parser, JsonToken token)
      throws IOException, RowFormatException {
    require(column, token == JsonToken.VALUE_NUMBER_INT, token);
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw new RowFormatException("FIELD_RANGE", "field=" + column.name() + " max=2^63-1");
    }
    return parser.getLongValue();
  }

  private static double real(Column column, JsonParser parser, JsonToken token)
      throws IOException, RowFormatException {
    if (token == JsonToken.VALUE_NULL) {
      return Double.NaN;
    }
    require(column, token.isNumeric(), token);
    return parser.getDoubleValue();
  }

  private static BigDecimal decimal(Column column, JsonParser parser, JsonToken token)
      throws IOException, RowFormatException {
    require(column, token == JsonToken.VALUE_STRING, token);
    String text = parser.getText();
    if (!isDecimal(text)) {
      throw new RowFormatException(
          "FIELD_RANGE", "field=" + column.name() + " type=Decimal(38,12)");
    }
    return new BigDecimal(text);
  }

  /** Sign, digits, point, digits: no exponent, which could ask for a billion digits. */
  private static boolean isDecimal(String text) {
    int at = text.startsWith("-") ? 1 : 0;
    int whole = 0;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
      whole++;
    }
    int places = 0;
    if (at < text.length() && text.charAt(at) == '.') {
      for (at++; at < text.length() && isDigit(text.charAt(at)); at++) {
        places++;
      }
      if (places == 0) {
        return false;
      }
    }
    return at == text.length()
        && whole >= 1
        && whole <= DECIMAL_INTEGER_DIGITS
        && places <= DECIMAL_PLACES;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String[] texts(Column column, JsonParser parser, JsonToken start)
      throws IOException, RowFormatException {
    require(column, start == JsonToken.START_ARRAY, start);
    List<String> texts = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      require(column, token == JsonToken.VALUE_STRING, token);
      texts.add(parser.getText());
    }
    return texts.toArray(String[]::new);
  }

  private double[] reals(Column column, JsonParser parser, JsonToken start)
      throws IOException, RowFormatException {
    require(column, start == JsonToken.START_ARRAY, start);
    int count = 0;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (count == realBuffer.length) {
        realBuffer = Arrays.copyOf(realBuffer, count * 2);
      }
      realBuffer[count++] = real(column, parser, token);
    }
    return Arrays.copyOf(realBuffer, count);
  }

  private long[] words(Column column, JsonParser parser, JsonToken start)
      throws IOException, RowFormatException {
    require(column, start == JsonToken.START_ARRAY, start);
    int count = 0;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (count == wordBuffer.length) {
        wordBuffer = Arrays.copyOf(wordBuffer, count * 2);
      }
      wordBuffer[count++] = word(column, parser, token);
    }
    return Arrays.copyOf(wordBuffer, count);
  }

  private static long word(Column column, JsonParser parser, JsonToken token)
      throws IOException, RowFormatException {
    require(column, token == JsonToken.VALUE_STRING, token);
    try {
      return Long.parseUnsignedLong(parser.getText());
    } catch (NumberFormatException e) {
      throw new RowFormatException("FIELD_RANGE", "field=" + column.name() + " max=2^64-1");
    }
  }

  private static void require(Column column, boolean fits, JsonToken token)
      throws RowFormatException {
    if (!fits) {
      throw new RowFormatException(
          "FIELD_TYPE", "field=" + column.name() + " type=" + column.type() + " token=" + token);
    }
  }

  private static String firstLine(IOException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
