package io.cryptoscalp.engine.account;

import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.PositionSnapshot;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.execution.OrderIds;
import io.cryptoscalp.engine.execution.OrderLedger;
import io.cryptoscalp.engine.execution.OrderState;
import io.cryptoscalp.engine.execution.PaperExecutor;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.portfolio.Portfolio;
import io.cryptoscalp.engine.risk.AccountRisk;
import io.cryptoscalp.engine.risk.RiskContext;
import io.cryptoscalp.engine.risk.RiskFramework;
import io.cryptoscalp.engine.risk.RiskMonitor;
import io.cryptoscalp.engine.risk.TradingState;
import io.cryptoscalp.engine.risk.Verdict;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One account: judges intents, sends orders, protects what is filled, books fills and funding, and
 * executes on paper when it is a paper account. Its output depends on the order of its inputs and
 * on nothing else. Not thread-safe.
 */
public final class AccountEngine {
  private static final int VERSION = 1;

  private final AccountConfig config;
  private final Function<String, @Nullable Instrument> instruments;
  private final RiskFramework risk = new RiskFramework();
  private final Portfolio portfolio;
  private final OrderLedger ledger = new OrderLedger();
  private final RiskMonitor monitor;
  private final FundingClock fundingClock = new FundingClock();
  private final @Nullable PaperExecutor paper;
  private long stateChanges;

  /** A fill may have realised a loss and left nothing to value: losses are checked after it. */
  private boolean fillsToCheck;

  /**
   * Creates an account that never traded.
   *
   * @param config configuration
   * @param instruments finds an instrument by id
   */
  public AccountEngine(AccountConfig config, Function<String, @Nullable Instrument> instruments) {
    this.config = config;
    this.instruments = instruments;
    this.portfolio = new Portfolio(config.account(), config.startingEquity(), instruments);
    this.monitor = new RiskMonitor(instruments);
    this.paper =
        config.paper() == null ? null : new PaperExecutor(config.paper(), portfolio::quantity);
  }

  /** Positions and equity. */
  public Portfolio portfolio() {
    return portfolio;
  }

  /** Open orders. */
  public OrderLedger ledger() {
    return ledger;
  }

  /** What the account may do now. */
  public TradingState state() {
    return monitor.state();
  }

  /**
   * Takes the market's next state: values positions, settles funding, executes paper orders, checks
   * for halts.
   */
  public void onTick(MarketTick tick, AccountOutput out) {
    monitor.onTick(tick);
    boolean valued = portfolio.onTick(tick);
    double rate = fundingClock.onTick(tick);
    if (rate != 0) {
      for (PositionSnapshot row :
          portfolio.settleFunding(tick.instrument(), rate, tick.eventTimeNs())) {
        out.position(row);
      }
    }
    if (paper != null) {
      paper.onTick(tick, report -> onPaperReport(report, tick.receiveTimeNs(), out));
    }
    if (valued || fillsToCheck) {
      checkLosses(tick.eventTimeNs(), tick.receiveTimeNs(), tick.sequence(), out);
    }
  }

  /** Judges an intent and sends what follows from it. */
  public void onIntent(Intent intent, AccountOutput out) {
    RiskContext context =
        new RiskContext(
            intent,
            require(intent.instrument()),
            monitor.tick(intent.instrument()),
            portfolio,
            ledger,
            config.limits(),
            monitor);
    Decision decision = risk.judge(context);
    monitor.onJudged(intent.intentId());
    out.decision(decision);
    if (!decision.accepted()) {
      return;
    }
    if (intent.action() == Intent.Action.EXIT) {
      close(intent, context, out);
    } else {
      monitor.onEntry(intent.receiveTimeNs());
      send(
          order(intent, context.side(), intent.type(), "en", context.quantity(), false),
          intent.stopPrice(),
          intent.takeProfitPrice(),
          out);
    }
    if (fillsToCheck) {
      checkLosses(intent.eventTimeNs(), intent.receiveTimeNs(), intent.sequence(), out);
    }
  }

  /** Takes a report of an external venue; ignored on paper, where the executor reports itself. */
  public void onReport(ExecutionReport report, AccountOutput out) {
    if (paper == null) {
      book(report, monitor.nowNs(), out);
      if (fillsToCheck) {
        checkLosses(report.eventTimeNs(), monitor.nowNs(), 0, out);
      }
    }
  }

  /**
   * Sets the trading state on request; the only way out of a halt.
   *
   * @param commandId unique id, becomes the decision's id
   */
  public void setState(
      String commandId, TradingState next, String reason, long timeNs, AccountOutput out) {
    moveTo(next, reason, "requested", commandId, "", timeNs, monitor.nowNs(), 0, out);
  }

  private void close(Intent intent, RiskContext context, AccountOutput out) {
    for (OrderState state : ledger.openOrders()) {
      Order working = state.order();
      if (working.strategy().equals(intent.strategy())
          && working.instrument().equals(intent.instrument())) {
        cancel(working, "EXIT", intent.eventTimeNs(), intent.receiveTimeNs(), out);
      }
    }
    send(
        order(intent, context.side(), OrderType.MARKET, "ex", context.quantity(), true), 0, 0, out);
  }

