package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.operators.results.ResultTable;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What {@link RowPartSink} has written, read when the job is over. */
final class RowPartFiles {
  /** Takes a line. */
  interface Line {
    void take(String line) throws IOException;
  }

  private final Path folder;

  RowPartFiles(Path folder) {
    this.folder = folder;
  }

  /** Files of a table; the rows of a trial, which lives on one subtask, come in their order. */
  private List<Path> of(ResultTable table) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(
              file -> RowParts.table(String.valueOf(file.getFileName())).equals(table.tableName()))
          .sorted()
          .toList();
    }
  }

  /** The subtasks that have written, in order; a trial's rows are all of one of them. */
  List<Integer> subtasks() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> RowParts.subtask(String.valueOf(file.getFileName())))
          .distinct()
          .sorted()
          .toList();
    }
  }

  /** Reads the rows of a table. */
  void read(ResultTable table, Line each) throws IOException {
    for (Path file : of(table)) {
      read(file, each);
    }
  }

  /** Reads the rows of a table that a subtask has written. */
  void read(ResultTable table, int subtask, Line each) throws IOException {
    for (Path file : of(table)) {
      if (RowParts.isOf(String.valueOf(file.getFileName()), subtask)) {
        read(file, each);
      }
    }
  }

  private static void read(Path file, Line each) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        each.take(line);
      }
    }
  }

  /**
   * Joins the files of a table into one.
   *
   * @return bytes written; the file is there even when no row is
   */
  long join(ResultTable table, Path target) throws IOException {
    long bytes = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      for (Path file : of(table)) {
        bytes += Files.copy(file, out);
      }
    }
    return bytes;
  }
}
