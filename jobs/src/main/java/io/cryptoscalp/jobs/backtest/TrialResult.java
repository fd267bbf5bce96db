package io.cryptoscalp.jobs.backtest;

import io.cryptoscalp.engine.backtest.ClosedTrade;
import io.cryptoscalp.engine.backtest.EquityPoint;
import io.cryptoscalp.engine.backtest.TrialSummary;
import java.util.List;

/**
 * What a trial came to.
 *
 * @param trial what was run
 * @param summary its figures
 * @param trades round trips by exit; those still open at the end come last
 * @param equity equity on the request's grid, by time; empty when it saw no market
 */
public record TrialResult(
    TrialSpec trial, TrialSummary summary, List<ClosedTrade> trades, List<EquityPoint> equity) {
  /** Keeps copies. */
  public TrialResult {
    trades = List.copyOf(trades);
    equity = List.copyOf(equity);
  }
}
