package io.cryptoscalp.engine.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link StateWriter} wrote. Running past the end or a negative count is a {@link
 * StateException}.
 */
public final class StateReader {
  private final byte[] buffer;
  private final int end;
  private final boolean packed;
  private int position;

  /** Reads from the start of the array, which is not copied. */
  public StateReader(byte[] buffer) {
    this(buffer, 0, buffer.length, false);
  }

  private StateReader(byte[] buffer, int position, int end, boolean packed) {
    this.buffer = buffer;
    this.position = position;
    this.end = end;
    this.packed = packed;
  }

  /** A reader of the bytes not read yet, which {@link StateWriter#packed} wrote. */
  public StateReader packed() {
    return new StateReader(buffer, position, end, true);
  }

  /** Bytes not read yet. */
  public int remaining() {
    return end - position;
  }

  /**
   * Reads a version byte and checks it.
   *
   * @param newest the newest version the caller understands
   * @param what the state's name for the message
   * @return the stored version, 1 to {@code newest}
   * @throws StateException when the stored version is 0 or newer than {@code newest}
   */
  public int readVersion(int newest, String what) {
    int version = readByte();
    if (version < 1 || version > newest) {
      throw new StateException(
          "STATE_VERSION_UNKNOWN: state=" + what + " version=" + version + " newest=" + newest);
    }
    return version;
  }

  /** Reads one byte, 0 to 255. */
  public int readByte() {
    require(1);
    return buffer[position++] & 0xff;
  }

  /** Reads a boolean. */
  public boolean readBoolean() {
    return readByte() != 0;
  }

  /**
   * Reads an int.
   *
   * @throws StateException when what is packed here is no int
   */
  public int readInt() {
    if (!packed) {
      return fixedInt();
    }
    long value = PackedNumbers.readLong(this);
    if (value != (int) value) {
      throw new StateException("STATE_CORRUPT: position=" + position + " expected=int");
    }
    return (int) value;
  }

  private int fixedInt() {
    require(4);
    int value =
        (buffer[position] & 0xff) << 24
            | (buffer[position + 1] & 0xff) << 16
            | (buffer[position + 2] & 0xff) << 8
            | (buffer[position + 3] & 0xff);
    position += 4;
    return value;
  }

  /**
   * Reads what {@link StateWriter#writeUnsigned} wrote.
   *
   * @throws StateException when there is no such int
   */
  public int readUnsigned() {
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int next = readByte();
      value |= (next & 0x7f) << shift;
      if (next < 0x80 && value >= 0) {
        return value;
      }
    }
    throw new StateException("STATE_CORRUPT: position=" + position + " expected=unsigned int");
  }

  /** Reads a long. */
  public long readLong() {
    return packed ? PackedNumbers.readLong(this) : fixedLong();
  }

  private long fixedLong() {
    long high = fixedInt();
    return high << 32 | (fixedInt() & 0xffffffffL);
  }

  /** Reads a double bit for bit. */
  public double readDouble() {
    return packed ? PackedNumbers.readDouble(this) : Double.longBitsToDouble(fixedLong());
  }

  /** Reads a string or null. */
  public @Nullable String readString() {
    int length = readInt();
    if (length == -1) {
      return null;
    }
    require(length);
    String value = new String(buffer, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  /**
   * Reads a string that was written non-null.
   *
   * @throws StateException when null was written
   */
  public String readText() {
    String value = readString();
    if (value == null) {
      throw new StateException("STATE_CORRUPT: position=" + position + " expected=text found=null");
    }
    return value;
  }

  /** Reads a byte array. */
  public byte[] readBytes() {
    int length = readInt();
    require(length);
    byte[] value = Arrays.copyOfRange(buffer, position, position + length);
    position += length;
    return value;
  }

  /**
   * A reader of the next bytes, which this one leaves behind.
   *
   * @param length bytes, at least 0
   */
  public StateReader slice(int length) {
    require(length);
    StateReader slice = new StateReader(buffer, position, position + length, packed);
    position += length;
    return slice;
  }

  /** Reads a counted array of longs. */
  public long[] readLongs() {
    int count = readInt();
    require((long) count * (packed ? 1 : Long.BYTES));
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = readLong();
    }
    return values;
  }

  /** Reads a counted array of doubles. */
  public double[] readDoubles() {
    int count = readInt();
    require((long) count * (packed ? 1 : Long.BYTES));
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = readDouble();
    }
    return values;
  }

  /**
   * Reads a counted array of longs into one of fixed length.
   *
   * @param what whose state it is, for the message
   * @return number of elements read
   * @throws StateException {@code STATE_MISMATCH} when it does not fit
   */
  public int readLongs(long[] into, String what) {
    int count = readCount(into.length, what);
    for (int i = 0; i < count; i++) {
      into[i] = readLong();
    }
    return count;
  }

  /**
   * Reads a counted array of doubles into one of fixed length.
   *
   * @param what whose state it is, for the message
   * @return number of elements read
   * @throws StateException {@code STATE_MISMATCH} when it does not fit
   */
  public int readDoubles(double[] into, String what) {
    int count = readCount(into.length, what);
    for (int i = 0; i < count; i++) {
      into[i] = readDouble();
    }
    return count;
  }

  private int readCount(int most, String what) {
    int count = readInt();
    if (count < 0 || count > most) {
      throw new StateException(
          "STATE_MISMATCH: state=" + what + " stored=" + count + " most=" + most);
    }
    return count;
  }

  private void require(long bytes) {
    if (bytes < 0 || bytes > remaining()) {
      throw new StateException(
          "STATE_CORRUPT: position=" + position + " wanted=" + bytes + " remaining=" + remaining());
    }
  }
}
