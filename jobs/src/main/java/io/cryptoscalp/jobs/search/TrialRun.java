package io.cryptoscalp.jobs.search;

import io.cryptoscalp.engine.performance.RunRecord.Curve;
import io.cryptoscalp.engine.performance.RunRecord.Prices;
import io.cryptoscalp.engine.performance.TradeOutcome;
import java.util.List;

/**
 * What came of a trial, whatever it ran over. Amounts are in account currency.
 *
 * @param startEquity equity at the start, positive
 * @param endEquity equity at the end
 * @param maxDrawdown largest fall from a peak, 0 to 1
 * @param turnover notional traded
 * @param fees fees paid
 * @param trades round trips that ended
 * @param equity equity on the grid of the pass, by time; empty when it saw no market
 * @param outcomes round trips for reports, by exit
 * @param prices of what was traded; empty where the pass did not ask for them
 * @param refused true for settings that the strategy does not take together: nothing was run
 */
public record TrialRun(
    double startEquity,
    double endEquity,
    double maxDrawdown,
    double turnover,
    double fees,
    long trades,
    Curve equity,
    List<TradeOutcome> outcomes,
    List<Prices> prices,
    boolean refused) {
  /** Copies. */
  public TrialRun {
    outcomes = List.copyOf(outcomes);
    prices = List.copyOf(prices);
  }

  /** Settings that the strategy does not take together. */
  public static TrialRun refused(double startEquity) {
    return new TrialRun(
        startEquity,
        startEquity,
        0,
        0,
        0,
        0,
        new Curve(new long[0], new double[0]),
        List.of(),
        List.of(),
        true);
  }
}
