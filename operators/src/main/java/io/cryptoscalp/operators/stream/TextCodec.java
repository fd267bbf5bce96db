package io.cryptoscalp.operators.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes short strings; the few that repeat in every record (instruments, accounts,
 * versions) are interned on reading, so that no string is allocated for them in steady state. Not
 * thread-safe.
 */
public final class TextCodec {
  /** Entries; a power of two. A collision replaces the older entry. */
  private static final int SLOTS = 1024;

  private static final int INTERN_LIMIT = 64;

  private final byte[] @Nullable [] keys = new byte[SLOTS][];
  private final @Nullable String[] values = new String[SLOTS];
  private byte[] scratch = new byte[256];

  /** Writes UTF-8 with a length of four bytes. */
  public static void write(String text, DataOutputView out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads what {@link #write} wrote. */
  public String read(DataInputView in) throws IOException {
    int length = in.readInt();
    if (scratch.length < length) {
      scratch = new byte[Math.max(length, scratch.length * 2)];
    }
    in.readFully(scratch, 0, length);
    return intern(scratch, length);
  }

  /** The string of the first {@code length} bytes, the same instance for the same short text. */
  public String intern(byte[] bytes, int length) {
    if (length > INTERN_LIMIT) {
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ hash >>> 15) & SLOTS - 1;
    byte[] key = keys[slot];
    String value = values[slot];
    if (key != null && value != null && Arrays.equals(key, 0, key.length, bytes, 0, length)) {
      return value;
    }
    String created = new String(bytes, 0, length, StandardCharsets.UTF_8);
    keys[slot] = Arrays.copyOf(bytes, length);
    values[slot] = created;
    return created;
  }
}
