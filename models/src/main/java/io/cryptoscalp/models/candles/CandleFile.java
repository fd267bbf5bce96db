package io.cryptoscalp.models.candles;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/**
 * Candles of a file, plain, {@code .gz} or the first file of a {@code .zip}: CSV lines {@code open
 * time, open, high, low, close, volume, ...} with or without a header, or a JSON array of such
 * arrays, as the venues' klines are. The open time is a number in s, ms, us or ns or a date and
 * time in UTC. Candles may lack; they must not go back in time.
 *
 * @param candles in time order, at least two
 * @param intervalNs the shortest distance between two of them
 */
public record CandleFile(List<Candle> candles, long intervalNs) {
  private static final long SECONDS_BELOW = 100_000_000_000L;
  private static final long THOUSAND = 1000;

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException coded {@code CANDLE_INVALID} or {@code CANDLE_FILE_INVALID},
   *     with the line
   */
  public static CandleFile read(Path file) throws IOException {
    List<Candle> candles = new ArrayList<>();
    try (BufferedReader reader = open(file)) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        for (String row : line.split("\\]", -1)) {
          add(candles, row, file, number);
        }
      }
    }
    if (candles.size() < 2) {
      throw invalid(file, 0, "candles=" + candles.size() + " expected=2 or more");
    }
    long interval = Long.MAX_VALUE;
    for (int i = 1; i < candles.size(); i++) {
      interval = Math.min(interval, candles.get(i).openTimeNs() - candles.get(i - 1).openTimeNs());
    }
    return new CandleFile(List.copyOf(candles), interval);
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      return new BufferedReader(new InputStreamReader(unpacked(file, in), StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream unpacked(Path file, InputStream in) throws IOException {
    String name = file.toString();
    if (name.endsWith(".zip")) {
      ZipInputStream zip = new ZipInputStream(in);
      if (zip.getNextEntry() == null) {
        throw invalid(file, 0, "entries=0 expected=a zip with a file");
      }
      return zip;
    }
    return name.endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  private static void add(List<Candle> candles, String row, Path file, int line) {
    String numbers = row.replace("[", "").replace("\"", "").strip();
    String[] cells = (numbers.startsWith(",") ? numbers.substring(1) : numbers).split(",", -1);
    boolean header = cells[0].isBlank() || !Character.isDigit(cells[0].strip().charAt(0));
    if ((header && candles.isEmpty()) || numbers.isEmpty()) {
      return;
    }
    if (cells.length < 6) {
      throw invalid(file, line, "cells=" + cells.length + " expected=6 or more");
    }
    try {
      Candle candle =
          new Candle(
              nanos(cells[0].strip()),
              Double.parseDouble(cells[1].strip()),
              Double.parseDouble(cells[2].strip()),
              Double.parseDouble(cells[3].strip()),
              Double.parseDouble(cells[4].strip()),
              Double.parseDouble(cells[5].strip()));
      int before = candles.size() - 1;
      if (before >= 0 && candle.openTimeNs() <= candles.get(before).openTimeNs()) {
        throw invalid(file, line, "open_time_ns=" + candle.openTimeNs() + " expected=later");
      }
      candles.add(candle);
    } catch (NumberFormatException | DateTimeParseException e) {
      throw invalid(file, line, "cause=" + e.getMessage());
    }
  }

  /** A time in s, ms, us or ns, told by its size, or a date and time in UTC. */
  private static long nanos(String text) {
    if (text.indexOf('-') > 0) {
      String iso = text.replace(' ', 'T').replaceFirst("(Z|\\+00:?00)$", "");
      return LocalDateTime.parse(iso).toEpochSecond(ZoneOffset.UTC) * 1_000_000_000L;
    }
    boolean whole = text.chars().allMatch(Character::isDigit);
    long time = whole ? Long.parseLong(text) : (long) Double.parseDouble(text);
    long nanos = time;
    for (long below = SECONDS_BELOW; below <= SECONDS_BELOW * 1_000_000; below *= THOUSAND) {
      if (time < below) {
        nanos *= THOUSAND;
      }
    }
    return nanos;
  }

  private static IllegalArgumentException invalid(Path file, int line, String detail) {
    return new IllegalArgumentException(
        "CANDLE_FILE_INVALID: file=" + file + " line=" + line + " " + detail);
  }
}
