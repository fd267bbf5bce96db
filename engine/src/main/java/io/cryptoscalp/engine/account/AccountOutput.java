package io.cryptoscalp.engine.account;

import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.PositionSnapshot;

/**
 * Where an {@link AccountEngine} puts what an event led to; called in the order in which things
 * happened.
 */
public interface AccountOutput {
  /** A judgement, or a change of the trading state. */
  void decision(Decision decision);

  /** An order to the venue. */
  void order(Order order);

  /** A report of the account's own executor. */
  void report(ExecutionReport report);

  /** A position that changed. */
  void position(PositionSnapshot position);
}
