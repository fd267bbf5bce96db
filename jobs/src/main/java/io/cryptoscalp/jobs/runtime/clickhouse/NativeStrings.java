package io.cryptoscalp.jobs.runtime.clickhouse;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** UTF-8 strings laid out as C wants them: an array of pointers and an array of lengths. */
final class NativeStrings implements AutoCloseable {
  private final Memory bytes;
  private final Memory pointers;
  private final Memory lengths;

  NativeStrings(Collection<String> strings) {
    byte[][] encoded = new byte[strings.size()][];
    int total = 1;
    int count = 0;
    for (String string : strings) {
      encoded[count] = string.getBytes(StandardCharsets.UTF_8);
      total += encoded[count++].length;
    }
    bytes = new Memory(total);
    pointers = new Memory(Math.max(1, (long) Native.POINTER_SIZE * count));
    lengths = new Memory(Math.max(1, (long) Native.SIZE_T_SIZE * count));
    long at = 0;
    for (int i = 0; i < count; i++) {
      bytes.write(at, encoded[i], 0, encoded[i].length);
      pointers.setPointer((long) Native.POINTER_SIZE * i, bytes.share(at));
      lengths.setLong((long) Native.SIZE_T_SIZE * i, encoded[i].length);
      at += encoded[i].length;
    }
  }

  Memory pointers() {
    return pointers;
  }

  Memory lengths() {
    return lengths;
  }

  @Override
  public void close() {
    bytes.close();
    pointers.close();
    lengths.close();
  }
}
