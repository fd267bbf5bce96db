package io.cryptoscalp.engine.execution;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.Order;

/** What is known of one order. */
public final class OrderState {
  private final Order order;
  private final long stopPrice;
  private final long takeProfitPrice;
  private Status status;
  private long filled;
  private boolean acknowledged;

  /**
   * Creates the state of an order that was just sent.
   *
   * @param order the order
   * @param stopPrice protective stop to place when it fills, 0 = none
   * @param takeProfitPrice target to place when it fills, 0 = none
   */
  OrderState(Order order, long stopPrice, long takeProfitPrice) {
    this.order = order;
    this.stopPrice = stopPrice;
    this.takeProfitPrice = takeProfitPrice;
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
    return isOpen() ? order.quantity() - filled : 0;
  }

  /** True until the order is filled, cancelled or rejected. UNKNOWN is open: only proof ends it. */
  public boolean isOpen() {
    return status == Status.NEW || status == Status.PARTIALLY_FILLED || status == Status.UNKNOWN;
  }

  /**
   * Takes a report.
   *
   * @return false when it says nothing new: a repeat, or older than what is known
   */
  boolean apply(ExecutionReport report) {
    if (!isOpen()) {
      return false;
    }
    boolean fill = report.lastQuantity() > 0;
    if (fill && report.cumulativeQuantity() <= filled) {
      return false;
    }
    if (!fill && report.status() == status && acknowledged) {
      return false;
    }
    acknowledged = true;
    status = report.status();
    if (fill) {
      filled = report.cumulativeQuantity();
    }
    return true;
  }

  /** Restores what a checkpoint knew. */
  void restore(Status storedStatus, long storedFilled, boolean storedAcknowledged) {
    status = storedStatus;
    filled = storedFilled;
    acknowledged = storedAcknowledged;
  }

  boolean isAcknowledged() {
    return acknowledged;
  }
}
