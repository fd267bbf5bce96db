package io.cryptoscalp.engine.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Appends primitives in big-endian order to a growing buffer that is reused between states. Every
 * state class writes its own version byte first and reads all versions it ever wrote.
 */
public final class StateWriter {
  private final boolean packed;
  private byte[] buffer = new byte[4096];
  private int position;

  /** Creates a writer of fixed widths: four bytes an int, eight a long or double. */
  public StateWriter() {
    this(false);
  }

  private StateWriter(boolean packed) {
    this.packed = packed;
  }

  /**
   * A writer of the same calls in as few bytes as each number needs; bit for bit all the same. What
   * it wrote is read with {@link StateReader#packed}.
   */
  public static StateWriter packed() {
    return new StateWriter(true);
  }

  /** Starts over, keeping the buffer. */
  public void reset() {
    position = 0;
  }

  /** Bytes written since the start or the last reset. */
  public int length() {
    return position;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, position);
  }

  /** Writes one byte. */
  public void writeByte(int value) {
    ensure(1);
    buffer[position++] = (byte) value;
  }

  /** Writes a boolean as one byte. */
  public void writeBoolean(boolean value) {
    writeByte(value ? 1 : 0);
  }

  /** Writes four bytes, or 1 to 5 when packed. */
  public void writeInt(int value) {
    if (packed) {
      ensure(PackedNumbers.MOST);
      position = PackedNumbers.put(buffer, position, (long) value);
    } else {
      fixedInt(value);
    }
  }

  private void fixedInt(int value) {
    ensure(4);
    buffer[position] = (byte) (value >>> 24);
    buffer[position + 1] = (byte) (value >>> 16);
    buffer[position + 2] = (byte) (value >>> 8);
    buffer[position + 3] = (byte) value;
    position += 4;
  }

  /**
   * Writes an int that is at least 0, 1 to 5 bytes whatever the form.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public void writeUnsigned(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("STATE_NEGATIVE: value=" + value);
    }
    int rest = value;
    while (rest > 0x7f) {
      writeByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    writeByte(rest);
  }

  /** Writes eight bytes, or 1 to 10 when packed. */
  public void writeLong(long value) {
    if (packed) {
      ensure(PackedNumbers.MOST);
      position = PackedNumbers.put(buffer, position, value);
    } else {
      fixedLong(value);
    }
  }

  private void fixedLong(long value) {
    fixedInt((int) (value >>> 32));
    fixedInt((int) value);
  }

  /**
   * Writes the raw bits of a double, so that NaN payloads and signed zeros survive; 1 to 9 bytes
   * when packed.
   */
  public void writeDouble(double value) {
    if (packed) {
      ensure(PackedNumbers.MOST);
      position = PackedNumbers.put(buffer, position, value);
    } else {
      fixedLong(Double.doubleToRawLongBits(value));
    }
  }

  /** Writes a string as UTF-8 with its length; null is kept. */
  public void writeString(@Nullable String value) {
    if (value == null) {
      writeInt(-1);
    } else {
      writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Writes a byte array with its length. */
  public void writeBytes(byte[] value) {
    writeInt(value.length);
    append(value, value.length);
  }

  /** Writes what another writer holds as a byte array with its length. */
  public void writeBytes(StateWriter part) {
    writeInt(part.position);
    append(part.buffer, part.position);
  }

  /** Writes what another writer holds as it is. */
  public void append(StateWriter part) {
    append(part.buffer, part.position);
  }

  private void append(byte[] from, int length) {
    ensure(length);
    System.arraycopy(from, 0, buffer, position, length);
    position += length;
  }

  /** Writes the first {@code count} longs with their count. */
  public void writeLongs(long[] values, int count) {
    writeInt(count);
    ensure(count * 8);
    for (int i = 0; i < count; i++) {
      writeLong(values[i]);
    }
  }

  /** Writes the first {@code count} doubles with their count. */
  public void writeDoubles(double[] values, int count) {
    writeInt(count);
    ensure(count * 8);
    for (int i = 0; i < count; i++) {
      writeDouble(values[i]);
    }
  }

  private void ensure(int more) {
    if (position + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, position + more));
    }
  }
}
