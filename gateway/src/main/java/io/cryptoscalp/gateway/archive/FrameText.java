package io.cryptoscalp.gateway.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** ASCII bytes of a message, written piece by piece; the buffer is used again. */
final class FrameText {
  private byte[] bytes = new byte[512];
  private int length;

  FrameText clear() {
    length = 0;
    return this;
  }

  FrameText add(byte[] ascii) {
    return add(ascii, 0, ascii.length);
  }

  FrameText add(byte[] source, int from, int to) {
    room(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
    return this;
  }

  FrameText add(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  FrameText add(String ascii) {
    return add(ascii.getBytes(StandardCharsets.ISO_8859_1));
  }

  FrameText add(long number) {
    if (number < 0) {
      return add(Long.toString(number));
    }
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    room(digits);
    int at = length + digits;
    length = at;
    long rest = number;
    do {
      bytes[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    return this;
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }
}
