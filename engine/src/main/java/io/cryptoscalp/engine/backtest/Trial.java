package io.cryptoscalp.engine.backtest;

import io.cryptoscalp.engine.account.AccountEngine;
import io.cryptoscalp.engine.account.AccountOutput;
import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.PositionSnapshot;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.execution.OrderIds;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentLookup;
import io.cryptoscalp.engine.portfolio.Portfolio;
import io.cryptoscalp.engine.portfolio.Position;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.strategy.IntentSink;
import io.cryptoscalp.engine.strategy.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One trial: strategies and an account of their own, fed with the events that many trials share.
 * The classes that trade are those of the live job; this one only looks on and counts.
 *
 * <p>As in the live job strategies see snapshots as they come, and the account sees market states
 * and intents in one order of receive time, which is the caller's to keep.
 */
public final class Trial {
  /** Since 2: points that wait; since 3: the count of liquidations. */
  private static final int VERSION = 3;

  private final TrialWindow window;
  private final long gridNs;
  private final AccountEngine account;
  private final Function<String, List<Strategy>> factory;
  private final InstrumentLookup instruments;
  private final TreeMap<String, List<Strategy>> strategies = new TreeMap<>();
  private final TradeLog log;
  private final Looker looker = new Looker();
  private final double startEquity;
  private long ticks;
  private long snapshots;
  private long intents;
  private long accepted;
  private long orders;
  private long fills;
  private double turnover;
  private double maxDrawdown;
  private long firstNs;
  private long lastNs;
  private long nextGridNs;
  private boolean changed = true;
  private final List<EquityPoint> passed = new ArrayList<>();
  private long liquidations;
  private final TrialDigest digest = new TrialDigest();

  /**
   * Creates a trial that has seen nothing.
   *
   * @param window when it trades
   * @param gridNs distance of the points of its equity, receive time, positive ns
   * @param account the account, new
   * @param strategies creates the strategies of an instrument id
   * @param instruments finds an instrument by id
   */
  public Trial(
      TrialWindow window,
      long gridNs,
      AccountEngine account,
      Function<String, List<Strategy>> strategies,
      InstrumentLookup instruments) {
    if (gridNs <= 0) {
      throw new IllegalArgumentException("OPTION_INVALID: equity.interval=" + gridNs + "ns");
    }
    this.window = window;
    this.gridNs = gridNs;
    this.account = account;
    this.factory = strategies;
    this.instruments = instruments;
    this.log = new TradeLog(instruments);
    this.startEquity = account.portfolio().equity();
  }

  /** When it trades. */
  public TrialWindow window() {
    return window;
  }

  /** Lets the strategies look at a snapshot. */
  public void onScored(ScoredSnapshot scored, IntentSink out) {
    if (!window.contains(scored.snapshot().receiveTimeNs())) {
      return;
    }
    snapshots++;
    for (Strategy strategy : strategies(scored.snapshot().instrument())) {
      strategy.onSnapshot(scored, out);
    }
  }

  private List<Strategy> strategies(String instrument) {
    List<Strategy> known = strategies.get(instrument);
    if (known == null) {
      known = factory.apply(instrument);
      strategies.put(instrument, known);
    }
    return known;
  }

  /** Takes the next state of a market; those outside the window are not heard. */
  public void onTick(MarketTick tick, TrialOutput out) {
    long receiveNs = tick.receiveTimeNs();
    if (!window.contains(receiveNs)) {
      return;
    }
    reach(receiveNs, out);
    ticks++;
    Portfolio portfolio = account.portfolio();
    account.onTick(tick, looker.to(out, null));
    if (portfolio.openPositions() > 0 || portfolio.equity() < portfolio.peakEquity()) {
      maxDrawdown = Math.max(maxDrawdown, portfolio.drawdown());
      log.mark(portfolio);
    }
  }

  /** Lets risk judge an intent of one of its strategies. */
  public void onIntent(Intent intent, TrialOutput out) {
    reach(intent.receiveTimeNs(), out);
    intents++;
    account.onIntent(intent, looker.to(out, intent));
  }

  /** Takes note that nothing earlier will come any more; see {@link AccountEngine#onTime}. */
  public void onTime(long receiveNs, TrialOutput out) {
    if (firstNs == 0) {
      return;
    }
    long until = window.contains(receiveNs) ? receiveNs : Math.min(receiveNs, window.toNs() - 1);
    if (until >= lastNs) {
      pass(until, out);
      account.onTime(until, looker.to(out, null));
    }
  }

  private void reach(long receiveNs, TrialOutput out) {
    if (firstNs == 0) {
      firstNs = receiveNs;
      nextGridNs = Math.floorDiv(receiveNs, gridNs) * gridNs;
      out.equity(point());
      nextGridNs += gridNs;
    } else {
      pass(receiveNs, out);
      tellPassed(out);
    }
    changed = true;
    lastNs = Math.max(lastNs, receiveNs);
  }

  /**
   * Goes over the moments of the grid up to a time. At each of them stands what happened before it,
   * reports that came without an event among it, so that points do not hang on how often somebody
   * calls {@link #onTime}; they are kept until the next event for the same reason. A moment before
   * which nothing happened would repeat the point.
   */
  private void pass(long untilNs, TrialOutput out) {
    while (nextGridNs <= untilNs) {
      account.onTime(nextGridNs - 1, looker.to(out, null));
      if (changed) {
        passed.add(point());
        changed = false;
      }
      nextGridNs += gridNs;
    }
  }

