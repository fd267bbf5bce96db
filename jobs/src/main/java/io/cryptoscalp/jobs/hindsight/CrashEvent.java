package io.cryptoscalp.jobs.hindsight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * A crash that history knows, to be found by the detectors.
 *
 * @param name what it is called
 * @param fromNs begin of the span in which to look for it, ns since the epoch
 * @param toNs its end
 */
public record CrashEvent(String name, long fromNs, long toNs) {
  private static final long SECOND_NS = 1_000_000_000L;

  /**
   * Reads a file of lines {@code name,from,to} with times such as {@code 2021-05-19T00:00} in UTC;
   * a header {@code name,from,to}, empty lines and lines that begin with # are left out.
   *
   * @throws IllegalArgumentException coded {@code EVENT_FILE_INVALID} with the line
   */
  public static List<CrashEvent> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("EVENT_FILE_MISSING: file=" + file);
    }
    List<CrashEvent> events = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.isBlank() || line.startsWith("#") || line.equals("name,from,to")) {
        continue;
      }
      try {
        events.add(of(line));
      } catch (DateTimeParseException | IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "EVENT_FILE_INVALID: file=" + file + " line=" + number + " cause=" + e.getMessage(), e);
      }
    }
    return events;
  }

  /**
   * The event of a text {@code name,from,to}.
   *
   * @throws IllegalArgumentException when it has other parts or ends before it begins
   * @throws DateTimeParseException when a time is none
   */
  public static CrashEvent of(String text) {
    String[] cells = text.split(",", -1);
    if (cells.length != 3) {
      throw new IllegalArgumentException("cells=" + cells.length + " expected=name,from,to");
    }
    CrashEvent event = new CrashEvent(cells[0].strip(), time(cells[1]), time(cells[2]));
    if (event.toNs <= event.fromNs) {
      throw new IllegalArgumentException("to=" + cells[2] + " expected=later than " + cells[1]);
    }
    return event;
  }

  private static long time(String text) {
    String plain = text.strip().replaceFirst("Z$", "");
    String full = plain.indexOf('T') < 0 ? plain + "T00:00" : plain;
    Instant time = LocalDateTime.parse(full).toInstant(ZoneOffset.UTC);
    return time.getEpochSecond() * SECOND_NS;
  }
}
