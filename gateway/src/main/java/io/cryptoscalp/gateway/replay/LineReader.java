package io.cryptoscalp.gateway.replay;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a plain or gzip file as bytes, without their line feed. A gzip file that ends early or
 * is damaged gives what can be read of it; {@link #damage()} then says so.
 */
final class LineReader implements Closeable {
  /** Longer lines are cut: 16 MiB. */
  static final int MAX_LINE = 16 << 20;

  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final byte[] buffer = new byte[CHUNK];
  private int position;
  private int limit;
  private boolean ended;
  private byte[] partial = new byte[4096];
  private int partialLength;
  private boolean cut;
  private @Nullable String damage;

  LineReader(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), CHUNK);
    raw.mark(2);
    boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
    raw.reset();
    in = gzip ? openGzip(raw) : raw;
  }

  private InputStream openGzip(InputStream raw) throws IOException {
    try {
      return new GZIPInputStream(raw, CHUNK);
    } catch (EOFException | ZipException e) {
      damage = String.valueOf(e.getMessage());
      ended = true;
      return raw;
    }
  }

  /** The next line, null at the end. */
  byte @Nullable [] next() throws IOException {
    cut = false;
    while (true) {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      if (end < limit) {
        byte[] line = take(end);
        position = end + 1;
        return line;
      }
      keep(end);
      position = limit;
      if (!fill()) {
        return partialLength > 0 ? take(position) : null;
      }
    }
  }

  private byte[] take(int end) {
    if (partialLength == 0) {
      return Arrays.copyOfRange(buffer, position, end);
    }
    keep(end);
    byte[] line = Arrays.copyOf(partial, partialLength);
    partialLength = 0;
    return line;
  }

  private void keep(int end) {
    int length = Math.min(end - position, MAX_LINE - partialLength);
    cut |= length < end - position;
    if (partialLength + length > partial.length) {
      partial =
          Arrays.copyOf(
              partial, Math.min(MAX_LINE, Math.max(partial.length * 2, partialLength + length)));
    }
    System.arraycopy(buffer, position, partial, partialLength, length);
    partialLength += length;
  }

  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    int read;
    try {
      read = in.read(buffer, 0, buffer.length);
    } catch (EOFException | ZipException e) {
      damage = String.valueOf(e.getMessage());
      read = -1;
    }
    position = 0;
    limit = Math.max(0, read);
    ended = read < 0;
    return !ended;
  }

  /** True when the last line was longer than {@link #MAX_LINE} and lost its end. */
  boolean wasCut() {
    return cut;
  }

  /** What is wrong with the file, null when nothing is. */
  @Nullable String damage() {
    return damage;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
