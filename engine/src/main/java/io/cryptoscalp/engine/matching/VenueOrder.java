package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** An own order as the venue has it. What its owner knows of it is in the subclasses. */
abstract class VenueOrder {
  final int instrument;
  final boolean buy;
  final OrderType type;
  final TimeInForce timeInForce;
  final boolean reduceOnly;

  int tick;
  int triggerTick;
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

  /** The step of the market was divided. */
  final void rescale(int factor) {
    tick = Math.multiplyExact(tick, factor);
    triggerTick = Math.multiplyExact(triggerTick, factor);
  }

  /** Writes what has become of it at the venue. */
  final void writeState(StateWriter out) {
    out.writeInt(tick);
    out.writeInt(triggerTick);
    out.writeLong(quantity);
    out.writeLong(filled);
    out.writeBoolean(working);
    out.writeDouble(front);
    out.writeDouble(traded);
    out.writeLong(sequence);
  }

  /** Reads what {@link #writeState} wrote. */
  final void readState(StateReader in) {
    tick = in.readInt();
    triggerTick = in.readInt();
    quantity = in.readLong();
    filled = in.readLong();
    working = in.readBoolean();
    front = in.readDouble();
    traded = in.readDouble();
    sequence = in.readLong();
  }
}
