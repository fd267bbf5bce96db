package io.cryptoscalp.engine.account;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.execution.Executor;
import io.cryptoscalp.engine.execution.OrderIds;
import io.cryptoscalp.engine.execution.OrderLedger;
import io.cryptoscalp.engine.execution.OrderState;
import io.cryptoscalp.engine.execution.ReportSink;
import io.cryptoscalp.engine.instrument.InstrumentLookup;
import io.cryptoscalp.engine.portfolio.Portfolio;
import io.cryptoscalp.engine.risk.RiskMonitor;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The orders of an account: sends and cancels them, and lets the {@link Executor} answer when the
 * account has one, on paper or in a backtest. Reports, of whichever kind, go on to the {@link
 * ReportBook}.
 */
final class OrderDesk {
  private final InstrumentLookup instruments;
  private final OrderLedger ledger;
  private final Portfolio portfolio;
  private final @Nullable Executor executor;
  private final ReportBook book;
  private final TickReports tickReports = new TickReports();

  OrderDesk(
      Executor.@Nullable Factory execution,
      InstrumentLookup instruments,
      OrderLedger ledger,
      Portfolio portfolio,
      RiskMonitor monitor) {
    this.instruments = instruments;
    this.ledger = ledger;
    this.portfolio = portfolio;
    this.executor = execution == null ? null : execution.create(portfolio::quantity);
    this.book = new ReportBook(this, ledger, portfolio, monitor);
  }

  /** What the reports led to beyond positions. */
  ReportBook book() {
    return book;
  }

  boolean executesItself() {
    return executor != null;
  }

  /** Executes on executor. */
  void onTick(MarketTick tick, AccountOutput out) {
    if (executor != null) {
      executor.onTick(tick, tickReports.to(tick.receiveTimeNs(), out));
    }
  }

  /** Receive time of the executor's next report that needs no tick and comes by a time, ns. */
  long nextReportNs(long horizonNs) {
    return executor == null ? Long.MAX_VALUE : executor.nextReportNs(horizonNs);
  }

  /** Takes the executor's reports that have arrived by a receive time. */
  void onTime(long receiveNs, AccountOutput out) {
    if (executor != null) {
      executor.onTime(receiveNs, report -> onOwnReport(report, receiveNs, out));
    }
  }

  /** Sends the entry of an accepted intent. */
  void enter(Intent intent, Side side, long quantity, AccountOutput out) {
    long price = intent.type() == OrderType.MARKET ? 0 : intent.limitPrice();
    Order order =
        new Order(
            OrderIds.of(intent.account(), intent.intentId(), "en"),
            Order.Kind.NEW,
            intent.account(),
            intent.strategy(),
            intent.instrument(),
            side,
            intent.type(),
            price,
            0,
            quantity,
            false,
            intent.intentId(),
            "",
            intent.reason(),
            intent.eventTimeNs(),
            intent.receiveTimeNs());
    send(order, intent.stopPrice(), intent.takeProfitPrice(), 0, out);
  }

  /**
   * Closes what a strategy holds in an instrument, at market, and cancels everything it has working
   * there. An entry that fills although it was cancelled is closed as well.
   */
  void close(
      String account,
      String strategy,
      String instrument,
      String cause,
      String reason,
      long timeNs,
      long receiveNs,
      AccountOutput out) {
    cancel(
        order -> order.strategy().equals(strategy) && order.instrument().equals(instrument),
        OrderState.EXIT,
        timeNs,
        receiveNs,
        out);
    long held = portfolio.quantity(strategy, instrument);
    if (held != 0) {
      send(
          new Order(
              OrderIds.of(account, cause, "ex"),
              Order.Kind.NEW,
              account,
              strategy,
              instrument,
              held > 0 ? Side.SELL : Side.BUY,
              OrderType.MARKET,
              0,
              0,
              Math.abs(held),
              true,
              cause,
              "",
              reason,
              timeNs,
              receiveNs),
          0,
          0,
          0,
          out);
    }
  }

  /** Cancels, once, every open order that the filter takes. */
  void cancel(
      Predicate<Order> filter, String reason, long timeNs, long receiveNs, AccountOutput out) {
    for (OrderState state : ledger.openOrders()) {
      if (state.isOpen() && filter.test(state.order())) {
        cancel(state, reason, timeNs, receiveNs, out);
      }
    }
  }

  /** Sends an order once; its id decides. */
  void send(Order order, long stop, long target, int attempt, AccountOutput out) {
    if (!ledger.enter(order, stop, target, attempt)) {
      return;
    }
    out.order(order);
    if (executor != null) {
      executor.submit(
          order,
          instruments.get(order.instrument()),
          report -> onOwnReport(report, order.receiveTimeNs(), out));
    }
  }

  private void cancel(
      OrderState state, String reason, long timeNs, long receiveNs, AccountOutput out) {
    if (OrderIds.isForced(state.order().clientOrderId()) || !state.requestCancel(reason)) {
      return;
    }
    Order working = state.order();
    out.order(
        new Order(
            working.clientOrderId(),
            Order.Kind.CANCEL,
            working.account(),
            working.strategy(),
            working.instrument(),
            working.side(),
            working.type(),
            working.price(),
            working.triggerPrice(),
            working.quantity(),
            working.reduceOnly(),
            working.intentId(),
            working.parentId(),
            reason,
            timeNs,
            receiveNs));
    if (executor != null) {
      executor.cancel(
          working.clientOrderId(),
          working.instrument(),
          timeNs,
          receiveNs,
          report -> onOwnReport(report, receiveNs, out));
    }
  }

  /** Tells of an order that the venue itself made, where nobody else does. */
  void tell(Order order, AccountOutput out) {
    if (executor != null) {
      out.order(order);
    }
  }

  /** Tells of a fill of an order that the venue itself made, where nobody else does. */
  void tell(ExecutionReport report, AccountOutput out) {
    if (executor != null) {
      out.report(report);
    }
  }

  private void onOwnReport(ExecutionReport report, long receiveNs, AccountOutput out) {
    if (!OrderIds.isForced(report.clientOrderId())) {
      // Those of the venue's own orders are told by strategy, as the account books them.
      out.report(report);
    }
    book.onReport(report, receiveNs, out);
  }

  /** Takes reports that come with a tick; one for all ticks, which come one by one. */
  private final class TickReports implements ReportSink {
    private long receiveNs;
    private @Nullable AccountOutput out;

    TickReports to(long timeNs, AccountOutput next) {
      receiveNs = timeNs;
      out = next;
      return this;
    }

    @Override
    public void report(ExecutionReport report) {
      AccountOutput target = out;
      if (target == null) {
        throw new IllegalStateException("nobody listens");
      }
      onOwnReport(report, receiveNs, target);
    }
  }

  InstrumentLookup instruments() {
    return instruments;
  }

  void write(StateWriter out) {
    ledger.write(out);
    out.writeBoolean(executor != null);
    if (executor != null) {
      executor.write(out);
    }
  }

  void read(StateReader in) {
    ledger.read(in);
    boolean stored = in.readBoolean();
    if (stored && executor != null) {
      executor.read(in, instruments::get);
    }
  }
}
