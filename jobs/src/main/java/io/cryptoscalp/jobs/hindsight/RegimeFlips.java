package io.cryptoscalp.jobs.hindsight;

import io.cryptoscalp.engine.event.RegimeChange;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often the consensus changes its mind.
 *
 * @param days days of candles
 * @param changes changes of regime
 * @param aDay changes a day on average
 * @param worstDay most changes in one day of UTC
 * @param restlessDays days with more changes than asked for
 */
public record RegimeFlips(double days, int changes, double aDay, int worstDay, int restlessDays) {
  private static final long DAY_NS = 86_400_000_000_000L;

  /**
   * Counts a run's changes.
   *
   * @param most changes that a day may have
   */
  public static RegimeFlips of(ConsensusRun run, int most) {
    SortedMap<Long, Integer> counts = new TreeMap<>();
    for (RegimeChange change : run.changes()) {
      counts.merge(Math.floorDiv(change.eventTimeNs(), DAY_NS), 1, Integer::sum);
    }
    int worst = 0;
    int restless = 0;
    for (int count : counts.values()) {
      worst = Math.max(worst, count);
      restless += count > most ? 1 : 0;
    }
    double days = (double) run.regimes().length * run.candles().intervalNs() / DAY_NS;
    return new RegimeFlips(
        days, run.changes().size(), run.changes().size() / days, worst, restless);
  }
}
