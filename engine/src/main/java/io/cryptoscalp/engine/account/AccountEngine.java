package io.cryptoscalp.engine.account;

import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Numbers;
import io.cryptoscalp.engine.event.PositionSnapshot;
import io.cryptoscalp.engine.execution.ExecutionFault;
import io.cryptoscalp.engine.execution.OrderLedger;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.portfolio.Portfolio;
import io.cryptoscalp.engine.risk.AccountRisk;
import io.cryptoscalp.engine.risk.RejectReason;
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
  private final OrderDesk desk;
  private long stateChanges;

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
    this.desk = new OrderDesk(config, instruments, ledger, portfolio, monitor);
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
    desk.onTick(tick, out);
    if (desk.book().takeBooked() || valued) {
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
      desk.close(
          intent.account(),
          intent.strategy(),
          intent.instrument(),
          intent.intentId(),
          intent.reason(),
          intent.eventTimeNs(),
          intent.receiveTimeNs(),
          out);
    } else {
      monitor.onEntry(intent.receiveTimeNs());
      desk.enter(intent, context.side(), context.quantity(), out);
    }
    if (desk.book().takeBooked()) {
      checkLosses(intent.eventTimeNs(), intent.receiveTimeNs(), intent.sequence(), out);
    }
  }

  /** Takes a report of an external venue; ignored on paper, where the executor reports itself. */
  public void onReport(ExecutionReport report, AccountOutput out) {
    if (!desk.onPaper()) {
      desk.book().onReport(report, monitor.nowNs(), out);
      desk.book().takeBooked();
      checkLosses(report.eventTimeNs(), monitor.nowNs(), 0, out);
    }
  }

  /**
   * Sets the trading state on request; the only way out of a halt. Leaving a state that a loss led
   * to restarts the count of that loss from today's equity: without that the account would halt
   * again at once, and with it the next loss of the same size halts it again.
   *
   * @param commandId unique id, becomes the decision's id
   */
  public void setState(
      String commandId, TradingState next, String reason, long timeNs, AccountOutput out) {
    if (next != TradingState.HALTED) {
      if (monitor.stateReason().equals(RejectReason.ACCOUNT_DAILY_LOSS.name())) {
        portfolio.restartDay();
      } else if (monitor.stateReason().equals(RejectReason.ACCOUNT_DRAWDOWN.name())) {
        portfolio.restartPeak();
      }
    }
    moveTo(next, reason, "requested", commandId, "", timeNs, monitor.nowNs(), 0, out);
  }

  private void checkLosses(long timeNs, long receiveNs, long sequence, AccountOutput out) {
    if (desk.book().takeExitFailed() && monitor.state() != TradingState.HALTED) {
      stateChanges++;
      moveTo(
          TradingState.HALTED,
          ExecutionFault.EXECUTION_EXIT_FAILED.name(),
          "exit-failed",
          config.account() + "-state-" + stateChanges,
          new Numbers().add("equity", portfolio.equity()).toString(),
          timeNs,
          receiveNs,
          sequence,
          out);
    }
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
    if (next != TradingState.ACTIVE) {
      desk.cancel(order -> !order.reduceOnly(), next.name(), timeNs, receiveNs, out);
    }
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
    desk.write(out);
    monitor.write(out);
    fundingClock.write(out);
  }

  /** Reads what {@link #write} wrote into a newly created engine. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "account");
    stateChanges = in.readLong();
    portfolio.read(in);
    desk.read(in);
    monitor.read(in);
    fundingClock.read(in);
  }
}
