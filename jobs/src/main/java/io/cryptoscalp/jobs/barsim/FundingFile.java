package io.cryptoscalp.jobs.barsim;

import io.cryptoscalp.engine.barsim.FundingSeries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Funding rates of a CSV file: the time first, in ms since the epoch, the rate last, as the venue's
 * archive writes them ({@code calc_time,funding_interval_hours,last_funding_rate}).
 */
public final class FundingFile {
  private FundingFile() {}

  /**
   * Reads a file; a first line without a number is its header.
   *
   * @throws IllegalArgumentException {@code FUNDING_INVALID}, with the line
   */
  public static FundingSeries read(Path file) throws IOException {
    TreeMap<Long, Double> rates = new TreeMap<>();
    int number = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      number++;
      String[] cells = line.strip().split(",", -1);
      if (line.isBlank() || (number == 1 && !Character.isDigit(line.strip().charAt(0)))) {
        continue;
      }
      try {
        long time = Long.parseLong(cells[0].strip()) * 1_000_000L;
        rates.put(time, Double.parseDouble(cells[cells.length - 1].strip()));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "FUNDING_INVALID: file=" + file + " line=" + number + " cause=" + e.getMessage(), e);
      }
    }
    long[] times = new long[rates.size()];
    double[] values = new double[rates.size()];
    int at = 0;
    for (Map.Entry<Long, Double> rate : rates.entrySet()) {
      times[at] = rate.getKey();
      values[at++] = rate.getValue();
    }
    return new FundingSeries(times, values);
  }
}
