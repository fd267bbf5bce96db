package io.cryptoscalp.jobs.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

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

  /** A day, or another one where none is given. */
  static LocalDate day(@Nullable String text, LocalDate otherwise) {
    return text == null ? otherwise : day(text);
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
    Instant at = Instant.parse(text);
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), NS_PER_S), at.getNano());
  }
}
