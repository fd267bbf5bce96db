package io.cryptoscalp.jobs.runtime.clickhouse;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A finished statement: its formatted output in native memory, and what it read and wrote. */
final class EngineResult implements AutoCloseable {
  private static final int COPY = 1 << 16;

  private final Chdb chdb;
  private @Nullable Pointer result;

  EngineResult(Chdb chdb, Pointer result) {
    this.chdb = chdb;
    this.result = result;
  }

  /** Throws what the engine reported, if it did. */
  void check() throws ClickHouseException {
    Pointer error = chdb.chdb_result_error(open());
    if (error != null) {
      throw ClickHouseException.of(error.getString(0, "UTF-8"));
    }
  }

  /** Number of output bytes. */
  long length() {
    return chdb.chdb_result_length(open());
  }

  /** Copies the output to the target. */
  void writeTo(OutputStream target) throws IOException {
    Pointer buffer = chdb.chdb_result_buffer(open());
    long length = length();
    if (buffer == null || length == 0) {
      return;
    }
    byte[] copy = new byte[(int) Math.min(COPY, length)];
    for (long at = 0; at < length; at += copy.length) {
      int part = (int) Math.min(copy.length, length - at);
      buffer.read(at, copy, 0, part);
      target.write(copy, 0, part);
    }
  }

  /** The value of {@code X-ClickHouse-Summary}: JSON with every number as a string. */
  String summary() {
    Pointer open = open();
    return String.format(
        Locale.ROOT,
        "{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\","
            + "\"written_bytes\":\"%d\",\"total_rows_to_read\":\"0\",\"result_rows\":\"%d\","
            + "\"result_bytes\":\"%d\",\"elapsed_ns\":\"%d\"}",
        chdb.chdb_result_storage_rows_read(open),
        chdb.chdb_result_storage_bytes_read(open),
        chdb.chdb_result_rows_written(open),
        chdb.chdb_result_bytes_written(open),
        chdb.chdb_result_rows_read(open) + chdb.chdb_result_rows_written(open),
        chdb.chdb_result_bytes_read(open) + chdb.chdb_result_bytes_written(open),
        Math.round(chdb.chdb_result_elapsed(open) * 1e9));
  }

  private Pointer open() {
    Pointer open = result;
    if (open == null) {
      throw new IllegalStateException("the result was closed");
    }
    return open;
  }

  @Override
  public void close() {
    Pointer open = result;
    result = null;
    if (open != null) {
      chdb.chdb_destroy_query_result(open);
    }
  }
}
