package io.cryptoscalp.engine.risk;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;

/**
 * A time in which no position is opened: a news release, a venue's maintenance, a listing. Exits
 * pass. Written as {@code 12:25-12:35} for a window of every UTC day (past midnight when its end
 * lies before its start) or as {@code 2026-12-24T00:00:00Z/2026-12-27T00:00:00Z}, after {@code
 * INSTRUMENT@} where it holds for one instrument only.
 *
 * @param instrument instrument id, empty for all
 * @param daily true when the bounds count from midnight UTC
 * @param fromNs begin, included, venue time in ns
 * @param toNs end, excluded
 */
public record Blackout(String instrument, boolean daily, long fromNs, long toNs) {
  private static final long DAY_NS = 86_400_000_000_000L;

  /** Checks that it is not empty. */
  public Blackout {
    if (daily ? fromNs == toNs : fromNs >= toNs) {
      throw new IllegalArgumentException("BLACKOUT_INVALID: from=" + fromNs + " to=" + toNs);
    }
  }

  /**
   * Reads one window.
   *
   * @throws IllegalArgumentException coded {@code BLACKOUT_INVALID}
   */
  public static Blackout parse(String text) {
    int at = text.indexOf('@');
    String instrument = at < 0 ? "" : text.substring(0, at);
    String window = text.substring(at + 1);
    try {
      int slash = window.indexOf('/');
      if (slash >= 0) {
        return new Blackout(
            instrument, false, ns(window.substring(0, slash)), ns(window.substring(slash + 1)));
      }
      int dash = window.indexOf('-');
      return new Blackout(
          instrument,
          true,
          LocalTime.parse(window.substring(0, Math.max(dash, 0))).toNanoOfDay(),
          LocalTime.parse(window.substring(dash + 1)).toNanoOfDay());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "BLACKOUT_INVALID: window=" + text + " expected=HH:MM-HH:MM or INSTANT/INSTANT", e);
    }
  }

  private static long ns(String instant) {
    return Math.multiplyExact(Instant.parse(instant).getEpochSecond(), 1_000_000_000L);
  }

  /** True when it forbids an entry. */
  public boolean covers(String id, long timeNs) {
    if (!instrument.isEmpty() && !instrument.equals(id)) {
      return false;
    }
    if (!daily) {
      return timeNs >= fromNs && timeNs < toNs;
    }
    long ofDay = Math.floorMod(timeNs, DAY_NS);
    return fromNs < toNs ? ofDay >= fromNs && ofDay < toNs : ofDay >= fromNs || ofDay < toNs;
  }

  /** The text {@link #parse} reads. */
  @Override
  public String toString() {
    String prefix = instrument.isEmpty() ? "" : instrument + "@";
    return daily
        ? prefix + LocalTime.ofNanoOfDay(fromNs) + "-" + LocalTime.ofNanoOfDay(toNs)
        : prefix + Instant.ofEpochSecond(0, fromNs) + "/" + Instant.ofEpochSecond(0, toNs);
  }
}
