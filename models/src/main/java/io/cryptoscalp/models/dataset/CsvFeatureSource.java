package io.cryptoscalp.models.dataset;

import io.cryptoscalp.models.ModelException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Features from a CSV file, plain or gzip. The header is {@code instrument,event_time_ns,mid} and
 * then feature ids; the rows are ordered by instrument and time. An empty cell, {@code nan} or
 * {@code null} is a value that is not valid. Cells are not quoted.
 */
public final class CsvFeatureSource implements FeatureSource {
  private static final List<String> FIXED = List.of("instrument", "event_time_ns", "mid");

  private final Path file;

  /** A source over this file; it is opened when it is read. */
  public CsvFeatureSource(Path file) {
    this.file = file;
  }

  @Override
  public List<String> names(String featureSet) {
    try (BufferedReader reader = open()) {
      String header = reader.readLine();
      List<String> cells = header == null ? List.of() : List.of(header.strip().split(",", -1));
      if (cells.size() <= FIXED.size() || !cells.subList(0, FIXED.size()).equals(FIXED)) {
        throw invalid(1, "header=" + header + " wanted=" + String.join(",", FIXED) + ",FEATURE...");
      }
      List<String> names = cells.subList(FIXED.size(), cells.size());
      Set<String> seen = new HashSet<>();
      for (String name : names) {
        if (name.isBlank() || !seen.add(name)) {
          throw invalid(1, "feature=\"" + name + "\" is empty or repeated");
        }
      }
      return List.copyOf(names);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void read(FeatureQuery query, Consumer<FeatureRow> rows) {
    int width = names(query.featureSet()).size();
    Set<String> wanted = new HashSet<>(query.instruments());
    try (BufferedReader reader = open()) {
      reader.readLine();
      long number = 1;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          FeatureRow row = row(line.strip().split(",", -1), width, number);
          boolean inTime = row.eventTimeNs() >= query.fromNs() && row.eventTimeNs() < query.toNs();
          if (inTime && (wanted.isEmpty() || wanted.contains(row.instrument()))) {
            rows.accept(row);
          }
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private FeatureRow row(String[] cells, int width, long number) {
    if (cells.length != width + FIXED.size()) {
      throw invalid(number, "cells=" + cells.length + " wanted=" + (width + FIXED.size()));
    }
    double[] values = new double[width];
    long[] valid = new long[(width + 63) >>> 6];
    try {
      for (int i = 0; i < width; i++) {
        String cell = cells[i + FIXED.size()].strip().toLowerCase(Locale.ROOT);
        if (!cell.isEmpty() && !cell.equals("nan") && !cell.equals("null")) {
          values[i] = Double.parseDouble(cell);
          valid[i >>> 6] |= 1L << (i & 63);
        }
      }
      long time = Long.parseLong(cells[1].strip());
      double mid = Double.parseDouble(cells[2].strip());
      return new FeatureRow(cells[0], time, number, mid, values, valid);
    } catch (NumberFormatException e) {
      throw invalid(number, "row=" + Arrays.asList(cells).subList(0, 3) + " " + e.getMessage());
    }
  }

  private BufferedReader open() throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      boolean zipped = file.toString().endsWith(".gz");
      InputStream plain = zipped ? new GZIPInputStream(in, 1 << 16) : in;
      return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), 1 << 16);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private ModelException invalid(long line, String detail) {
    return new ModelException(
        "DATASET_CSV_INVALID", "file=" + file + " line=" + line + " " + detail);
  }

  private ModelException failed(IOException cause) {
    return new ModelException("DATASET_READ_FAILED", "file=" + file + " reason=" + cause, cause);
  }
}
