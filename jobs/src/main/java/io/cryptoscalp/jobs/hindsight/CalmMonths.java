package io.cryptoscalp.jobs.hindsight;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.models.candles.Candle;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * CRASH flags in calm months. A month is calm when it has candles for at least {@value #LEAST_DAYS}
 * days and no fall of {@code depth} or more within a day in it; a flag that is raised in one is
 * false.
 */
public final class CalmMonths {
  /** Days that a month must have candles for. */
  public static final int LEAST_DAYS = 20;

  private static final long DAY_NS = 86_400_000_000_000L;
  private static final long SECOND_NS = 1_000_000_000L;

  /**
   * A month of a recording.
   *
   * @param month the month in UTC
   * @param days of candles in it
   * @param deepest deepest fall within a day, 0 to 1
   * @param calm whether it is calm
   * @param flags times CRASH was entered in it
   */
  public record Month(YearMonth month, double days, double deepest, boolean calm, int flags) {}

  private CalmMonths() {}

  /**
   * The months of a run, whole or not.
   *
   * @param depth fall within a day that a calm month has not, 0 to 1
   */
  public static List<Month> of(ConsensusRun run, double depth) {
    List<Month> months = new ArrayList<>();
    List<Candle> candles = run.candles().candles();
    int begin = 0;
    while (begin < candles.size()) {
      YearMonth month = month(candles.get(begin).openTimeNs());
      int end = begin;
      int flags = 0;
      while (end < candles.size() && month(candles.get(end).openTimeNs()).equals(month)) {
        boolean before = end > 0 && run.regime(end - 1) == Regime.CRASH;
        flags += run.regime(end) == Regime.CRASH && !before ? 1 : 0;
        end++;
      }
      Fall fall = Fall.find(run.candles(), begin, end, DAY_NS, 1, 0);
      double deepest = fall == null ? 0 : fall.depth();
      double days = (double) (end - begin) * run.candles().intervalNs() / DAY_NS;
      months.add(new Month(month, days, deepest, days >= LEAST_DAYS && deepest < depth, flags));
      begin = end;
    }
    return months;
  }

  private static YearMonth month(long ns) {
    return YearMonth.from(
        Instant.ofEpochSecond(Math.floorDiv(ns, SECOND_NS)).atZone(ZoneOffset.UTC));
  }
}
