package io.cryptoscalp.engine.backtest;

import io.cryptoscalp.engine.account.AccountOutput;

/** Where a {@link Trial} puts what happened, in the order in which it happened. */
public interface TrialOutput extends AccountOutput {
  /** The account on the grid of time. */
  void equity(EquityPoint point);

  /** A round trip that ended. */
  void trade(ClosedTrade trade);
}
