package io.cryptoscalp.gateway.replay;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One line {@code <local receive time> <message>}.
 *
 * @param receiveTimeNs ns since the epoch, {@link #NO_TIME} when the line does not start with one
 * @param payload everything behind the first blank; the whole line when there is no time
 */
record RecordedLine(long receiveTimeNs, byte[] payload) {
  static final long NO_TIME = Long.MIN_VALUE;

  private static final long EARLIEST_S = 1_230_768_000L;
  private static final long LATEST_S = 4_102_444_800L;

  static @Nullable RecordedLine parse(byte[] line) {
    if (line.length == 0) {
      return null;
    }
    int blank = 0;
    long number = 0;
    while (blank < line.length && blank < 19 && line[blank] >= '0' && line[blank] <= '9') {
      number = number * 10 + (line[blank] - '0');
      blank++;
    }
    long ns = blank > 0 && blank < line.length && line[blank] == ' ' ? toNs(number) : NO_TIME;
    return ns == NO_TIME
        ? new RecordedLine(NO_TIME, line)
        : new RecordedLine(ns, Arrays.copyOfRange(line, blank + 1, line.length));
  }

  /** Seconds, ms, us or ns, told apart by size; {@link #NO_TIME} outside the years 2009 to 2100. */
  static long toNs(long number) {
    long factor = 1_000_000_000L;
    for (long unit = 1; unit <= 1_000_000_000L; unit *= 1000) {
      if (number / unit >= EARLIEST_S && number / unit < LATEST_S) {
        return number * (factor / unit);
      }
    }
    return NO_TIME;
  }
}
