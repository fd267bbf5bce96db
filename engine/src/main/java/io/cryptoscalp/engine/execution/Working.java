package io.cryptoscalp.engine.execution;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** An order at the paper venue. */
final class Working {
  final Order order;
  final Instrument instrument;
  final long effectiveNs;
  boolean acknowledged;
  boolean triggered;
  boolean resting;
  boolean done;
  long filled;
  long reducible;
  private int reports;

  Working(Order order, Instrument instrument, long effectiveNs) {
    this.order = order;
    this.instrument = instrument;
    this.effectiveNs = effectiveNs;
  }

  /** Quantity still to fill, cut to the position for reduce-only orders. */
  long open() {
    long open = order.quantity() - filled;
    return order.reduceOnly() ? Math.min(open, reducible) : open;
  }

  ExecutionReport report(
      Status status, long quantity, long price, boolean maker, String reason, long timeNs) {
    reports++;
    double rate = maker ? instrument.makerFee() : instrument.takerFee();
    double fee = quantity == 0 ? 0 : instrument.notional(price, quantity) * rate;
    long leaves =
        status == Status.NEW || status == Status.PARTIALLY_FILLED ? order.quantity() - filled : 0;
    return new ExecutionReport(
        order.clientOrderId() + "-" + reports,
        order.clientOrderId(),
        order.account(),
        order.strategy(),
        order.instrument(),
        order.side(),
        status,
        quantity,
        price,
        filled,
        leaves,
        fee,
        maker,
        reason,
        // The tick an order meets may be older than the order, its report may not.
        Math.max(timeNs, order.eventTimeNs()));
  }

  void write(StateWriter out) {
    OrderLedger.write(order, out);
    out.writeLong(effectiveNs);
    out.writeBoolean(acknowledged);
    out.writeBoolean(triggered);
    out.writeBoolean(resting);
    out.writeLong(filled);
    out.writeInt(reports);
  }

  /** Reads what follows the order and its time. */
  void read(StateReader in) {
    acknowledged = in.readBoolean();
    triggered = in.readBoolean();
    resting = in.readBoolean();
    filled = in.readLong();
    reports = in.readInt();
  }
}
