package io.cryptoscalp.engine.execution;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** What is known of one order. */
public final class OrderState {
  /** Reason of a cancellation because the strategy leaves: what still fills is closed at once. */
  public static final String EXIT = "EXIT";

  private final Order order;
  private final long stopPrice;
  private final long takeProfitPrice;
  private final int attempt;
  private Status status;
  private long filled;
  private boolean acknowledged;
  private String cancelReason = "";

  /**
   * Creates the state of an order that was just sent.
   *
   * @param order the order
   * @param stopPrice protective stop to place when it fills, 0 = none
   * @param takeProfitPrice target to place when it fills, 0 = none
   * @param attempt how often the same was tried before
   */
  OrderState(Order order, long stopPrice, long takeProfitPrice, int attempt) {
    this.order = order;
    this.stopPrice = stopPrice;
    this.takeProfitPrice = takeProfitPrice;
    this.attempt = attempt;
    this.status = Status.NEW;
  }

  /** The order as sent. */
  public Order order() {
    return order;
  }

  /** Stop to place when it fills, 0 = none. */
  public long stopPrice() {
    return stopPrice;
  }

  /** Target to place when it fills, 0 = none. */
  public long takeProfitPrice() {
    return takeProfitPrice;
  }

  /** How often the same was tried before this order. */
  public int attempt() {
    return attempt;
  }

  /** Last known status; NEW until the venue says otherwise. */
  public Status status() {
    return status;
  }

  /** Filled quantity, scaled. */
  public long filled() {
    return filled;
  }

  /** Quantity that may still fill. */
  public long leaves() {
    return isOpen() ? Math.max(0, order.quantity() - filled) : 0;
  }

  /** True until the order is filled, cancelled or rejected. UNKNOWN is open: only proof ends it. */
  public boolean isOpen() {
    return isOpen(status);
  }

  /** Why its cancellation was requested; empty when it was not. */
  public String cancelReason() {
    return cancelReason;
  }

  /**
   * Notes that its cancellation was requested. The first reason stays, unless a later one is {@link
   * #EXIT}.
   *
   * @return false when it had been requested before: nothing is to be sent again
   */
  public boolean requestCancel(String reason) {
    boolean first = cancelReason.isEmpty();
    if (first || reason.equals(EXIT)) {
      cancelReason = reason;
    }
    return first;
  }

  private static boolean isOpen(Status status) {
    return status == Status.NEW || status == Status.PARTIALLY_FILLED || status == Status.UNKNOWN;
  }

  /**
   * Takes a report. The cumulative quantity alone decides what is booked: a report repeated or
   * overtaken books nothing, one after a lost report books what that one would have, and one that
   * comes after the order was closed is booked without opening the order again.
   *
   * @return quantity to book, scaled; -1 when the report says nothing new
   */
  long apply(ExecutionReport report) {
    long news = report.cumulativeQuantity() - filled;
    if (news <= 0 && (report.lastQuantity() > 0 || !isOpen())) {
      return -1;
    }
    boolean overtaken = news < 0 && isOpen(report.status());
    boolean repeated = news <= 0 && acknowledged && report.status() == status;
    if (overtaken || repeated) {
      return -1;
    }
    if (isOpen()) {
      acknowledged = true;
      status = report.status();
    }
    filled = Math.max(filled, report.cumulativeQuantity());
    if (filled >= order.quantity()) {
      status = Status.FILLED;
    }
    return Math.max(news, 0);
  }

  void write(StateWriter out) {
    OrderLedger.write(order, out);
    out.writeLong(stopPrice);
    out.writeLong(takeProfitPrice);
    out.writeInt(attempt);
    out.writeString(status.name());
    out.writeLong(filled);
    out.writeBoolean(acknowledged);
    out.writeString(cancelReason);
  }

  static OrderState read(StateReader in) {
    OrderState state =
        new OrderState(OrderLedger.readOrder(in), in.readLong(), in.readLong(), in.readInt());
    state.status = Status.valueOf(in.readText());
    state.filled = in.readLong();
    state.acknowledged = in.readBoolean();
    state.cancelReason = in.readText();
    return state;
  }
}
