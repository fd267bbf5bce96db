package io.cryptoscalp.engine.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Appends primitives in big-endian order to a growing buffer that is reused between states. Every
 * state class writes its own version byte first and reads all versions it ever wrote.
 */
public final class StateWriter {
  private byte[] buffer = new byte[4096];
  private int position;

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

  /** Writes four bytes. */
  public void writeInt(int value) {
    ensure(4);
    buffer[position] = (byte) (value >>> 24);
    buffer[position + 1] = (byte) (value >>> 16);
    buffer[position + 2] = (byte) (value >>> 8);
    buffer[position + 3] = (byte) value;
    position += 4;
  }

  /** Writes eight bytes. */
  public void writeLong(long value) {
    writeInt((int) (value >>> 32));
    writeInt((int) value);
  }

  /** Writes the raw bits of a double, so that NaN payloads and signed zeros survive. */
  public void writeDouble(double value) {
    writeLong(Double.doubleToRawLongBits(value));
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
    ensure(value.length);
    System.arraycopy(value, 0, buffer, position, value.length);
    position += value.length;
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
