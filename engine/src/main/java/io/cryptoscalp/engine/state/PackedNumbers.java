package io.cryptoscalp.engine.state;

/**
 * Numbers in as few bytes as they need, without loss.
 *
 * <p>Whole numbers of {@code int} and {@code long} are zigzag varints, 7 bits a byte, the lowest
 * first. A double starts with a byte that says what follows:
 *
 * <ul>
 *   <li>0x30-0x4f, 0xb0-0xcf: the highest byte of the double itself, of which the seven others
 *       follow: any number between 2^-255 and 2^257 in size takes eight bytes at most
 *   <li>0x00 zero, 0x01 NaN, 0x50-0x8f the numbers 1 to 64, 0x90-0x9f -1 to -16
 *   <li>0xa0-0xa5 a whole number of 1 to 6 bytes, 0xa8-0xad a negative one
 *   <li>0x02-0x29 a decimal: m / 10^k, k = 1 to 8, m of 1 to 5 bytes; 0xd0-0xf7 a negative one
 *   <li>0xff all eight bytes
 * </ul>
 *
 * Counts, sizes in lots and prices in ticks so take two to five bytes.
 */
final class PackedNumbers {
  /** Bytes that a number takes at most. */
  static final int MOST = 10;

  private static final long NAN_BITS = Double.doubleToLongBits(Double.NaN);
  private static final int ZERO = 0x00;
  private static final int NOT_A_NUMBER = 0x01;
  private static final int DECIMAL = 0x02;
  private static final int SMALL = 0x50;
  private static final int SMALL_NEGATIVE = 0x90;
  private static final int WHOLE = 0xa0;
  private static final int WHOLE_NEGATIVE = 0xa8;
  private static final int DECIMAL_NEGATIVE = 0xd0;
  private static final int WIDE = 0xff;
  private static final int MOST_SMALL = SMALL_NEGATIVE - SMALL;
  private static final int MOST_SMALL_NEGATIVE = WHOLE - SMALL_NEGATIVE;
  private static final int WHOLE_BYTES = 6;
  private static final int DECIMAL_BYTES = 5;
  private static final int DIGITS = 8;
  private static final double SCALE = 1e8;

  /** Below it, the steps of 1e-8 are a whole number that a double holds. */
  private static final double LARGEST_DECIMAL = 9e7;

  private static final double LARGEST_WHOLE = 1L << (8 * WHOLE_BYTES);
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};

  private PackedNumbers() {}

  /** Writes at a position of a buffer with room for {@link #MOST}; returns the next one. */
  static int put(byte[] buffer, int from, long value) {
    int at = from;
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      buffer[at++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    buffer[at++] = (byte) rest;
    return at;
  }

  static long readLong(StateReader in) {
    long zigzag = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = in.readByte();
      zigzag |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new StateException("STATE_CORRUPT: expected=a whole number of at most 10 bytes");
  }

  /** Writes at a position of a buffer with room for {@link #MOST}; returns the next one. */
  static int put(byte[] buffer, int from, double value) {
    double size = Math.abs(value);
    if (size > 0 && size < LARGEST_WHOLE) {
      int end = putShort(buffer, from, size, value < 0);
      if (end > 0) {
        return end;
      }
    }
    long bits = Double.doubleToRawLongBits(value);
    int at = from;
    if (bits == 0) {
      buffer[at++] = ZERO;
    } else if (bits == NAN_BITS) {
      buffer[at++] = NOT_A_NUMBER;
    } else {
      if (!isTop((int) (bits >>> 56))) {
        buffer[at++] = (byte) WIDE;
      }
      at = putBytes(buffer, at, bits, Long.BYTES);
    }
    return at;
  }

  /** True when the first byte is that of a double in full. */
  private static boolean isTop(int first) {
    int exponent = first & 0x7f;
    return exponent >= 0x30 && exponent < 0x50;
  }

  /** Returns 0 where there is no short form. */
  private static int putShort(byte[] buffer, int from, double size, boolean negative) {
    long whole = (long) size;
    if (whole == size) {
      return putWhole(buffer, from, whole, negative);
    }
    if (size >= LARGEST_DECIMAL) {
      return 0;
    }
    long steps = (long) (size * SCALE + 0.5);
    if (steps / SCALE != size) {
      return 0;
    }
    int digits = DIGITS;
    if (steps % 10_000 == 0) {
      steps /= 10_000;
      digits -= 4;
    }
    if (steps % 100 == 0) {
      steps /= 100;
      digits -= 2;
    }
    if (steps % 10 == 0) {
      steps /= 10;
      digits--;
    }
    int bytes = bytes(steps);
    if (bytes > DECIMAL_BYTES) {
      return 0;
    }
    int first = negative ? DECIMAL_NEGATIVE : DECIMAL;
    buffer[from] = (byte) (first + (digits - 1) * DECIMAL_BYTES + bytes - 1);
    return putBytes(buffer, from + 1, steps, bytes);
  }

  private static int putWhole(byte[] buffer, int from, long size, boolean negative) {
    if (size <= (negative ? MOST_SMALL_NEGATIVE : MOST_SMALL)) {
      buffer[from] = (byte) ((negative ? SMALL_NEGATIVE : SMALL) + size - 1);
      return from + 1;
    }
    int bytes = bytes(size);
    buffer[from] = (byte) ((negative ? WHOLE_NEGATIVE : WHOLE) + bytes - 1);
    return putBytes(buffer, from + 1, size, bytes);
  }

  private static int bytes(long value) {
    return (Long.SIZE + 7 - Long.numberOfLeadingZeros(value)) / 8;
  }

  private static int putBytes(byte[] buffer, int from, long value, int bytes) {
    int at = from;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      buffer[at++] = (byte) (value >>> shift);
    }
    return at;
  }

  static double readDouble(StateReader in) {
    int first = in.readByte();
    if (isTop(first)) {
      return Double.longBitsToDouble(((long) first << 56) | readBytes(in, Long.BYTES - 1));
    }
    if (first < DECIMAL) {
      return first == ZERO ? 0 : Double.NaN;
    }
    if (first < 0x30) {
      return readDecimal(in, first - DECIMAL);
    }
    if (first < SMALL_NEGATIVE) {
      return first - SMALL + 1;
    }
    if (first < WHOLE) {
      return SMALL_NEGATIVE - 1 - first;
    }
    if (first < WHOLE_NEGATIVE) {
      return readWhole(in, first - WHOLE);
    }
    if (first < DECIMAL_NEGATIVE) {
      return -readWhole(in, first - WHOLE_NEGATIVE);
    }
    return first == WIDE
        ? Double.longBitsToDouble(readBytes(in, Long.BYTES))
        : -readDecimal(in, first - DECIMAL_NEGATIVE);
  }

  private static double readWhole(StateReader in, int form) {
    require(form < WHOLE_BYTES, form);
    return (double) readBytes(in, form + 1);
  }

  private static double readDecimal(StateReader in, int form) {
    require(form < DIGITS * DECIMAL_BYTES, form);
    return readBytes(in, form % DECIMAL_BYTES + 1) / POWERS[form / DECIMAL_BYTES + 1];
  }

  private static void require(boolean known, int form) {
    if (!known) {
      throw new StateException("STATE_CORRUPT: expected=a number form=" + form);
    }
  }

  private static long readBytes(StateReader in, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = (value << 8) | in.readByte();
    }
    return value;
  }
}
