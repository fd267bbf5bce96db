package io.cryptoscalp.models.parquet;

import io.cryptoscalp.models.ModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The columns of a Parquet file, all in memory; equal tables give equal bytes. */
public final class ParquetTable {
  private final SortedMap<String, String> metadata;
  private final Map<String, ParquetColumn> columns = new LinkedHashMap<>();
  private final int rows;

  /**
   * A table.
   *
   * @param metadata texts that are kept beside the columns
   * @param columns in order, all of one length, with names of their own
   * @throws ModelException {@code PARQUET_INVALID}
   */
  public ParquetTable(Map<String, String> metadata, List<ParquetColumn> columns) {
    this.metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    rows = columns.isEmpty() ? 0 : columns.get(0).size();
    for (ParquetColumn column : columns) {
      if (column.size() != rows || this.columns.put(column.name(), column) != null) {
        throw new ModelException(
            "PARQUET_INVALID",
            "column=" + column.name() + " rows=" + column.size() + " of " + rows);
      }
    }
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Texts beside the columns. */
  public SortedMap<String, String> metadata() {
    return metadata;
  }

  /** The columns in order. */
  public List<ParquetColumn> columns() {
    return List.copyOf(columns.values());
  }

  /** A column; null when there is none of that name. */
  public @Nullable ParquetColumn find(String name) {
    return columns.get(name);
  }

  /**
   * A column of a type.
   *
   * @throws ModelException {@code PARQUET_COLUMN_MISSING}
   */
  public <T extends ParquetColumn> T column(String name, Class<T> type) {
    ParquetColumn column = columns.get(name);
    if (!type.isInstance(column)) {
      throw new ModelException(
          "PARQUET_COLUMN_MISSING",
          "column=" + name + " type=" + type.getSimpleName() + " columns=" + columns.keySet());
    }
    return type.cast(column);
  }

  /**
   * Writes the file, in place of one that is there.
   *
   * @throws ModelException {@code PARQUET_WRITE_FAILED}
   */
  public void write(Path file) {
    try {
      ParquetOut.write(this, file);
    } catch (IOException e) {
      throw new ModelException("PARQUET_WRITE_FAILED", "file=" + file + " reason=" + e, e);
    }
  }

  /**
   * Reads a file: flat columns of numbers, flags and texts; others are left out.
   *
   * @throws ModelException {@code PARQUET_UNREADABLE}, {@code PARQUET_CODEC_UNKNOWN}, or {@code
   *     PARQUET_INVALID} when a column other than a floating-point one lacks a value
   */
  public static ParquetTable read(Path file) {
    try {
      return ParquetIn.read(file);
    } catch (ModelException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // what a damaged file raises is of any kind
      throw new ModelException("PARQUET_UNREADABLE", "file=" + file + " reason=" + e, e);
    }
  }
}
