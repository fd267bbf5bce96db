package io.cryptoscalp.engine.account;

import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Numbers;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.execution.Booking;
import io.cryptoscalp.engine.execution.ExecutionFault;
import io.cryptoscalp.engine.execution.OrderIds;
import io.cryptoscalp.engine.execution.OrderLedger;
import io.cryptoscalp.engine.execution.OrderState;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.portfolio.Portfolio;
import io.cryptoscalp.engine.risk.RiskMonitor;

/**
 * Books what the venue reports and sees to it that what is held stays protected. The venue's word
 * counts: positions follow the cumulative quantity of an order, whatever was lost on the way, and
 * every departure from the ordinary is a decision row with an {@link ExecutionFault}.
 */
final class ReportBook {
  /** How often a refused exit is sent again. */
  static final int EXIT_RETRIES = 3;

  private final OrderDesk desk;
  private final OrderLedger ledger;
  private final Portfolio portfolio;
  private final RiskMonitor monitor;
  private final ForcedFills forced;
  private boolean booked;
  private boolean exitFailed;

  ReportBook(OrderDesk desk, OrderLedger ledger, Portfolio portfolio, RiskMonitor monitor) {
    this.desk = desk;
    this.ledger = ledger;
    this.portfolio = portfolio;
    this.monitor = monitor;
    this.forced = new ForcedFills(this, desk, ledger, portfolio);
  }

  /** True once after fills: they may have realised a loss and left nothing to value. */
  boolean takeBooked() {
    boolean was = booked;
    booked = false;
    return was;
  }

  /** True once after an exit was refused for the last time. */
  boolean takeExitFailed() {
    boolean was = exitFailed;
    exitFailed = false;
    return was;
  }

  void onReport(ExecutionReport report, long receiveNs, AccountOutput out) {
    if (OrderIds.isForced(report.clientOrderId())) {
      forced.onReport(report, receiveNs, out);
      return;
    }
    Booking booking = ledger.apply(report);
    if (booking == null) {
      if (report.lastQuantity() > 0 && !ledger.knows(report.clientOrderId())) {
        fault(ExecutionFault.EXECUTION_ORDER_UNKNOWN, report, numbers(report), receiveNs, out);
      }
      return;
    }
    OrderState state = booking.order();
    if (booking.quantity() > 0) {
      tellFaults(booking, report, receiveNs, out);
      fill(state, booked(booking, report), receiveNs, out);
    }
    if (!booking.late() && state.status() == Status.REJECTED) {
      monitor.onReject(receiveNs);
    }
    if (!booking.late() && !state.isOpen() && state.status() != Status.FILLED) {
      ended(state, report, receiveNs, out);
    }
  }

  private void tellFaults(
      Booking booking, ExecutionReport report, long receiveNs, AccountOutput out) {
    OrderState state = booking.order();
    Numbers figures =
        new Numbers()
            .add("order", report.clientOrderId())
            .add("booked", booking.quantity())
            .add("reported", report.lastQuantity())
            .add("cumulative", report.cumulativeQuantity())
            .add("ordered", state.order().quantity());
    if (booking.late()) {
      fault(ExecutionFault.EXECUTION_FILL_AFTER_CLOSE, report, figures, receiveNs, out);
    }
    if (booking.missed() > 0) {
      fault(ExecutionFault.EXECUTION_FILL_MISSED, report, figures, receiveNs, out);
    }
    if (state.filled() > state.order().quantity()) {
      fault(ExecutionFault.EXECUTION_OVERFILL, report, figures, receiveNs, out);
    }
  }

  /**
   * The report with the quantity that is new. What no report told the price of takes the price of
   * this one, else the order's limit, else the middle of the market; the fee goes with it.
   */
  ExecutionReport booked(Booking booking, ExecutionReport report) {
    long quantity = booking.quantity();
    if (quantity == report.lastQuantity()) {
      return report;
    }
    Order order = booking.order().order();
    Instrument instrument = desk.instruments().get(order.instrument());
    long price = report.lastPrice() > 0 ? report.lastPrice() : order.price();
    if (price <= 0) {
      MarketTick tick = monitor.tick(order.instrument());
      price = tick == null ? order.triggerPrice() : (tick.bestBid() + tick.bestAsk()) / 2;
    }
    double fee =
        report.lastQuantity() > 0
            ? report.fee() * quantity / report.lastQuantity()
            : instrument.notional(price, quantity) * instrument.takerFee();
    return new ExecutionReport(
        report.reportId(),
        report.clientOrderId(),
        order.account(),
        order.strategy(),
        order.instrument(),
        order.side(),
        report.status(),
        quantity,
        price,
        report.cumulativeQuantity(),
        report.leavesQuantity(),
        fee,
        report.maker(),
        report.reason(),
        report.eventTimeNs());
  }

  /** Books a fill that the ledger has taken. */
  void fill(OrderState state, ExecutionReport report, long receiveNs, AccountOutput out) {
    long before = portfolio.quantity(report.strategy(), report.instrument());
    booked = true;
    out.position(portfolio.onFill(report));
    if (state.order().reduceOnly()) {
      reduced(state, report, before, receiveNs, out);
    } else {
      entered(state, report, receiveNs, out);
    }
  }

