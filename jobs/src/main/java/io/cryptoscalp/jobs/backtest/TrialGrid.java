package io.cryptoscalp.jobs.backtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lists trials: all combinations of values, or the lines of a file. */
public final class TrialGrid {
  private TrialGrid() {}

  /**
   * All combinations of the values of keys; the last key changes fastest.
   *
   * @param axes texts {@code KEY=value,value,...}; without any there is one trial that sets nothing
   * @throws BacktestException {@code BACKTEST_GRID_INVALID}
   */
  public static List<TrialSpec> of(List<String> axes) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    long size = 1;
    for (String axis : axes) {
      int equals = axis.indexOf('=');
      if (equals < 1 || equals == axis.length() - 1) {
        throw new BacktestException(
            "BACKTEST_GRID_INVALID: value=" + axis + " expected=KEY=value,value,...");
      }
      String key = axis.substring(0, equals).strip();
      List<String> own =
          Arrays.stream(axis.substring(equals + 1).split(",", -1)).map(String::strip).toList();
      if (values.put(key, own) != null) {
        throw new BacktestException("BACKTEST_GRID_INVALID: key=" + key + " given twice");
      }
      size *= own.size();
      if (size > BacktestRequest.MOST_TRIALS) {
        throw new BacktestException(
            "BACKTEST_GRID_INVALID: combinations exceed " + BacktestRequest.MOST_TRIALS);
      }
    }
    List<TrialSpec> trials = new ArrayList<>();
    for (Map<String, String> settings : Combinations.of(values)) {
      trials.add(TrialSpec.of(TrialSpec.numbered(trials.size()), settings));
    }
    return trials;
  }

  /**
   * The trials of a CSV file: a header of keys, a line a trial; a column {@code trial} names it. An
   * empty cell leaves a key as the run has it. Values with commas stand in quotation marks.
   *
   * @throws BacktestException {@code BACKTEST_TRIALS_FILE_INVALID} with file and line
   */
  public static List<TrialSpec> read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new BacktestException(
          "BACKTEST_TRIALS_FILE_INVALID: file=" + file + " cause=unreadable", e);
    }
    List<TrialSpec> trials = new ArrayList<>();
    List<String> header = lines.isEmpty() ? List.of() : cells(lines.get(0));
    for (int line = 1; line < lines.size(); line++) {
      if (lines.get(line).isBlank()) {
        continue;
      }
      List<String> cells = cells(lines.get(line));
      if (cells.size() != header.size()) {
        throw new BacktestException(
            "BACKTEST_TRIALS_FILE_INVALID: file="
                + file
                + " line="
                + (line + 1)
                + " cells="
                + cells.size()
                + " expected="
                + header.size());
      }
      Map<String, String> settings = new TreeMap<>();
      String id = TrialSpec.numbered(trials.size());
      for (int i = 0; i < cells.size(); i++) {
        if (header.get(i).equals("trial")) {
          id = cells.get(i);
        } else if (!cells.get(i).isEmpty()) {
          settings.put(header.get(i), cells.get(i));
        }
      }
      trials.add(TrialSpec.of(id, settings));
    }
    if (trials.isEmpty()) {
      throw new BacktestException("BACKTEST_TRIALS_FILE_INVALID: file=" + file + " cause=no trial");
    }
    return trials;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }
}
