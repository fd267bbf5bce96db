package io.cryptoscalp.engine.account;

import io.cryptoscalp.engine.account.AccountControl.At;
import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.PositionSnapshot;
import io.cryptoscalp.engine.event.RiskCommand;
import io.cryptoscalp.engine.execution.Executor;
import io.cryptoscalp.engine.execution.OrderLedger;
import io.cryptoscalp.engine.execution.PaperExecutor;
import io.cryptoscalp.engine.execution.PaperOptions;
import io.cryptoscalp.engine.instrument.InstrumentLookup;
import io.cryptoscalp.engine.portfolio.Portfolio;
import io.cryptoscalp.engine.risk.RiskContext;
import io.cryptoscalp.engine.risk.RiskFramework;
import io.cryptoscalp.engine.risk.RiskLimits;
import io.cryptoscalp.engine.risk.RiskMonitor;
import io.cryptoscalp.engine.risk.TradingState;
import io.cryptoscalp.engine.risk.TradingStates;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * One account: judges intents, sends orders, protects what is filled, books fills and funding, and
 * executes them itself when it is a paper account or part of a backtest. Its output depends on the
 * order of its inputs and on nothing else. Not thread-safe.
 */
public final class AccountEngine {
  private static final int VERSION = 1;

  private final InstrumentLookup instruments;
  private final RiskFramework risk = new RiskFramework();
  private final Portfolio portfolio;
  private final OrderLedger ledger = new OrderLedger();
  private final RiskMonitor monitor;
  private final FundingClock fundingClock = new FundingClock();
  private final OrderDesk desk;
  private final AccountControl control;

  /**
   * Creates an account that never traded.
   *
   * @param config configuration
   * @param instruments finds an instrument by id
   */
  public AccountEngine(AccountConfig config, InstrumentLookup instruments) {
    this(config, instruments, paper(config));
  }

  /**
   * Creates an account that never traded and is executed inside the process.
   *
   * @param config configuration; its paper options are not looked at
   * @param instruments finds an instrument by id
   * @param execution makes what executes the orders; null when a gateway does
   */
  public AccountEngine(
      AccountConfig config, InstrumentLookup instruments, Executor.@Nullable Factory execution) {
    this.instruments = instruments;
    this.portfolio = new Portfolio(config.account(), config.startingEquity(), instruments);
    this.monitor = new RiskMonitor(instruments);
    this.desk = new OrderDesk(execution, instruments, ledger, portfolio, monitor);
    this.control = new AccountControl(config, portfolio, ledger, monitor, desk);
  }

  private static Executor.@Nullable Factory paper(AccountConfig config) {
    PaperOptions options = config.paper();
    return options == null ? null : positions -> new PaperExecutor(options, positions);
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
    return monitor.states().state(TradingStates.ACCOUNT);
  }

  /** What a strategy may do by itself; the account's state holds on top. */
  public TradingState state(String strategy) {
    return monitor.states().state(strategy);
  }

  /** The limits that hold now. */
  public RiskLimits limits() {
    return control.limits();
  }

  /**
   * Takes note that no event of an earlier receive time will come any more. What falls due without
   * an event, a feed that has fallen silent or a command for a certain time, takes effect at the
   * moment it is due, so that it does not matter how often this is called.
   *
   * @param receiveNs receive time reached, ns; going back changes nothing
   */
  public void onTime(long receiveNs, AccountOutput out) {
    while (true) {
      long due = control.nextDueNs();
      long report = desk.nextReportNs(Math.min(due, receiveNs));
      if (Math.min(due, report) > receiveNs) {
        return;
      }
      if (report < due) {
        onOwnReports(report, out);
      } else {
        monitor.onTime(due);
        control.onTime(due, out);
        control.checkFeeds(due, due, 0, out);
      }
    }
  }

  private void onOwnReports(long receiveNs, AccountOutput out) {
    desk.onTime(receiveNs, out);
    if (desk.book().takeBooked()) {
      control.checkLosses(new At(receiveNs, receiveNs, 0), out);
    }
  }

  /**
   * Reduces until the next tick, because the edge itself is silent: not even time comes in.
   *
   * @param silentMs how long by the wall clock
   */
  public void onEdgeSilent(long silentMs, AccountOutput out) {
    control.onEdgeSilent(silentMs, out);
  }

  /**
   * Takes the market's next state: values positions, settles funding, executes own orders, checks
   * for halts.
   */
  public void onTick(MarketTick tick, AccountOutput out) {
    onTime(tick.receiveTimeNs() - 1, out);
    monitor.onTick(tick);
    control.onTime(tick.receiveTimeNs(), out);
    monitor.onOutcome(tick, control.limits());
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
      control.checkLosses(new At(tick.eventTimeNs(), tick.receiveTimeNs(), tick.sequence()), out);
    }
    control.checkFeeds(tick.eventTimeNs(), tick.receiveTimeNs(), tick.sequence(), out);
  }

  /** Judges an intent and sends what follows from it. */
  public void onIntent(Intent intent, AccountOutput out) {
    onTime(intent.receiveTimeNs() - 1, out);
    control.onTime(intent.receiveTimeNs(), out);
    RiskContext context =
        new RiskContext(
            intent,
            instruments.get(intent.instrument()),
            monitor.tick(intent.instrument()),
            portfolio,
            ledger,
            control.limits(),
            monitor);
    monitor.onPrediction(context);
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
      control.checkLosses(
          new At(intent.eventTimeNs(), intent.receiveTimeNs(), intent.sequence()), out);
    }
  }

  /** Takes a report of an external venue; ignored where an executor of its own reports. */
  public void onReport(ExecutionReport report, AccountOutput out) {
    if (!desk.executesItself()) {
      desk.book().onReport(report, monitor.nowNs(), out);
      desk.book().takeBooked();
      control.checkLosses(new At(report.eventTimeNs(), monitor.nowNs(), 0), out);
    }
  }

  /** Acts on a command: a change of trading state or limits. */
  public void onCommand(RiskCommand command, AccountOutput out) {
    control.onCommand(command, out);
  }

  /** Writes the whole state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    portfolio.write(out);
    desk.write(out);
    monitor.write(out);
    control.write(out);
    fundingClock.write(out);
  }

  /** Reads what {@link #write} wrote into a newly created engine. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "account");
    portfolio.read(in);
    desk.read(in);
    monitor.read(in);
    control.read(in);
    fundingClock.read(in);
  }
}
