package io.cryptoscalp.engine.account;

import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.Numbers;
import io.cryptoscalp.engine.event.RiskCommand;
import io.cryptoscalp.engine.execution.ExecutionFault;
import io.cryptoscalp.engine.execution.OrderLedger;
import io.cryptoscalp.engine.execution.OrderState;
import io.cryptoscalp.engine.portfolio.Portfolio;
import io.cryptoscalp.engine.portfolio.Position;
import io.cryptoscalp.engine.risk.AccountRisk;
import io.cryptoscalp.engine.risk.OperationalRisk;
import io.cryptoscalp.engine.risk.RejectReason;
import io.cryptoscalp.engine.risk.RiskLimits;
import io.cryptoscalp.engine.risk.RiskMonitor;
import io.cryptoscalp.engine.risk.TradingState;
import io.cryptoscalp.engine.risk.TradingState.Trigger;
import io.cryptoscalp.engine.risk.TradingStates;
import io.cryptoscalp.engine.risk.Verdict;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an account and its strategies may do, and within which limits: changed by losses, faults and
 * commands. Every change is a decision row.
 */
final class AccountControl {
  private static final Comparator<RiskCommand> BY_TIME =
      Comparator.comparingLong(RiskCommand::effectiveFromNs).thenComparing(RiskCommand::commandId);

  private final AccountConfig config;
  private final Portfolio portfolio;
  private final OrderLedger ledger;
  private final RiskMonitor monitor;
  private final OrderDesk desk;
  private final Map<String, String> changedLimits = new TreeMap<>();
  private final List<RiskCommand> scheduled = new ArrayList<>();
  private RiskLimits limits;
  private long changes;

  AccountControl(
      AccountConfig config,
      Portfolio portfolio,
      OrderLedger ledger,
      RiskMonitor monitor,
      OrderDesk desk) {
    this.config = config;
    this.portfolio = portfolio;
    this.ledger = ledger;
    this.monitor = monitor;
    this.desk = desk;
    this.limits = config.limits();
  }

  /** When and on which frame something happened. */
  record At(long timeNs, long receiveNs, long sequence) {}

  /** The limits that hold now. */
  RiskLimits limits() {
    return limits;
  }

  /** Looks for losses and exits that failed. */
  void checkLosses(At at, AccountOutput out) {
    if (desk.book().takeExitFailed()) {
      String reason = ExecutionFault.EXECUTION_EXIT_FAILED.name();
      move(
          TradingStates.ACCOUNT,
          Trigger.LOSS_HALT,
          reason,
          "operational",
          "exit-failed",
          "",
          at,
          out);
    }
    Verdict demand = AccountRisk.demand(portfolio, limits, monitor.states());
    if (demand != null) {
      move(
          TradingStates.ACCOUNT,
          AccountRisk.trigger(demand),
          demand.reason().name(),
          "account",
          demand.rule(),
          demand.numbers(),
          at,
          out);
    }
  }

  /**
   * Looks for held instruments without ticks, and whether they are back.
   *
   * @param timeNs venue time of what makes it look
   * @param receiveNs its receive time
   * @param sequence number of its frame, 0 when there is none
   */
  void checkFeeds(long timeNs, long receiveNs, long sequence, AccountOutput out) {
    Verdict silent = OperationalRisk.silence(portfolio, monitor, limits);
    String reason = RejectReason.OPERATIONAL_FEED_SILENT.name();
    if (silent != null || monitor.states().reason(TradingStates.ACCOUNT).equals(reason)) {
      At at = new At(timeNs, receiveNs, sequence);
      move(
          TradingStates.ACCOUNT,
          silent == null ? Trigger.FAULT_CLEARED : Trigger.FAULT,
          reason,
          "operational",
          "feed-silence",
          silent == null ? "" : silent.numbers(),
          at,
          out);
    }
  }

