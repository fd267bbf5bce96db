package io.cryptoscalp.jobs.hindsight;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.models.candles.Candle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a known crash was flagged. Times are ends of candles, ns since the epoch: what happens in a
 * candle is known then.
 *
 * @param event the crash
 * @param fall the fall that it is; null when the candles show none, or none of the span
 * @param crossingNs when its low had crossed the onset, 0 without a fall
 * @param closeCrossingNs when its close had, 0 when none had before the trough
 * @param flagNs when CRASH was entered; before the crossing when it was on already; 0 when not
 *     until the trough's horizon was over
 * @param leftNs when CRASH was left, 0 when not before the end
 * @param next what followed it; null without an end
 * @param stepNs length of a candle
 */
public record CrashFinding(
    CrashEvent event,
    @Nullable Fall fall,
    long crossingNs,
    long closeCrossingNs,
    long flagNs,
    long leftNs,
    @Nullable Regime next,
    long stepNs) {

  /**
   * Looks for a crash in a run.
   *
   * @param horizonNs longest time of its fall, ns
   * @param depth asked for
   * @param onset fall that begins it
   */
  public static CrashFinding of(
      ConsensusRun run, CrashEvent event, long horizonNs, double depth, double onset) {
    List<Candle> candles = run.candles().candles();
    int from = first(candles, event.fromNs());
    int to = first(candles, event.toNs());
    long step = run.candles().intervalNs();
    Fall fall = to > from ? Fall.find(run.candles(), from, to, horizonNs, depth, onset) : null;
    if (fall == null) {
      return new CrashFinding(event, null, 0, 0, 0, 0, null, step);
    }
    int flag = flagged(run, fall, horizonNs);
    int left = flag < 0 ? -1 : end(run, Math.max(flag, fall.crossing()));
    return new CrashFinding(
        event,
        fall,
        run.endNs(fall.crossing()),
        fall.closeCrossing() < 0 ? 0 : run.endNs(fall.closeCrossing()),
        flag < 0 ? 0 : run.endNs(flag),
        left < 0 ? 0 : run.endNs(left),
        left < 0 ? null : run.regime(left),
        step);
  }

  private static int flagged(ConsensusRun run, Fall fall, long horizonNs) {
    if (run.regime(fall.crossing()) == Regime.CRASH) {
      int begin = fall.crossing();
      while (begin > 0 && run.regime(begin - 1) == Regime.CRASH) {
        begin--;
      }
      return begin;
    }
    long until = run.endNs(fall.trough()) + horizonNs;
    for (int i = fall.crossing(); i < run.regimes().length && run.endNs(i) <= until; i++) {
      if (run.regime(i) == Regime.CRASH) {
        return i;
      }
    }
    return -1;
  }

  private static int end(ConsensusRun run, int from) {
    for (int i = from; i < run.regimes().length; i++) {
      if (run.regime(i) != Regime.CRASH) {
        return i;
      }
    }
    return -1;
  }

  private static int first(List<Candle> candles, long timeNs) {
    int low = 0;
    int high = candles.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (candles.get(middle).openTimeNs() < timeNs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Whether CRASH was flagged in time to count. */
  public boolean isFlagged() {
    return flagNs != 0;
  }

  /**
   * Time from the crossing of the onset by a low to the flag, ns; 0 when it was on already, {@link
   * Long#MAX_VALUE} when it never was.
   */
  public long delayNs() {
    return isFlagged() ? Math.max(0, flagNs - crossingNs) : Long.MAX_VALUE;
  }

  /** The same in candles; 0 is the candle of the crossing itself, -1 never. */
  public int delayCandles() {
    return isFlagged() ? (int) (delayNs() / stepNs) : -1;
  }
}
