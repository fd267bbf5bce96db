package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;

/**
 * An order of a {@link TickStrategy} as its owner knows it: what the reports that have arrived say,
 * not what is true at the venue by now.
 */
public final class TickOrder extends VenueOrder {
  static final TickOrder NONE =
      new TickOrder(-1, 0, true, OrderType.LIMIT, TimeInForce.GTC, false, 0, 0, 0, 0);

  private final long id;
  private final long step;

  private Status known = Status.NEW;
  private boolean acknowledged;
  private boolean open = true;
  boolean pending = true;
  private int knownTick;
  private long knownQuantity;
  private long knownFilled;

  TickOrder(
      int instrument,
      long id,
      boolean buy,
      OrderType type,
      TimeInForce timeInForce,
      boolean reduceOnly,
      int tick,
      int triggerTick,
      long quantity,
      long step) {
    super(instrument, buy, type, timeInForce, reduceOnly, tick, triggerTick, quantity);
    this.id = id;
    this.step = step;
    this.knownTick = tick;
    this.knownQuantity = quantity;
  }

  void learn(OrderReport report) {
    pending = false;
    if (report.requestRefused) {
      return;
    }
    acknowledged = true;
    known = report.status;
    open = report.status == Status.NEW || report.status == Status.PARTIALLY_FILLED;
    knownFilled = report.cumulative;
    knownTick = report.tick;
    knownQuantity = report.total;
  }

  /** Number of the order in its trial, from 1. */
  public long id() {
    return id;
  }

  /** Index of its instrument. */
  public int instrument() {
    return instrument;
  }

  /** Direction. */
  public Side side() {
    return buy ? Side.BUY : Side.SELL;
  }

  /** Execution type. */
  public OrderType type() {
    return type;
  }

  /** Limit in ticks of the tape, 0 for market types. */
  public int tick() {
    return knownTick;
  }

  /** Limit, scaled; 0 for market types. */
  public long price() {
    return knownTick * step;
  }

  /** Quantity, scaled. */
  public long quantity() {
    return knownQuantity;
  }

  /** Filled as far as is known, scaled. */
  public long filled() {
    return knownFilled;
  }

  /** Last reported state; NEW before the first report too, see {@link #isAcknowledged}. */
  public Status status() {
    return known;
  }

  /** True once the venue has answered. */
  public boolean isAcknowledged() {
    return acknowledged;
  }

  /** True while it is not known to have ended. */
  public boolean isOpen() {
    return open;
  }

  /** True while a request about it is on its way; it takes no other until then. */
  public boolean isPending() {
    return pending;
  }
}
