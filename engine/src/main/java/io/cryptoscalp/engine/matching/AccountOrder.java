package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.execution.OrderLedger;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** An order of an account at the venue. */
final class AccountOrder extends VenueOrder {
  final Order order;
  private int reports;

  AccountOrder(InstrumentVenue venue, Order order) {
    super(
        venue.index,
        order.side() == Side.BUY,
        order.type(),
        TimeInForce.GTC,
        order.reduceOnly(),
        tick(venue, order.price()),
        tick(venue, order.triggerPrice()),
        order.quantity());
    this.order = order;
  }

  private static int tick(InstrumentVenue venue, long price) {
    return Math.toIntExact(Math.floorDiv(price, venue.tape.step()));
  }

  ExecutionReport report(OrderReport said) {
    reports++;
    return new ExecutionReport(
        order.clientOrderId() + "-" + reports,
        order.clientOrderId(),
        order.account(),
        order.strategy(),
        order.instrument(),
        order.side(),
        said.status,
        said.quantity,
        said.price,
        said.cumulative,
        said.leaves,
        said.fee,
        said.maker,
        said.reason == VenueReason.NONE ? "" : said.reason.name(),
        Math.max(said.venueNs, order.eventTimeNs()));
  }

  void write(StateWriter out) {
    OrderLedger.write(order, out);
    out.writeInt(reports);
    writeState(out);
  }

  /** Reads what follows the order itself. */
  void read(StateReader in) {
    reports = in.readInt();
    readState(in);
  }
}
