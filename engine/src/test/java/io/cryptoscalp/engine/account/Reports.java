package io.cryptoscalp.engine.account;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.Order;

/** Reports of a venue, as a gateway would send them. */
final class Reports {
  private static final long TIME_NS = 2_000_000_000L;

  private Reports() {}

  static ExecutionReport fill(Order order, long quantity, long cumulative, long price) {
    Status status = cumulative >= order.quantity() ? Status.FILLED : Status.PARTIALLY_FILLED;
    return of(order, status, quantity, cumulative, price);
  }

  static ExecutionReport canceled(Order order, long cumulative) {
    return of(order, Status.CANCELED, 0, cumulative, 0);
  }

  static ExecutionReport rejected(Order order) {
    return of(order, Status.REJECTED, 0, 0, 0);
  }

  static ExecutionReport of(
      Order order, Status status, long quantity, long cumulative, long price) {
    return new ExecutionReport(
        order.clientOrderId() + "/" + status + "/" + cumulative,
        order.clientOrderId(),
        order.account(),
        order.strategy(),
        order.instrument(),
        order.side(),
        status,
        quantity,
        price,
        cumulative,
        Math.max(0, order.quantity() - cumulative),
        quantity == 0 ? 0 : 0.5,
        false,
        "",
        TIME_NS);
  }
}
