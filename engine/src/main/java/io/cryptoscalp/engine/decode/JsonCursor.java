package io.cryptoscalp.engine.decode;

/** The scanner with numbers: whole ones, and decimals as scaled longs. */
final class JsonCursor extends JsonText {
  private static final int MAX_DIGITS = 18;
  private static final long[] POWERS = new long[MAX_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  /** Reads a non-negative whole number, bare. */
  long integer() {
    int found = peek();
    valueStart = position;
    if (found < '0' || found > '9') {
      fail(found < 0 ? RejectCode.FRAME_TRUNCATED : RejectCode.FIELD_WRONG_TYPE);
      return 0;
    }
    long value = 0;
    int digits = 0;
    while (position < end && buffer[position] >= '0' && buffer[position] <= '9') {
      if (++digits > MAX_DIGITS + 1) {
        fail(RejectCode.NUMBER_INVALID);
        return 0;
      }
      value = value * 10 + (buffer[position++] - '0');
    }
    if (position == end) {
      fail(RejectCode.FRAME_TRUNCATED);
      return 0;
    }
    boolean leadingZero = digits > 1 && buffer[valueStart] == '0';
    if (value < 0 || leadingZero || isNumberByte(buffer[position])) {
      fail(RejectCode.NUMBER_INVALID);
      return 0;
    }
    return value;
  }

  private static boolean isNumberByte(byte b) {
    return b == '.' || b == 'e' || b == 'E' || b == '+' || b == '-';
  }

  /**
   * Reads a non-negative decimal in quotes, as venues send prices and quantities, as a scaled long.
   *
   * @param decimals decimal places of the result
   * @param outOfRange failure when the value is negative or does not fit
   */
  long decimal(int decimals, RejectCode outOfRange) {
    int found = peek();
    valueStart = position;
    if (found != '"') {
      fail(found < 0 ? RejectCode.FRAME_TRUNCATED : RejectCode.FIELD_WRONG_TYPE);
      return 0;
    }
    position++;
    if (position < end && buffer[position] == '-') {
      fail(outOfRange);
      return 0;
    }
    long value = digits(decimals, outOfRange);
    if (!ok()) {
      return 0;
    }
    closeQuote();
    return value;
  }

  private long digits(int decimals, RejectCode outOfRange) {
    long value = 0;
    int digits = 0;
    int fraction = -1;
    while (position < end) {
      byte b = buffer[position];
      if (b >= '0' && b <= '9') {
        digits++;
        if (fraction >= 0) {
          fraction++;
        }
        if (fraction > decimals) {
          // Zeros beyond the scale add nothing; any other digit would be lost.
          if (b != '0') {
            fail(RejectCode.NUMBER_INVALID);
            return 0;
          }
        } else {
          if (value >= POWERS[MAX_DIGITS - 1]) {
            fail(outOfRange);
            return 0;
          }
          value = value * 10 + (b - '0');
        }
      } else if (b == '.' && fraction < 0 && digits > 0) {
        fraction = 0;
      } else {
        break;
      }
      position++;
    }
    if (digits == 0 || fraction == 0) {
      fail(position == end ? RejectCode.FRAME_TRUNCATED : RejectCode.NUMBER_INVALID);
      return 0;
    }
    int missing = decimals - Math.min(Math.max(fraction, 0), decimals);
    long scaled = value * POWERS[missing];
    if (scaled / POWERS[missing] != value || scaled > Long.MAX_VALUE / 4) {
      fail(outOfRange);
      return 0;
    }
    return scaled;
  }

  /** Reads a decimal in quotes that may be negative. */
  long signedDecimal(int decimals, RejectCode outOfRange) {
    if (peek() == '"' && position + 1 < end && buffer[position + 1] == '-') {
      valueStart = position;
      position += 2;
      long value = digits(decimals, outOfRange);
      closeQuote();
      return -value;
    }
    return decimal(decimals, outOfRange);
  }

  private void closeQuote() {
    if (!ok()) {
      return;
    }
    if (position == end) {
      fail(RejectCode.FRAME_TRUNCATED);
    } else if (buffer[position] == '"') {
      position++;
    } else {
      fail(RejectCode.NUMBER_INVALID);
    }
  }
}
