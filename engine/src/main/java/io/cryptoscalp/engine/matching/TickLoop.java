package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The event loop of one trial. Time moves by events and timers alone. */
final class TickLoop {
  final InstrumentSim[] sims;
  final List<TickOrder>[] orders;
  final int listens;
  long nowNs;

  /** Last time to which the running instrument may go before others have their turn. */
  long limit;

  private final SimulatedVenue venue;
  private final TickStrategy strategy;
  private final TickContext context = new TickContext(this);
  private final EquityCurve equity;
  private long[] timers = new long[8];
  private int timerCount;
  private long placed;
  private int running;

  TickLoop(TickTrial trial, TickStrategy strategy) {
    this.venue = new SimulatedVenue(trial.tapes(), trial.options(), trial.startingEquity(), true);
    this.sims = venue.sims;
    this.strategy = strategy;
    this.listens = strategy.listens();
    this.equity = new EquityCurve(trial.sampleNs());
    this.orders = lists(sims.length);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists has no other way
  private static List<TickOrder>[] lists(int count) {
    List<TickOrder>[] lists = new List[count];
    for (int i = 0; i < count; i++) {
      lists[i] = new ArrayList<>();
    }
    return lists;
  }

  TickResult run() {
    long start = venue.startNs();
    if (start != Long.MAX_VALUE) {
      nowNs = start;
      equity.start(start);
      strategy.onStart(context);
      while (true) {
        runToHorizon();
        if (venue.startNs() == Long.MAX_VALUE) {
          break;
        }
        nowNs = horizon();
        if (nowNs == equity.nextNs()) {
          equity.add(nowNs, venue.equity());
        }
        if (nowNs == timer()) {
          timerCount--;
          strategy.onTimer(context);
        }
      }
      equity.add(nowNs, venue.equity());
      strategy.onEnd(context);
    }
    return new TickResult(
        venue.ledger.fills,
        venue.ledger.cash,
        equity,
        venue.equity(),
        placed,
        venue.margin.liquidations(),
        nowNs);
  }

  private long timer() {
    return timerCount == 0 ? Long.MAX_VALUE : timers[timerCount - 1];
  }

  /** What comes next but for events: a timer or a value of the curve. */
  private long horizon() {
    return Math.min(timer(), equity.nextNs());
  }

  /** Lets everything happen up to and at the horizon, which callbacks may bring nearer. */
  private void runToHorizon() {
    if (sims.length == 1) {
      limit = horizon();
      sims[0].run(this);
      return;
    }
    while (true) {
      int first = 0;
      long firstNs = sims[0].nextNs();
      for (int i = 1; i < sims.length; i++) {
        long next = sims[i].nextNs();
        if (next < firstNs) {
          first = i;
          firstNs = next;
        }
      }
      limit = horizon();
      if (firstNs > limit || firstNs == Long.MAX_VALUE) {
        return;
      }
      running = first;
      for (int i = 0; i < sims.length; i++) {
        if (i != first) {
          yieldTo(i, sims[i].nextNs());
        }
      }
      sims[first].run(this);
    }
  }

  /** Of equal times the instrument of the lower index goes first. */
  private void yieldTo(int other, long timeNs) {
    if (timeNs != Long.MAX_VALUE) {
      limit = Math.min(limit, other < running ? timeNs - 1 : timeNs);
    }
  }

  void onFeed(InstrumentSim sim, int event, long localNs) {
    nowNs = localNs;
    MarketColumns tape = sim.venue.tape;
    byte kind = tape.kinds[event];
    if ((listens & TickStrategy.TRADES) != 0
        && (kind == TapeKind.TRADE_BUY || kind == TapeKind.TRADE_SELL)) {
      strategy.onTrade(
          context,
          sim.venue.index,
          kind == TapeKind.TRADE_BUY,
          tape.price(event),
          tape.quantities[event]);
    }
    if ((listens & TickStrategy.BOOK) != 0 && tape.lasts[event] && TapeKind.isBook(kind)) {
      strategy.onBook(context, sim.venue.index);
    }
  }

  void onReport(InstrumentSim sim, OrderReport report, long localNs) {
    nowNs = localNs;
    VenueOrder about = report.order;
    sim.knownPosition += about.buy ? report.quantity : -report.quantity;
    TickOrder order = about instanceof TickOrder own ? own : TickOrder.NONE;
    if (order != TickOrder.NONE) {
      order.learn(report);
      if (!order.isOpen()) {
        orders[sim.venue.index].remove(order);
      }
    }
    strategy.onReport(context, order, report);
  }

  int tick(int instrument, long price) {
    long step = sims[instrument].venue.tape.step();
    if (price % step != 0 || price / step != (int) (price / step)) {
      throw new IllegalArgumentException("ORDER_PRICE: price=" + price + " step=" + step);
    }
    return (int) (price / step);
  }

  TickOrder place(
      int instrument,
      Side side,
      OrderType type,
      TimeInForce timeInForce,
      boolean reduceOnly,
      long price,
      long trigger,
      long quantity) {
    TickOrder order =
        new TickOrder(
            instrument,
            ++placed,
            side == Side.BUY,
            type,
            timeInForce,
            reduceOnly,
            tick(instrument, price),
            tick(instrument, trigger),
            quantity,
            sims[instrument].venue.tape.step());
    orders[instrument].add(order);
    send(RequestQueue.NEW, order, 0, 0);
    return order;
  }

  boolean request(byte kind, TickOrder order, int tick, long quantity) {
    if (!order.isOpen() || order.isPending()) {
      return false;
    }
    order.pending = true;
    send(kind, order, tick, quantity);
    return true;
  }

  private void send(byte kind, TickOrder order, int tick, long quantity) {
    int target = order.instrument();
    long arrival = sims[target].desk.send(kind, order, tick, quantity, nowNs);
    if (target != running) {
      yieldTo(target, arrival);
    }
  }

  void schedule(long timeNs) {
    if (timeNs <= nowNs) {
      throw new IllegalArgumentException("TIMER_PAST: timeNs=" + timeNs + " nowNs=" + nowNs);
    }
    if (timerCount == timers.length) {
      timers = Arrays.copyOf(timers, timerCount * 2);
    }
    // Latest first, so that the next one stands last.
    int at = timerCount++;
    while (at > 0 && timers[at - 1] < timeNs) {
      timers[at] = timers[at - 1];
      at--;
    }
    timers[at] = timeNs;
    limit = Math.min(limit, timeNs);
  }
}
