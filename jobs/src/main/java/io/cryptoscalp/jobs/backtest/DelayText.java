package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.matching.LatencyModel;
import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.jobs.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Delays in words: {@code 5ms} is constant; {@code lognormal:5ms:0.4} has a median and the spread
 * of the logarithm; {@code file:PATH} are measurements, one a line: {@code delay_ns} to draw from,
 * {@code time_ns,delay_ns} to interpolate over time. A first line of names is skipped.
 */
final class DelayText {
  private DelayText() {}

  /**
   * Reads a delay, which is the same both ways.
   *
   * @throws ConfigException {@code CONFIG_INVALID} naming key and value
   */
  static LatencyModel parse(String key, String text, long seed) {
    try {
      if (text.startsWith("file:")) {
        return measured(Path.of(text.substring("file:".length())), seed);
      }
      if (text.startsWith("lognormal:")) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
          throw invalid(key, text);
        }
        long median = ns(key, parts[1]);
        return LatencyModel.logNormal(median, median, Double.parseDouble(parts[2]), seed);
      }
      long constant = ns(key, text);
      return LatencyModel.constant(constant, constant);
    } catch (IllegalArgumentException e) {
      throw invalid(key, text);
    } catch (IOException e) {
      throw new ConfigException(
          "CONFIG_INVALID: key=" + key + " value=" + text + " cause=" + e.getMessage());
    }
  }

  private static long ns(String key, String text) {
    return new ConfigReader(Map.of(key, text)).durationNs(key, text);
  }

  private static ConfigException invalid(String key, String text) {
    return new ConfigException(
        "CONFIG_INVALID: key="
            + key
            + " value="
            + text
            + " expected=5ms or lognormal:5ms:0.4 or file:PATH");
  }

  private static LatencyModel measured(Path file, long seed) throws IOException {
    List<long[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || (rows.isEmpty() && Character.isLetter(line.charAt(0)))) {
        continue;
      }
      String[] cells = line.split(",", -1);
      long[] row = new long[cells.length];
      for (int i = 0; i < cells.length; i++) {
        row[i] = Long.parseLong(cells[i].trim());
      }
      rows.add(row);
    }
    boolean timed = !rows.isEmpty() && rows.get(0).length == 2;
    long[] times = new long[rows.size()];
    long[] delays = new long[rows.size()];
    for (int i = 0; i < times.length; i++) {
      long[] row = rows.get(i);
      if (row.length != (timed ? 2 : 1)) {
        throw new IllegalArgumentException("line " + (i + 1));
      }
      times[i] = row[0];
      delays[i] = row[row.length - 1];
    }
    return timed
        ? LatencyModel.measured(times, delays, delays)
        : LatencyModel.empirical(delays, delays, seed);
  }
}
