package io.cryptoscalp.engine.account;

import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.execution.OrderIds;
import io.cryptoscalp.engine.execution.OrderState;

/**
 * The orders that follow from fills: stop and target of what an entry filled, and the market orders
 * that close what has no protection. One pair a fill, so that protection grows with partial fills
 * and each pair is one-cancels-other by itself.
 */
final class BracketLegs {
  private BracketLegs() {}

  /** The stop over what was just filled. */
  static Order stop(OrderState entry, long quantity, long timeNs, long receiveNs) {
    return leg(
        entry,
        OrderType.STOP_MARKET,
        "sl",
        entry.stopPrice(),
        quantity,
        "protective stop",
        timeNs,
        receiveNs);
  }

  /** The target over what was just filled. */
  static Order target(OrderState entry, long quantity, long timeNs, long receiveNs) {
    return leg(
        entry,
        OrderType.TAKE_PROFIT_MARKET,
        "tp",
        entry.takeProfitPrice(),
        quantity,
        "profit target",
        timeNs,
        receiveNs);
  }

  /** Closes what an entry filled after the strategy wanted out. */
  static Order exit(OrderState entry, long quantity, long timeNs, long receiveNs) {
    return leg(
        entry, OrderType.MARKET, "ex", 0, quantity, "filled after the exit", timeNs, receiveNs);
  }

  private static Order leg(
      OrderState entry,
      OrderType type,
      String leg,
      long trigger,
      long quantity,
      String reason,
      long timeNs,
      long receiveNs) {
    Order order = entry.order();
    // Numbered by what was filled before, so that each partial fill has its own pair.
    // In base 36, so that the id keeps within 36 characters for any quantity.
    long before = entry.filled() - quantity;
    String part = before == 0 ? "" : "-" + Long.toString(before, 36);
    return new Order(
        OrderIds.of(order.account(), order.intentId(), leg + part),
        Order.Kind.NEW,
        order.account(),
        order.strategy(),
        order.instrument(),
        order.side().opposite(),
        type,
        0,
        trigger,
        quantity,
        true,
        order.intentId(),
        type == OrderType.MARKET ? "" : order.clientOrderId(),
        reason,
        timeNs,
        receiveNs);
  }

  /** A market order that closes in place of, or after, another order. */
  static Order market(
      Order cause,
      String suffix,
      Side side,
      long quantity,
      String reason,
      long timeNs,
      long receiveNs) {
    return new Order(
        cause.clientOrderId() + suffix,
        Order.Kind.NEW,
        cause.account(),
        cause.strategy(),
        cause.instrument(),
        side,
        OrderType.MARKET,
        0,
        0,
        quantity,
        true,
        cause.intentId(),
        "",
        reason,
        timeNs,
        receiveNs);
  }
}
