package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.OrderType;

/** An own order as the venue has it. What its owner knows of it is in the subclasses. */
abstract class VenueOrder {
  final int instrument;
  final boolean buy;
  final OrderType type;
  final TimeInForce timeInForce;
  final boolean reduceOnly;
  final int triggerTick;

  int tick;
  long quantity;
  long filled;

  /** At the venue: resting in the book or waiting for its trigger. */
  boolean working;

  /** Quantity ahead of it in the queue, scaled; below 0 what traded beyond. */
  double front;

  /** Traded at its price since the level's last change, scaled. */
  double traded;

  /** Market-by-order feeds: the number of orders that had joined the book before it. */
  long joined;

  /** Order of arrival at the venue. */
  long sequence;

  VenueOrder(
      int instrument,
      boolean buy,
      OrderType type,
      TimeInForce timeInForce,
      boolean reduceOnly,
      int tick,
      int triggerTick,
      long quantity) {
    this.instrument = instrument;
    this.buy = buy;
    this.type = type;
    this.timeInForce = timeInForce;
    this.reduceOnly = reduceOnly;
    this.tick = tick;
    this.triggerTick = triggerTick;
    this.quantity = quantity;
  }

  final long leaves() {
    return quantity - filled;
  }

  final boolean isStop() {
    return type == OrderType.STOP_MARKET || type == OrderType.TAKE_PROFIT_MARKET;
  }

  /** Whether a price triggers a stop or take-profit order. */
  final boolean triggers(int price) {
    boolean falling = buy == (type == OrderType.TAKE_PROFIT_MARKET);
    return falling ? price <= triggerTick : price >= triggerTick;
  }
}
