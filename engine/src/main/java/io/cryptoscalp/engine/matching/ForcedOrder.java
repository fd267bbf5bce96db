package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.execution.OrderIds;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** The venue's own order that closes a position by force. */
final class ForcedOrder extends VenueOrder {
  private final long number;

  /** What the owner pays on top of the fees of the fills; given back where negative. */
  double charge;

  private int reports;

  /**
   * Creates it.
   *
   * @param number of the venue's orders of this kind for the account, from 1
   */
  ForcedOrder(int instrument, boolean buy, long quantity, long number) {
    super(instrument, buy, OrderType.MARKET, TimeInForce.IOC, true, 0, 0, quantity);
    this.number = number;
  }

  /** What the venue tells an account: an order that is none of its own, so of no strategy. */
  ExecutionReport report(OrderReport said, String instrumentId) {
    reports++;
    String id = OrderIds.forced(number);
    return new ExecutionReport(
        id + "-" + reports,
        id,
        "",
        "",
        instrumentId,
        buy ? Side.BUY : Side.SELL,
        said.status,
        said.quantity,
        said.price,
        said.cumulative,
        said.leaves,
        said.leaves == 0 ? said.fee + charge : said.fee,
        said.maker,
        VenueReason.LIQUIDATION.name(),
        said.venueNs);
  }

  void write(StateWriter out) {
    out.writeInt(instrument);
    out.writeBoolean(buy);
    out.writeLong(number);
    out.writeDouble(charge);
    out.writeInt(reports);
    writeState(out);
  }

  static ForcedOrder read(StateReader in) {
    ForcedOrder order = new ForcedOrder(in.readInt(), in.readBoolean(), 0, in.readLong());
    order.charge = in.readDouble();
    order.reports = in.readInt();
    order.readState(in);
    return order;
  }
}