  /** Protects what an entry filled; closes it where the strategy wanted out in the meantime. */
  private void entered(
      OrderState state, ExecutionReport report, long receiveNs, AccountOutput out) {
    long quantity = report.lastQuantity();
    long timeNs = report.eventTimeNs();
    if (state.cancelReason().equals(OrderState.EXIT)) {
      desk.send(BracketLegs.exit(state, quantity, timeNs, receiveNs), 0, 0, 0, out);
      return;
    }
    if (state.stopPrice() > 0) {
      desk.send(BracketLegs.stop(state, quantity, timeNs, receiveNs), 0, 0, 0, out);
    }
    if (state.takeProfitPrice() > 0) {
      desk.send(BracketLegs.target(state, quantity, timeNs, receiveNs), 0, 0, 0, out);
    }
  }

  /** One leg began to fill: its sibling goes; a flat position needs no protection at all. */
  private void reduced(
      OrderState state, ExecutionReport report, long before, long receiveNs, AccountOutput out) {
    Order order = state.order();
    long after = portfolio.quantity(order.strategy(), order.instrument());
    boolean flat = after == 0;
    String sibling = order.parentId().isEmpty() ? "" : OrderIds.sibling(order.clientOrderId());
    desk.cancel(
        other ->
            other.reduceOnly()
                && other.strategy().equals(order.strategy())
                && other.instrument().equals(order.instrument())
                && (flat || other.clientOrderId().equals(sibling)),
        flat ? "FLAT" : "OCO",
        report.eventTimeNs(),
        receiveNs,
        out);
    long reducible = reducible(before, order.side());
    long excess = report.lastQuantity() - reducible;
    if (excess > 0 && reducible(after, order.side().opposite()) > 0) {
      fault(
          ExecutionFault.EXECUTION_POSITION_TURNED,
          report,
          new Numbers()
              .add("order", order.clientOrderId())
              .add("before", before)
              .add("after", after)
              .add("excess", excess),
          receiveNs,
          out);
      String suffix = "f" + Long.toString(state.filled(), 36);
      Side back = order.side().opposite();
      desk.send(
          BracketLegs.market(
              order,
              suffix,
              back,
              excess,
              "closed more than was held",
              report.eventTimeNs(),
              receiveNs),
          0,
          0,
          0,
          out);
    }
  }

  private static long reducible(long held, Side side) {
    return side == Side.SELL ? Math.max(held, 0) : Math.max(-held, 0);
  }

  /** The venue cancelled or rejected an order. */
  private void ended(OrderState state, ExecutionReport report, long receiveNs, AccountOutput out) {
    Order order = state.order();
    long open =
        Math.min(
            order.quantity() - state.filled(),
            reducible(portfolio.quantity(order.strategy(), order.instrument()), order.side()));
    if (!order.reduceOnly() || !state.cancelReason().isEmpty() || open <= 0) {
      return;
    }
    if (forced.isComing(report)) {
      return;
    }
    Numbers figures =
        numbers(report)
            .add("status", state.status().name())
            .add("reason", report.reason())
            .add("open", open)
            .add("attempt", state.attempt());
    long timeNs = report.eventTimeNs();
    if (!order.parentId().isEmpty()) {
      fault(ExecutionFault.EXECUTION_PROTECTION_LOST, report, figures, receiveNs, out);
      String sibling = OrderIds.sibling(order.clientOrderId());
      desk.cancel(other -> other.clientOrderId().equals(sibling), "OCO", timeNs, receiveNs, out);
      desk.send(
          BracketLegs.market(order, "x", order.side(), open, "protection lost", timeNs, receiveNs),
          0,
          0,
          0,
          out);
    } else if (state.attempt() < EXIT_RETRIES) {
      int attempt = state.attempt() + 1;
      desk.send(
          BracketLegs.market(
              order, "r" + attempt, order.side(), open, "exit refused", timeNs, receiveNs),
          0,
          0,
          attempt,
          out);
    } else {
      fault(ExecutionFault.EXECUTION_EXIT_FAILED, report, figures, receiveNs, out);
      exitFailed = true;
    }
  }

  static Numbers numbers(ExecutionReport report) {
    return new Numbers()
        .add("order", report.clientOrderId())
        .add("cumulative", report.cumulativeQuantity());
  }

  void fault(
      ExecutionFault fault,
      ExecutionReport report,
      Numbers figures,
      long receiveNs,
      AccountOutput out) {
    String id = report.reportId() + "/" + fault.name();
    out.decision(
        new Decision(
            id,
            report.reportId(),
            portfolio.account(),
            report.strategy(),
            report.instrument(),
            false,
            "operational",
            "reconcile",
            fault.name() + ": " + figures,
            figures.toString(),
            0,
            report.eventTimeNs(),
            receiveNs,
            0));
  }
}
