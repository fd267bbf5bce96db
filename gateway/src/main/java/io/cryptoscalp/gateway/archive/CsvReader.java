package io.cryptoscalp.gateway.archive;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a CSV file that is plain, gzip or the one entry of a zip: comma, LF or CRLF, fields in
 * double quotes where they hold a comma (RFC 4180), no line feed inside a field. The fields of the
 * current row are slices of one buffer; nothing is allocated a row. A file that ends early, is
 * damaged or has a second file of rows in its zip gives what can be read of it (of the first);
 * {@link #damage()} then says so. Not thread-safe.
 */
final class CsvReader implements Closeable {
  private static final int CHUNK = 1 << 18;

  /** Longer rows are refused; a snapshot of 25 levels has about 1.5 kB. */
  static final int MAX_ROW = 1 << 16;

  /** A row that is longer is not kept whole. */
  private static final int MAX_BUFFER = 1 << 20;

  private static final int MAX_FIELDS = 256;
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private final int[] starts = new int[MAX_FIELDS];
  private final int[] ends = new int[MAX_FIELDS];
  private byte[] buffer = new byte[CHUNK];
  private int position;
  private int limit;
  private boolean ended;
  private int rowStart;
  private int rowEnd;
  private int fields;
  private long line;
  private @Nullable String fault;
  private @Nullable String damage;

  CsvReader(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), CHUNK);
    try {
      in = open(raw);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  private InputStream open(InputStream raw) throws IOException {
    raw.mark(4);
    int first = raw.read();
    int second = raw.read();
    raw.reset();
    if (first < 0) {
      damage = "empty";
      ended = true;
    }
    try {
      if (first == 0x1f && second == 0x8b) {
        return new GZIPInputStream(raw, CHUNK);
      }
      if (first == 'P' && second == 'K') {
        ZipInputStream zip = new ZipInputStream(raw);
        if (!hasRows(zip)) {
          damage = "zip without a file of rows";
          ended = true;
        }
        return zip;
      }
    } catch (EOFException | ZipException e) {
      damage = cause(e);
      ended = true;
    } catch (IllegalArgumentException e) {
      // What the JDK throws for a name that is no UTF-8.
      damage = "zip with an entry of no name";
      ended = true;
    }
    return raw;
  }

  /** Goes to the next entry that is a CSV file: others may stand beside it. */
  private static boolean hasRows(ZipInputStream zip) throws IOException {
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".csv")) {
        return true;
      }
    }
    return false;
  }

  private static String cause(IOException e) {
    String message = e.getMessage();
    return message == null ? "ends early" : message;
  }

  /**
   * Goes to the next row that is not empty.
   *
   * @return false at the end
   */
  boolean next() throws IOException {
    while (true) {
      int end = position;
      while (true) {
        while (end < limit && buffer[end] != '\n') {
          end++;
        }
        if (end < limit || ended) {
          break;
        }
        end -= fill();
      }
      if (end == position && end == limit) {
        return false;
      }
      line++;
      rowStart = line == 1 && hasMark(position, end) ? position + MARK.length : position;
      rowEnd = end > position && buffer[end - 1] == '\r' ? end - 1 : end;
      position = Math.min(end + 1, limit);
      if (rowEnd > rowStart) {
        split();
        return true;
      }
    }
  }

  /** True where the mark stands that some programs begin UTF-8 with. */
  private boolean hasMark(int from, int to) {
    return to - from >= MARK.length
        && Arrays.equals(buffer, from, from + MARK.length, MARK, 0, MARK.length);
  }

  /** True when the current row holds bytes that no text has: the file is something else. */
  boolean isBinary() {
    for (int i = rowStart; i < rowEnd; i++) {
      if (buffer[i] >= 0 && buffer[i] < ' ' && buffer[i] != '\t') {
        return true;
      }
    }
    return false;
  }

  /** Makes room and reads on; returns by how much the unread bytes moved to the left. */
  private int fill() throws IOException {
    int moved = 0;
    if (limit == buffer.length) {
      if (position > 0) {
        moved = position;
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= moved;
        position = 0;
      } else if (buffer.length >= MAX_BUFFER) {
        // The row is too long already: what it begins with is enough to say so.
        moved = limit - MAX_ROW - MARK.length - 1;
        limit -= moved;
      } else {
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
      }
    }
    try {
      int read = in.read(buffer, limit, buffer.length - limit);
      if (read < 0) {
        ended = true;
        if (in instanceof ZipInputStream zip && hasRows(zip)) {
          damage = "zip with a second file of rows";
        }
      } else {
        limit += read;
      }
    } catch (EOFException | ZipException e) {
      damage = cause(e);
      ended = true;
    }
    return moved;
  }

  private void split() {
    fields = 0;
    fault = null;
    if (rowEnd - rowStart > MAX_ROW) {
      fault = "ROW_TOO_LONG";
      return;
    }
    int at = rowStart;
    while (true) {
      if (fields == MAX_FIELDS) {
        fault = "ROW_TOO_LONG";
        return;
      }
      int from = at;
      if (at < rowEnd && buffer[at] == '"') {
        at = quoted(at);
        if (at < 0) {
          fault = "ROW_QUOTE_OPEN";
          return;
        }
      } else {
        while (at < rowEnd && buffer[at] != ',') {
          at++;
        }
        starts[fields] = from;
        ends[fields++] = at;
      }
      if (at >= rowEnd) {
        return;
      }
      at++;
    }
  }

  /** Takes a field in quotes; doubled quotes are halved in place. Returns where it ends, or -1. */
  private int quoted(int from) {
    int to = from + 1;
    int at = from + 1;
    while (at < rowEnd) {
      if (buffer[at] == '"') {
        if (at + 1 < rowEnd && buffer[at + 1] == '"') {
          at++;
        } else {
          starts[fields] = from + 1;
          ends[fields++] = to;
          return at + 1 == rowEnd || buffer[at + 1] == ',' ? at + 1 : -1;
        }
      }
      buffer[to++] = buffer[at++];
    }
    return -1;
  }

  /** Number of the current row's line, from 1. */
  long line() {
    return line;
  }

  /** Fields of the current row. */
  int size() {
    return fields;
  }

  /** Why the row cannot be split, null when it was. */
  @Nullable String fault() {
    return fault;
  }

  /** What is wrong with the file, null when nothing is; known at its end. */
  @Nullable String damage() {
    return damage;
  }

  /** The bytes that fields are slices of. */
  byte[] bytes() {
    return buffer;
  }

  int start(int field) {
    return starts[field];
  }

  int end(int field) {
    return ends[field];
  }

  String text(int field) {
    return new String(
        buffer, starts[field], ends[field] - starts[field], StandardCharsets.ISO_8859_1);
  }

  /** The row as it stands in the file, of one that is too long what it begins with. */
  byte[] row() {
    return Arrays.copyOfRange(buffer, rowStart, Math.min(rowEnd, rowStart + MAX_ROW));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
