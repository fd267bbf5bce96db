package io.cryptoscalp.operators.results;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * {@link RowFormat#ROW_BINARY}: text as its length (LEB128) and UTF-8, whole numbers and doubles in
 * 8 bytes, {@code Decimal(38, 12)} in 16, arrays as their length and elements. What is not finite
 * is NaN, as JSON rows store it. Not thread-safe.
 */
final class BinaryRowWriter extends RowWriter {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int DECIMAL_PLACES = 12;

  BinaryRowWriter(ResultTable table) {
    super(table);
  }

  @Override
  void beginColumn(int index) {}

  @Override
  void endRow() {}

  @Override
  void writeText(String value) {
    int length = value.length();
    for (int i = 0; i < length; i++) {
      if (value.charAt(i) >= 0x80) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        length(bytes.length);
        put(bytes, 0, bytes.length);
        return;
      }
    }
    length(length);
    int at = claim(length);
    byte[] buffer = buffer();
    for (int i = 0; i < length; i++) {
      buffer[at + i] = (byte) value.charAt(i);
    }
  }

  @Override
  void writeWhole(long value) {
    int at = claim(Long.BYTES);
    LONG.set(buffer(), at, value);
  }

  @Override
  void writeReal(double value) {
    writeWhole(Double.doubleToLongBits(Double.isFinite(value) ? value : Double.NaN));
  }

  @Override
  void writeBool(boolean value) {
    put(value ? 1 : 0);
  }

  @Override
  void writeDecimal(long scaled, int decimals) {
    long units = scaled;
    int places = decimals;
    while (places > DECIMAL_PLACES) {
      if (units % 10 != 0) {
        throw new IllegalArgumentException(
            "FIELD_RANGE: scaled=" + scaled + " decimals=" + decimals + " type=Decimal(38,12)");
      }
      units /= 10;
      places--;
    }
    long power = 1;
    for (; places < DECIMAL_PLACES; places++) {
      power *= 10;
    }
    writeWhole(units * power);
    writeWhole(Math.multiplyHigh(units, power));
  }

  @Override
  void writeReals(double[] values) {
    length(values.length);
    int at = claim(values.length * Double.BYTES);
    byte[] buffer = buffer();
    for (double value : values) {
      LONG.set(buffer, at, Double.doubleToLongBits(Double.isFinite(value) ? value : Double.NaN));
      at += Double.BYTES;
    }
  }

  @Override
  void writeTexts(List<String> values) {
    length(values.size());
    for (String value : values) {
      writeText(value);
    }
  }

  @Override
  void writeWords(long[] values) {
    length(values.length);
    for (long value : values) {
      writeWhole(value);
    }
  }

  @Override
  void writeBase64(byte[] value) {
    byte[] encoded = Base64.getEncoder().encode(value);
    length(encoded.length);
    put(encoded, 0, encoded.length);
  }

  private void length(int value) {
    int rest = value;
    while (rest >= 0x80) {
      put((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    put(rest);
  }
}
