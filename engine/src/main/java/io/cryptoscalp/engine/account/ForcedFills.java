package io.cryptoscalp.engine.account;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.execution.Booking;
import io.cryptoscalp.engine.execution.ExecutionFault;
import io.cryptoscalp.engine.execution.OrderLedger;
import io.cryptoscalp.engine.execution.OrderState;
import io.cryptoscalp.engine.portfolio.Portfolio;
import io.cryptoscalp.engine.portfolio.Position;
import java.util.Objects;

/**
 * Books the fills of orders by which the venue closes the account's position. The venue knows one
 * net position an instrument and no strategy, so the account spreads them: strategies that held the
 * other side are closed against those that held the position's, at the price of the first fill and
 * without a fee, and the fills close the rest, in the order in which positions were first opened.
 * Each strategy gets an order of its own for it, which nobody sent and risk is not asked about.
 */
final class ForcedFills {
  /** Reason of orders that the venue ends, and closes positions with, by force. */
  static final String REASON = "LIQUIDATION";

  private final ReportBook book;
  private final OrderDesk desk;
  private final OrderLedger ledger;
  private final Portfolio portfolio;

  ForcedFills(ReportBook book, OrderDesk desk, OrderLedger ledger, Portfolio portfolio) {
    this.book = book;
    this.desk = desk;
    this.ledger = ledger;
    this.portfolio = portfolio;
  }

  /** True when an order was ended because the venue is about to close what it would reduce. */
  boolean isComing(ExecutionReport report) {
    if (!report.reason().equals(REASON)) {
      return false;
    }
    long net = 0;
    for (int i = 0; i < portfolio.size(); i++) {
      Position position = portfolio.position(i);
      net += position.instrument().id().equals(report.instrument()) ? position.quantity() : 0;
    }
    return net != 0;
  }

  void onReport(ExecutionReport report, long receiveNs, AccountOutput out) {
    String id = report.clientOrderId();
    if (!ledger.knows(id)) {
      long quantity = report.cumulativeQuantity() + report.leavesQuantity();
      ledger.enter(order(id, "", report, report.side(), quantity, receiveNs), 0, 0);
      book.fault(
          ExecutionFault.EXECUTION_LIQUIDATED,
          report,
          ReportBook.numbers(report)
              .add("side", report.side().name())
              .add("quantity", quantity)
              .add("equity", portfolio.equity()),
          receiveNs,
          out);
    }
    Booking booking = ledger.apply(report);
    if (booking == null || booking.quantity() == 0) {
      return;
    }
    long rest = spread(book.booked(booking, report), receiveNs, out);
    if (rest > 0) {
      book.fault(
          ExecutionFault.EXECUTION_ORDER_UNKNOWN,
          report,
          ReportBook.numbers(report).add("notHeld", rest),
          receiveNs,
          out);
    }
  }

  /** Books a fill on the strategies; returns what none of them held. */
  private long spread(ExecutionReport fill, long receiveNs, AccountOutput out) {
    Side closing = fill.side();
    long left = fill.lastQuantity();
    for (int i = 0; i < portfolio.size(); i++) {
      long held = held(i, fill);
      if (Long.signum(held) == closing.sign()) {
        book(i, Math.abs(held), Math.abs(held), 0, closing.opposite(), fill, receiveNs, out);
        left += Math.abs(held);
      }
    }
    long coming = left + fill.leavesQuantity();
    double feeOfUnit = fill.fee() / left;
    for (int i = 0; i < portfolio.size() && left > 0; i++) {
      long held = Math.abs(held(i, fill));
      if (held > 0) {
        long part = Math.min(left, held);
        long whole = Math.min(coming, held);
        book(i, part, whole, feeOfUnit * part, closing, fill, receiveNs, out);
        left -= part;
        coming -= whole;
      }
    }
    return left;
  }

  private long held(int index, ExecutionReport fill) {
    Position position = portfolio.position(index);
    return position.instrument().id().equals(fill.instrument()) ? position.quantity() : 0;
  }

  private void book(
      int index,
      long part,
      long whole,
      double fee,
      Side side,
      ExecutionReport fill,
      long receiveNs,
      AccountOutput out) {
    String strategy = portfolio.position(index).strategy();
    OrderState state = share(index, strategy, side, whole, fill, receiveNs, out);
    String id = state.order().clientOrderId();
    long filled = state.filled() + part;
    long leaves = Math.max(0, state.order().quantity() - filled);
    ExecutionReport share =
        new ExecutionReport(
            fill.reportId() + "/" + index,
            id,
            portfolio.account(),
            strategy,
            fill.instrument(),
            side,
            leaves == 0 ? Status.FILLED : Status.PARTIALLY_FILLED,
            part,
            fill.lastPrice(),
            filled,
            leaves,
            fee,
            fill.maker(),
            REASON,
            fill.eventTimeNs());
    desk.tell(share, out);
    ledger.apply(share);
    book.fill(state, share, receiveNs, out);
  }

  /** The strategy's part of the venue's order, made with its first fill. */
  private OrderState share(
      int index,
      String strategy,
      Side side,
      long whole,
      ExecutionReport fill,
      long receiveNs,
      AccountOutput out) {
    String id = fill.clientOrderId() + "-" + index;
    OrderState state = ledger.find(id);
    if (state == null && ledger.knows(id)) {
      // It was closed whole, and holds something again: only a venue that closes for long.
      id += "-" + Long.toString(fill.cumulativeQuantity(), 36);
    }
    if (state == null) {
      Order order = order(id, strategy, fill, side, whole, receiveNs);
      ledger.enter(order, 0, 0);
      desk.tell(order, out);
      state = ledger.find(id);
    }
    return Objects.requireNonNull(state);
  }

  private Order order(
      String id,
      String strategy,
      ExecutionReport report,
      Side side,
      long quantity,
      long receiveNs) {
    return new Order(
        id,
        Order.Kind.NEW,
        portfolio.account(),
        strategy,
        report.instrument(),
        side,
        OrderType.MARKET,
        0,
        0,
        quantity,
        true,
        "",
        "",
        REASON,
        report.eventTimeNs(),
        receiveNs);
  }
}
