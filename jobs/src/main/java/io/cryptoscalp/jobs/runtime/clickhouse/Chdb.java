package io.cryptoscalp.jobs.runtime.clickhouse;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The C functions of libchdb that are used here, as its {@code chdb.h} declares them.
 *
 * <p>{@code size_t} and the 64-bit counters are Java {@code long}: the library is built for 64-bit
 * processors only.
 */
interface Chdb extends Library {
  /** Loads the library; every engine call of this process goes through the returned instance. */
  static Chdb load(Path library) {
    return Native.load(library.toString(), Chdb.class);
  }

  Pointer chdb_version();

  void chdb_set_signal_handlers_enabled(int enabled);

  /** Returns a pointer to the connection handle, or null when the folder cannot be opened. */
  @Nullable Pointer chdb_connect(int argc, StringArray argv);

  void chdb_close_conn(Pointer connectionPointer);

  int chdb_shutdown();

  Pointer chdb_query_n(
      Pointer connection, Memory query, long queryLength, byte[] format, long formatLength);

  Pointer chdb_query_with_params_n(
      Pointer connection,
      Memory query,
      long queryLength,
      byte[] format,
      long formatLength,
      Memory names,
      Memory nameLengths,
      Memory values,
      Memory valueLengths,
      long count);

  Pointer chdb_stream_insert_n(
      Pointer connection, Memory query, long queryLength, byte[] format, long formatLength);

  int chdb_stream_append(Pointer stream, Memory data, long length);

  Pointer chdb_stream_done(Pointer stream);

  @Nullable Pointer chdb_stream_insert_error(Pointer stream);

  void chdb_destroy_insert_stream(Pointer stream);

  int chdb_classify_query_n(
      Pointer connection,
      Memory query,
      long queryLength,
      @Nullable Pointer database,
      long databaseLength,
      Memory analysis);

  @Nullable Pointer chdb_result_buffer(Pointer result);

  long chdb_result_length(Pointer result);

  double chdb_result_elapsed(Pointer result);

  long chdb_result_rows_read(Pointer result);

  long chdb_result_bytes_read(Pointer result);

  long chdb_result_storage_rows_read(Pointer result);

  long chdb_result_storage_bytes_read(Pointer result);

  long chdb_result_rows_written(Pointer result);

  long chdb_result_bytes_written(Pointer result);

  @Nullable Pointer chdb_result_error(Pointer result);

  void chdb_destroy_query_result(Pointer result);
}
