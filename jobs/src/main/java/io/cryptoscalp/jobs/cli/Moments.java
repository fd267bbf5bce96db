package io.cryptoscalp.jobs.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Days and times as users and files write them, in UTC. */
final class Moments {
  private static final long NS_PER_S = 1_000_000_000L;

  private Moments() {}

  /**
   * A day, {@code yyyy-mm-dd}.
   *
   * @throws CliException when it is none
   */
  static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new CliException(ExitCodes.USAGE, "\"" + text + "\" is no day such as 2024-01-31.", e);
    }
  }

  /**
   * A day or a time in UTC, or one with its distance from it, in ns since the epoch.
   *
   * @param option that it was given with
   * @throws CliException when it is none, or beyond the years 1677 to 2262
   */
  static long time(String option, String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    try {
      if (upper.indexOf('T') < 0) {
        return ns(LocalDate.parse(upper.replaceFirst("Z$", "")));
      }
      return DateTimeFormatter.ISO_DATE_TIME.parseBest(
                  upper, OffsetDateTime::from, LocalDateTime::from)
              instanceof OffsetDateTime far
          ? ns(far.toInstant())
          : ns(LocalDateTime.parse(upper).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException | ArithmeticException e) {
      throw new CliException(
          ExitCodes.USAGE,
          option + " wants a time such as 2021-05-19 or 2021-05-19T12:00, not " + text + ".",
          e);
    }
  }

  /** Begin of a day, ns since the epoch. */
  static long ns(LocalDate day) {
    return ns(day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** Day of a moment, ns since the epoch. */
  static LocalDate dayOf(long ns) {
    return Instant.ofEpochSecond(Math.floorDiv(ns, NS_PER_S)).atZone(ZoneOffset.UTC).toLocalDate();
  }

  /**
   * Nanoseconds since the epoch of a time such as {@code 2024-01-31T12:00:00Z}.
   *
   * @param option that it was given with
   * @throws CliException when it is none, or beyond the years 1677 to 2262
   */
  static long ns(String text, String option) {
    try {
      return ns(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new CliException(
          ExitCodes.USAGE,
          option + " wants a time such as 2024-01-31T12:00:00Z; \"" + text + "\" is none.",
          e);
    }
  }

  /** The same; another value for a text that is no time. */
  static long nsOr(String text, long otherwise) {
    try {
      return ns(text);
    } catch (DateTimeException | ArithmeticException e) {
      return otherwise;
    }
  }

  private static long ns(String text) {
    return ns(Instant.parse(text));
  }

  private static long ns(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), NS_PER_S), at.getNano());
  }
}
