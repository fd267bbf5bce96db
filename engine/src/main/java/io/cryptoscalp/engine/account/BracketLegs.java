package io.cryptoscalp.engine.account;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.execution.OrderIds;

/** The protective orders of an entry. */
final class BracketLegs {
  private BracketLegs() {}

  /** A reduce-only order over what {@code report} filled, against the entry. */
  static Order leg(
      Order entry,
      OrderType type,
      String leg,
      long trigger,
      ExecutionReport report,
      long receiveNs) {
    return new Order(
        OrderIds.of(entry.account(), entry.intentId(), leg),
        Order.Kind.NEW,
        entry.account(),
        entry.strategy(),
        entry.instrument(),
        entry.side().opposite(),
        type,
        0,
        trigger,
        report.lastQuantity(),
        true,
        entry.intentId(),
        entry.clientOrderId(),
        type == OrderType.STOP_MARKET ? "protective stop" : "profit target",
        report.eventTimeNs(),
        receiveNs);
  }
}
