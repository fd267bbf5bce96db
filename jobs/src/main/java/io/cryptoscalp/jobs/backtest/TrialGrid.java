package io.cryptoscalp.jobs.backtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    List<TreeMap<String, String>> settings = new ArrayList<>();
    settings.add(new TreeMap<>());
    for (String axis : axes) {
      int equals = axis.indexOf('=');
      if (equals < 1 || equals == axis.length() - 1) {
        throw new BacktestException(
            "BACKTEST_GRID_INVALID: value=" + axis + " expected=KEY=value,value,...");
      }
      String key = axis.substring(0, equals).strip();
      String[] values = axis.substring(equals + 1).split(",", -1);
      if ((long) settings.size() * values.length > BacktestRequest.MOST_TRIALS) {
        throw new BacktestException(
            "BACKTEST_GRID_INVALID: combinations exceed " + BacktestRequest.MOST_TRIALS);
      }
      List<TreeMap<String, String>> more = new ArrayList<>();
      for (TreeMap<String, String> before : settings) {
        for (String value : values) {
          TreeMap<String, String> next = new TreeMap<>(before);
          if (next.put(key, value.strip()) != null) {
            throw new BacktestException("BACKTEST_GRID_INVALID: key=" + key + " given twice");
          }
          more.add(next);
        }
      }
      settings = more;
    }
    List<TrialSpec> trials = new ArrayList<>();
    for (Map<String, String> setting : settings) {
      trials.add(TrialSpec.of(id(trials.size()), setting));
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
      String id = id(trials.size());
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

  private static String id(int index) {
    return String.format(Locale.ROOT, "t%04d", index + 1);
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