  private void tellPassed(TrialOutput out) {
    if (!passed.isEmpty()) {
      passed.forEach(out::equity);
      passed.clear();
    }
  }

  private EquityPoint point() {
    Portfolio portfolio = account.portfolio();
    return new EquityPoint(
        nextGridNs,
        portfolio.equity(),
        portfolio.grossNotional(),
        portfolio.netNotional(),
        portfolio.openPositions());
  }

  /** Tells the last point and what is still open; nothing may follow. */
  public void end(TrialOutput out) {
    if (firstNs > 0) {
      tellPassed(out);
      if (changed) {
        out.equity(point());
      }
      log.end(account.portfolio(), lastNs, out::trade);
    }
  }

  /** The figures so far. */
  public TrialSummary summary() {
    double fees = 0;
    double funding = 0;
    for (Position position : account.portfolio().positions()) {
      fees += position.fees();
      funding += position.funding();
    }
    return new TrialSummary(
        ticks,
        snapshots,
        intents,
        accepted,
        orders,
        fills,
        log.trades(),
        turnover,
        fees,
        funding,
        startEquity,
        account.portfolio().equity(),
        maxDrawdown,
        firstNs,
        lastNs,
        liquidations,
        digest.value());
  }

  private void count(Order order) {
    if (order.kind() == Order.Kind.NEW) {
      orders++;
      liquidations += OrderIds.isForced(order.clientOrderId()) ? 1 : 0;
    }
    digest.add(order);
  }

  private void count(ExecutionReport report) {
    digest.add(report);
    if (report.lastQuantity() > 0) {
      fills++;
      Instrument instrument = instruments.find(report.instrument());
      turnover +=
          instrument == null ? 0 : instrument.notional(report.lastPrice(), report.lastQuantity());
    }
  }

  /** Writes the whole state. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    account.write(out);
    out.writeInt(strategies.size());
    for (Map.Entry<String, List<Strategy>> entry : strategies.entrySet()) {
      out.writeString(entry.getKey());
      for (Strategy strategy : entry.getValue()) {
        strategy.write(out);
      }
    }
    log.write(out);
    out.writeLong(ticks);
    out.writeLong(snapshots);
    out.writeLong(intents);
    out.writeLong(accepted);
    out.writeLong(orders);
    out.writeLong(fills);
    out.writeDouble(turnover);
    out.writeDouble(maxDrawdown);
    out.writeLong(firstNs);
    out.writeLong(lastNs);
    out.writeLong(nextGridNs);
    out.writeLong(digest.value());
    out.writeBoolean(changed);
    out.writeInt(passed.size());
    for (EquityPoint point : passed) {
      out.writeLong(point.timeNs());
      out.writeDouble(point.equity());
      out.writeDouble(point.grossNotional());
      out.writeDouble(point.netNotional());
      out.writeInt(point.openPositions());
    }
    out.writeLong(liquidations);
  }

  /** Reads what {@link #write} wrote into a trial that has seen nothing. */
  public void read(StateReader in) {
    int version = in.readVersion(VERSION, "trial");
    account.read(in);
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      for (Strategy strategy : strategies(in.readText())) {
        strategy.read(in);
      }
    }
    log.read(in);
    ticks = in.readLong();
    snapshots = in.readLong();
    intents = in.readLong();
    accepted = in.readLong();
    orders = in.readLong();
    fills = in.readLong();
    turnover = in.readDouble();
    maxDrawdown = in.readDouble();
    firstNs = in.readLong();
    lastNs = in.readLong();
    nextGridNs = in.readLong();
    digest.restore(in.readLong());
    if (version >= 2) {
      changed = in.readBoolean();
      int points = in.readInt();
      for (int i = 0; i < points; i++) {
        passed.add(
            new EquityPoint(
                in.readLong(), in.readDouble(), in.readDouble(), in.readDouble(), in.readInt()));
      }
    }
    liquidations = version >= 3 ? in.readLong() : 0;
  }

  /** Counts and passes on what the account says; one for all events, which come one by one. */
  private final class Looker implements AccountOutput {
    private @Nullable TrialOutput out;
    private @Nullable Intent judged;

    Looker to(TrialOutput next, @Nullable Intent intent) {
      out = next;
      judged = intent;
      return this;
    }

    private TrialOutput out() {
      TrialOutput target = out;
      if (target == null) {
        throw new IllegalStateException("nobody listens");
      }
      return target;
    }

    @Override
    public void decision(Decision decision) {
      Intent intent = judged;
      if (intent != null && decision.accepted() && decision.intentId().equals(intent.intentId())) {
        accepted++;
        log.onAccepted(intent);
      }
      out().decision(decision);
    }

    @Override
    public void order(Order order) {
      count(order);
      log.onOrder(order);
      out().order(order);
    }

    @Override
    public void report(ExecutionReport report) {
      changed = true;
      count(report);
      log.onReport(report);
      out().report(report);
    }

    @Override
    public void position(PositionSnapshot position) {
      changed = true;
      TrialOutput target = out();
      target.position(position);
      log.onPosition(position, target::trade);
    }
  }
}