  private static Order order(
      Intent intent, Side side, OrderType type, String leg, long quantity, boolean reduceOnly) {
    return new Order(
        OrderIds.of(intent.account(), intent.intentId(), leg),
        Order.Kind.NEW,
        intent.account(),
        intent.strategy(),
        intent.instrument(),
        side,
        type,
        type == OrderType.MARKET ? 0 : intent.limitPrice(),
        0,
        quantity,
        reduceOnly,
        intent.intentId(),
        "",
        intent.reason(),
        intent.eventTimeNs(),
        intent.receiveTimeNs());
  }

  private void send(Order order, long stop, long target, AccountOutput out) {
    if (!ledger.enter(order, stop, target)) {
      return;
    }
    out.order(order);
    if (paper != null) {
      paper.submit(
          order,
          require(order.instrument()),
          report -> onPaperReport(report, order.receiveTimeNs(), out));
    }
  }

  private void cancel(
      Order working, String reason, long timeNs, long receiveNs, AccountOutput out) {
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
    if (paper != null) {
      paper.cancel(
          working.clientOrderId(),
          working.instrument(),
          timeNs,
          report -> onPaperReport(report, receiveNs, out));
    }
  }

  private void onPaperReport(ExecutionReport report, long receiveNs, AccountOutput out) {
    out.report(report);
    book(report, receiveNs, out);
  }

  private void book(ExecutionReport report, long receiveNs, AccountOutput out) {
    OrderState state = ledger.apply(report);
    if (state == null) {
      return;
    }
    if (report.lastQuantity() > 0) {
      fillsToCheck = true;
      out.position(portfolio.onFill(report));
      if (state.order().reduceOnly()) {
        cancelProtectionOfFlat(state, report, receiveNs, out);
      } else {
        protect(state, report, receiveNs, out);
      }
    }
  }

  /** Places stop and target for what an entry just filled. */
  private void protect(
      OrderState state, ExecutionReport report, long receiveNs, AccountOutput out) {
    Order entry = state.order();
    // Numbered by what was filled before, so that each partial fill has its own pair.
    // In base 36, so that the id keeps within 36 characters for any quantity.
    String part =
        state.filled() == report.lastQuantity() ? "" : "-" + Long.toString(state.filled(), 36);
    if (state.stopPrice() > 0) {
      send(
          BracketLegs.leg(
              entry, OrderType.STOP_MARKET, "sl" + part, state.stopPrice(), report, receiveNs),
          0,
          0,
          out);
    }
    if (state.takeProfitPrice() > 0) {
      send(
          BracketLegs.leg(
              entry,
              OrderType.TAKE_PROFIT_MARKET,
              "tp" + part,
              state.takeProfitPrice(),
              report,
              receiveNs),
          0,
          0,
          out);
    }
  }

  /** One leg filled: its sibling goes; a flat position needs no protection at all. */
  private void cancelProtectionOfFlat(
      OrderState filled, ExecutionReport report, long receiveNs, AccountOutput out) {
    boolean flat = portfolio.quantity(report.strategy(), report.instrument()) == 0;
    String siblingId = OrderIds.sibling(filled.order().clientOrderId());
    for (OrderState state : ledger.openOrders()) {
      Order other = state.order();
      boolean sameHolding =
          other.reduceOnly()
              && other.strategy().equals(report.strategy())
              && other.instrument().equals(report.instrument());
      boolean sibling =
          !filled.isOpen()
              && !filled.order().parentId().isEmpty()
              && other.clientOrderId().equals(siblingId);
      if (sameHolding && (flat || sibling) && state.isOpen()) {
        cancel(other, flat ? "FLAT" : "OCO", report.eventTimeNs(), receiveNs, out);
      }
    }
  }

  private void checkLosses(long timeNs, long receiveNs, long sequence, AccountOutput out) {
    fillsToCheck = false;
    Verdict demand = AccountRisk.demand(portfolio, config.limits(), monitor.state());
    if (demand != null) {
      stateChanges++;
      moveTo(
          AccountRisk.demandedState(demand),
          demand.reason().name(),
          demand.rule(),
          config.account() + "-state-" + stateChanges,
          demand.numbers(),
          timeNs,
          receiveNs,
          sequence,
          out);
    }
  }

  private void moveTo(
      TradingState next,
      String reason,
      String rule,
      String id,
      String numbers,
      long timeNs,
      long receiveNs,
      long sequence,
      AccountOutput out) {
    TradingState before = monitor.state();
    monitor.moveTo(next, reason);
    out.decision(
        new Decision(
            id,
            id,
            config.account(),
            "",
            "",
            next == TradingState.ACTIVE,
            "account",
            rule,
            "ACCOUNT_STATE: from=" + before + " to=" + next + " reason=" + reason,
            numbers,
            0,
            timeNs,
            receiveNs,
            sequence));
  }

  private Instrument require(String id) {
    Instrument instrument = instruments.apply(id);
    if (instrument == null) {
      throw new IllegalStateException("INSTRUMENT_UNKNOWN: id=" + id);
    }
    return instrument;
  }

  /** Writes the whole state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeLong(stateChanges);
    portfolio.write(out);
    ledger.write(out);
    monitor.write(out);
    fundingClock.write(out);
    out.writeBoolean(paper != null);
    if (paper != null) {
      paper.write(out);
    }
  }

  /** Reads what {@link #write} wrote into a newly created engine. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "account");
    stateChanges = in.readLong();
    portfolio.read(in);
    ledger.read(in);
    monitor.read(in);
    fundingClock.read(in);
    boolean stored = in.readBoolean();
    if (stored && paper != null) {
      paper.read(in, this::require);
    }
  }
}
