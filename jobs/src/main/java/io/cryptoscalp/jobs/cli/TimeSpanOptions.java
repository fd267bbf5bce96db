package io.cryptoscalp.jobs.cli;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A part of the time, as commands ask for it. */
final class TimeSpanOptions {
  private static final String FROM = "--from";
  private static final String TO = "--to";

  @Option(
      names = FROM,
      paramLabel = "TIME",
      description = "Leave out what came before: 2021-05-19 or 2021-05-19T12:00, UTC.")
  private @Nullable String from;

  @Option(names = TO, paramLabel = "TIME", description = "Leave out what came then or later.")
  private @Nullable String to;

  /** As given, for the record; empty without. */
  String fromText() {
    return from == null ? "" : from;
  }

  /** As given, for the record; empty without. */
  String toText() {
    return to == null ? "" : to;
  }

  /** First moment, ns; the least number where none is given. */
  long fromNs() {
    return fromNs(Long.MIN_VALUE);
  }

  /** First moment, ns. */
  long fromNs(long otherwise) {
    return from == null ? otherwise : Moments.time(FROM, from);
  }

  /** Moment behind the last, ns; the largest number where none is given. */
  long toNs() {
    return toNs(Long.MAX_VALUE);
  }

  /** Moment behind the last, ns. */
  long toNs(long otherwise) {
    return to == null ? otherwise : Moments.time(TO, to);
  }

  /** Day of the first moment. */
  LocalDate firstDay() {
    return from == null ? LocalDate.MIN : Moments.dayOf(fromNs());
  }

  /** Day behind that of the last moment. */
  LocalDate dayBehind() {
    return to == null ? LocalDate.MAX : Moments.dayOf(toNs() - 1).plusDays(1);
  }

  /**
   * Refuses moments inside of a day.
   *
   * @throws CliException when one is given
   */
  void requireDays() {
    if (from != null) {
      var unused = Moments.day(from);
    }
    if (to != null) {
      var unused = Moments.day(to);
    }
  }
}
