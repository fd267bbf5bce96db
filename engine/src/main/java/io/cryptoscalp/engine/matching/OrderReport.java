package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * What the venue says about an order; a flyweight that is reused after the call that hands it over.
 */
public final class OrderReport {
  VenueOrder order = TickOrder.NONE;
  Status status = Status.NEW;
  VenueReason reason = VenueReason.NONE;
  boolean requestRefused;
  boolean maker;
  long quantity;
  long price;
  long cumulative;
  long leaves;
  double fee;
  int tick;
  long total;
  long venueNs;
  long localNs;

  OrderReport() {}

  /** State of the order after the event. */
  public Status status() {
    return status;
  }

  /** Why, where something was refused or ended. */
  public VenueReason reason() {
    return reason;
  }

  /** True when a request to cancel or amend was refused; the order itself is as it was. */
  public boolean isRequestRefused() {
    return requestRefused;
  }

  /** True when the fill was passive. */
  public boolean isMaker() {
    return maker;
  }

  /** Quantity of this fill, scaled; 0 when it is none. */
  public long quantity() {
    return quantity;
  }

  /** Price of this fill, scaled. */
  public long price() {
    return price;
  }

  /** Filled so far, scaled. */
  public long cumulative() {
    return cumulative;
  }

  /** Still open, scaled. */
  public long leaves() {
    return leaves;
  }

  /** Fee of this fill in account currency, negative = rebate. */
  public double fee() {
    return fee;
  }

  /** When it happened at the venue, ns. */
  public long venueNs() {
    return venueNs;
  }

  /** When the owner learns of it, ns. */
  public long localNs() {
    return localNs;
  }

  /** Writes all but the order. */
  void write(StateWriter out) {
    out.writeString(status.name());
    out.writeString(reason.name());
    out.writeBoolean(requestRefused);
    out.writeBoolean(maker);
    out.writeLong(quantity);
    out.writeLong(price);
    out.writeLong(cumulative);
    out.writeLong(leaves);
    out.writeDouble(fee);
    out.writeInt(tick);
    out.writeLong(total);
    out.writeLong(venueNs);
    out.writeLong(localNs);
  }

  /** Reads what {@link #write} wrote. */
  void read(StateReader in) {
    status = Status.valueOf(in.readText());
    reason = VenueReason.valueOf(in.readText());
    requestRefused = in.readBoolean();
    maker = in.readBoolean();
    quantity = in.readLong();
    price = in.readLong();
    cumulative = in.readLong();
    leaves = in.readLong();
    fee = in.readDouble();
    tick = in.readInt();
    total = in.readLong();
    venueNs = in.readLong();
    localNs = in.readLong();
  }
}