  /** Reduces until the next tick: nothing at all has come from the edge for a while. */
  void onEdgeSilent(long silentMs, AccountOutput out) {
    move(
        TradingStates.ACCOUNT,
        Trigger.FAULT,
        RejectReason.OPERATIONAL_FEED_SILENT.name(),
        "operational",
        "edge-silence",
        new Numbers().add("silentMs", silentMs).toString(),
        new At(monitor.nowNs(), monitor.nowNs(), 0),
        out);
  }

  /** When something is due without an event, receive time; {@code Long.MAX_VALUE} if nothing is. */
  long nextDueNs() {
    long due = OperationalRisk.silenceDueNs(portfolio, monitor, limits);
    return scheduled.isEmpty() ? due : Math.min(due, scheduled.get(0).effectiveFromNs());
  }

  private void move(
      String strategy,
      Trigger trigger,
      String reason,
      String layer,
      String rule,
      String numbers,
      At at,
      AccountOutput out) {
    TradingState before = monitor.states().state(strategy);
    if (monitor.states().apply(strategy, trigger, reason)) {
      changes++;
      String id = config.account() + "-state-" + changes;
      moved(id, strategy, before, reason, layer, rule, numbers, at, out);
    }
  }

  /** Takes a command, to act on it when it is due; one that was seen before changes nothing. */
  void onCommand(RiskCommand command, AccountOutput out) {
    if (!monitor.onCommand(command.commandId())) {
      return;
    }
    if (command.effectiveFromNs() > monitor.nowNs()) {
      scheduled.add(command);
      scheduled.sort(BY_TIME);
    } else {
      act(command, out);
    }
  }

  /** Acts on the commands that are due at a receive time. */
  void onTime(long receiveNs, AccountOutput out) {
    while (!scheduled.isEmpty() && scheduled.get(0).effectiveFromNs() <= receiveNs) {
      act(scheduled.remove(0), out);
    }
  }

  private void act(RiskCommand command, AccountOutput out) {
    long nowNs = monitor.nowNs();
    At at = new At(Math.max(command.effectiveFromNs(), nowNs), nowNs, 0);
    switch (command.kind()) {
      case HALT -> request(command, Trigger.HALT, at, out);
      case REDUCE -> request(command, Trigger.REDUCE, at, out);
      case RESUME -> request(command, Trigger.RESUME, at, out);
      case FLATTEN -> {
        flatten(command, at, out);
        request(command, Trigger.HALT, at, out);
      }
      case LIMITS -> change(command, at, out);
    }
  }

  /**
   * Leaving a state that a loss led to restarts the count of that loss from the present equity:
   * otherwise the account would be back in it at once, and with it the next loss of the same size
   * leads there again.
   */
  private void request(RiskCommand command, Trigger trigger, At at, AccountOutput out) {
    String strategy = command.strategy();
    TradingStates states = monitor.states();
    TradingState before = states.state(strategy);
    String cause = states.reason(strategy);
    String losses = losses();
    String reason = command.reason().isEmpty() ? "REQUESTED" : "REQUESTED " + command.reason();
    states.apply(strategy, trigger, reason);
    if (strategy.isEmpty() && trigger != Trigger.HALT) {
      if (cause.equals(RejectReason.ACCOUNT_DAILY_LOSS.name())) {
        portfolio.restartDay();
      } else if (cause.equals(RejectReason.ACCOUNT_DRAWDOWN.name())) {
        portfolio.restartPeak();
      }
    }
    moved(command.commandId(), strategy, before, reason, "account", "requested", losses, at, out);
  }

  private void moved(
      String id,
      String strategy,
      TradingState before,
      String reason,
      String layer,
      String rule,
      String numbers,
      At at,
      AccountOutput out) {
    TradingState next = monitor.states().state(strategy);
    if (next != TradingState.ACTIVE) {
      desk.cancel(
          order -> !order.reduceOnly() && (strategy.isEmpty() || order.strategy().equals(strategy)),
          next.name(),
          at.timeNs(),
          at.receiveNs(),
          out);
    }
    String code =
        (strategy.isEmpty() ? "ACCOUNT_STATE: " : "STRATEGY_STATE: ")
            + new Numbers().add("from", before.name()).add("to", next.name()).add("reason", reason);
    boolean active = next == TradingState.ACTIVE;
    row(id, strategy, active, layer, rule, code, numbers.isEmpty() ? losses() : numbers, at, out);
  }

  private String losses() {
    return new Numbers()
        .add("equity", portfolio.equity())
        .add("dayReturn", portfolio.dayReturn())
        .add("drawdown", portfolio.drawdown())
        .toString();
  }

  private void flatten(RiskCommand command, At at, AccountOutput out) {
    desk.cancel(
        order ->
            !order.reduceOnly()
                && (command.strategy().isEmpty() || command.strategy().equals(order.strategy())),
        OrderState.EXIT,
        at.timeNs(),
        at.receiveNs(),
        out);
    for (Position position : portfolio.positions()) {
      String strategy = position.strategy();
      String instrument = position.instrument().id();
      boolean meant = command.strategy().isEmpty() || command.strategy().equals(strategy);
      if (meant && position.quantity() != 0 && !ledger.hasOpenExit(strategy, instrument)) {
        desk.close(
            config.account(),
            strategy,
            instrument,
            command.commandId() + "/" + strategy + "/" + instrument,
            "flatten",
            at.timeNs(),
            at.receiveNs(),
            out);
      }
    }
  }

  private void change(RiskCommand command, At at, AccountOutput out) {
    Numbers numbers = new Numbers();
    command.limits().forEach(numbers::add);
    boolean valid = true;
    String code = "";
    try {
      limits = limits.with(command.limits());
      changedLimits.putAll(command.limits());
    } catch (IllegalArgumentException e) {
      valid = false;
      code = String.valueOf(e.getMessage());
    }
    row(
        command.commandId(),
        command.strategy(),
        valid,
        "account",
        "limits",
        code,
        numbers.toString(),
        at,
        out);
  }

  private void row(
      String id,
      String strategy,
      boolean accepted,
      String layer,
      String rule,
      String code,
      String numbers,
      At at,
      AccountOutput out) {
    out.decision(
        new Decision(
            id,
            id,
            config.account(),
            strategy,
            "",
            accepted,
            layer,
            rule,
            code,
            numbers,
            0,
            at.timeNs(),
            at.receiveNs(),
            at.sequence()));
  }

  void write(StateWriter out) {
    out.writeLong(changes);
    write(changedLimits, out);
    out.writeInt(scheduled.size());
    for (RiskCommand command : scheduled) {
      out.writeString(command.commandId());
      out.writeString(command.kind().name());
      out.writeString(command.strategy());
      write(command.limits(), out);
      out.writeString(command.reason());
      out.writeLong(command.effectiveFromNs());
    }
  }

  private static void write(Map<String, String> texts, StateWriter out) {
    out.writeInt(texts.size());
    for (Map.Entry<String, String> text : texts.entrySet()) {
      out.writeString(text.getKey());
      out.writeString(text.getValue());
    }
  }

  /** Limits changed by command hold on over those of the configuration. */
  void read(StateReader in) {
    changes = in.readLong();
    changedLimits.clear();
    changedLimits.putAll(readTexts(in));
    limits = config.limits().with(changedLimits);
    scheduled.clear();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      scheduled.add(
          new RiskCommand(
              in.readText(),
              RiskCommand.Kind.valueOf(in.readText()),
              config.account(),
              in.readText(),
              readTexts(in),
              in.readText(),
              in.readLong()));
    }
  }

  private static Map<String, String> readTexts(StateReader in) {
    Map<String, String> texts = new TreeMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      texts.put(in.readText(), in.readText());
    }
    return texts;
  }
}
