package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * The venue's side of one instrument: its book, the own orders in it, and what the market's events
 * do to them. Nothing is allocated for an event of the market.
 *
 * <p>A resting order fills as maker at its price: whole when the opposite touch reaches it or a
 * trade goes beyond it; when a trade at its price has served what the {@link QueueModel} (or, with
 * single orders, the feed itself) has ahead of it, by what is left of the trade or whole, as the
 * options say.
 */
final class InstrumentVenue {
  final int index;
  final MarketColumns tape;
  final Instrument instrument;
  final VenueOptions options;
  final DepthBook book;
  final VenueLedger ledger;
  final ReportQueue reports;
  final OwnOrders buys = new OwnOrders();
  final OwnOrders sells = new OwnOrders();
  final StopOrders stops = new StopOrders();
  private final OrderEvents orderEvents;
  final Taking taking;

  private final QueueModel queue;
  private final boolean partial;
  private final boolean byOrder;
  private final boolean hasMargin;
  private final long lot;
  private final double unit;
  private final FeeSchedule fees;
  private VenueOrder[] scratch = new VenueOrder[16];
  private int next;
  private long sequence;
  private long answers;
  private boolean marginDue;

  InstrumentVenue(int index, MarketColumns tape, VenueOptions options, VenueLedger ledger) {
    this.index = index;
    this.tape = tape;
    this.instrument = tape.instrument();
    this.options = options;
    this.ledger = ledger;
    this.book = new DepthBook(tape);
    this.reports = new ReportQueue();
    this.queue = options.queue();
    this.partial = options.fills() == VenueOptions.Fills.PARTIAL;
    this.byOrder = tape.hasOrders();
    this.hasMargin = options.margin() != null;
    this.lot = instrument.lotSize();
    this.unit = instrument.quantity(1);
    FeeSchedule schedule = options.fees();
    this.fees = schedule == null ? FeeSchedule.of(instrument) : schedule;
    this.taking = new Taking(this);
    this.orderEvents = new OrderEvents(this, partial);
    MarginModel margin = options.margin();
    if (margin != null && margin.isIsolated()) {
      ledger.isolated.isolate(index, margin.leverage());
    }
  }

  /** Venue time of the next event of the market; {@link Long#MAX_VALUE} after the last. */
  long nextDataNs() {
    return next < tape.end ? tape.venueNs[next] : Long.MAX_VALUE;
  }

  /** The columns lost so many of their first events. */
  void onDropped(int count) {
    next -= count;
  }

  /** Ticks of the book and of all own orders become so many times what they were. */
  void rescale(int factor, Iterable<? extends VenueOrder> orders) {
    book.rescale(factor);
    for (VenueOrder order : orders) {
      if (order.instrument == index) {
        order.rescale(factor);
      }
    }
    buys.span();
    sells.span();
  }

  /** True once when the margin has to be looked at. */
  boolean takeMarginDue() {
    boolean due = marginDue;
    marginDue = false;
    return due;
  }

  /** Lets the next event of the market happen. */
  void onData() {
    int event = next++;
    int tick = tape.ticks[event];
    long quantity = tape.quantities[event];
    long now = tape.venueNs[event];
    switch (tape.kinds[event]) {
      case TapeKind.BID -> onBid(tick, quantity, now);
      case TapeKind.ASK -> onAsk(tick, quantity, now);
      case TapeKind.TRADE_BUY -> onBuyTrade(tick, quantity, now);
      case TapeKind.TRADE_SELL -> onSellTrade(tick, quantity, now);
      case TapeKind.CLEAR -> {
        book.clear();
        orderEvents.clear();
      }
      case TapeKind.TOUCH_BID -> {
        for (int better = book.highestBid(); better > tick; better = book.nextBid(better)) {
          onBid(better, 0, now);
        }
        onBid(tick, quantity, now);
      }
      case TapeKind.TOUCH_ASK -> {
        for (int better = book.lowestAsk(); better < tick; better = book.nextAsk(better)) {
          onAsk(better, 0, now);
        }
        onAsk(tick, quantity, now);
      }
      case TapeKind.MARK -> {
        int terms = tape.terms(event);
        ledger.onMark(
            index,
            instrument.price(quantity),
            tape.fundingRates[terms],
            tape.fundingTimes[terms],
            now);
        marginDue = hasMargin && ledger.quantity(index) != 0;
      }
      default -> orderEvents.on(tape.kinds[event], tape.orderId(event), tick, quantity, now);
    }
  }

  /** A bid level's new quantity. */
  void onBid(int tick, long quantity, long now) {
    int best = book.bestBid();
    long before = book.setBid(tick, quantity);
    if (tick <= buys.high && tick >= buys.low && !byOrder) {
      for (int i = buys.from(tick); i < buys.size() && buys.get(i).tick == tick; i++) {
        queue.onLevel(buys.get(i), before, quantity, unit);
      }
    }
    if (book.bestBid() != best) {
      onTouch(now);
      if (sells.low <= book.bestBid()) {
        fillPassed(sells, 0, sells.from(book.bestBid() + 1), now);
      }
    }
  }

  /** An ask level's new quantity. */
  void onAsk(int tick, long quantity, long now) {
    int best = book.bestAsk();
    long before = book.setAsk(tick, quantity);
    if (tick <= sells.high && tick >= sells.low && !byOrder) {
      for (int i = sells.from(tick); i < sells.size() && sells.get(i).tick == tick; i++) {
        queue.onLevel(sells.get(i), before, quantity, unit);
      }
    }
    if (book.bestAsk() != best) {
      onTouch(now);
      if (buys.high >= book.bestAsk()) {
        fillPassed(buys, buys.from(book.bestAsk()), buys.size(), now);
      }
    }
  }

  private void onTouch(long now) {
    if (hasMargin && !isMarked() && ledger.quantity(index) != 0 && book.isTwoSided()) {
      value();
      marginDue = true;
    }
    if (options.rules().touchTriggers() && stops.size() > 0) {
      stops.onTouch(book, taking, now);
    }
  }

  /** True once the venue has told a mark price. */
  private boolean isMarked() {
    return ledger.markPrice(index) > 0;
  }

  /** Values the position: at the venue's mark, before the first at the middle of the touch. */
  void value() {
    if (!isMarked() && book.isTwoSided()) {
      ledger.value(
          index, (instrument.price(book.bidPrice()) + instrument.price(book.askPrice())) / 2);
    }
  }

  private void onBuyTrade(int tick, long quantity, long now) {
    if (sells.low <= tick) {
      int at = sells.from(tick);
      int end = sells.from(tick + 1);
      scratch = sells.copy(0, end, scratch);
      serve(at, end, quantity, now);
    }
    if (stops.size() > 0) {
      stops.onTrade(tick, taking, now);
    }
  }

  private void onSellTrade(int tick, long quantity, long now) {
    if (buys.high >= tick) {
      int from = buys.from(tick);
      int above = buys.from(tick + 1);
      int size = buys.size();
      // Those that the trade passed first, then those at its price.
      VenueOrder[] orders = buys.copy(from, size, scratch);
      scratch = orders;
      for (int i = above - from; i < size - from; i++) {
        fillWhole(orders[i], now);
      }
      serveAtPrice(orders, 0, above - from, quantity, now);
    }
    if (stops.size() > 0) {
      stops.onTrade(tick, taking, now);
    }
  }

  private void serve(int at, int end, long quantity, long now) {
    VenueOrder[] orders = scratch;
    for (int i = 0; i < at; i++) {
      fillWhole(orders[i], now);
    }
    serveAtPrice(orders, at, end, quantity, now);
  }

  private void serveAtPrice(VenueOrder[] orders, int from, int to, long quantity, long now) {
    if (byOrder || !queue.countsTrades()) {
      return;
    }
    long taken = 0;
    for (int i = from; i < to; i++) {
      VenueOrder order = orders[i];
      if (!order.working) {
        continue;
      }
      queue.onTrade(order, quantity - taken, quantity);
      long reached = QueueModel.reached(order, lot);
      if (reached > 0) {
        long part =
            partial ? Math.min(Math.min(reached, quantity), order.leaves()) : order.leaves();
        order.front += part;
        taken += partial ? part : 0;
        fillResting(order, part, now);
      }
    }
  }

  private void fillPassed(OwnOrders side, int from, int to, long now) {
    scratch = side.copy(from, to, scratch);
    VenueOrder[] orders = scratch;
    for (int i = 0; i < to - from; i++) {
      fillWhole(orders[i], now);
    }
  }

  private void fillWhole(VenueOrder order, long now) {
    if (order.working) {
      fillResting(order, order.leaves(), now);
    }
  }

  /** Fills a part of a resting order at its price. */
  void fillResting(VenueOrder order, long quantity, long now) {
    execute(order, quantity, book.price(order.tick), true, now);
    if (order.working && order.leaves() == 0) {
      remove(order);
    }
  }

  /**
   * Books a fill and reports it. A reduce-only order takes no more than is held and ends with it.
   */
  void execute(VenueOrder order, long quantity, long price, boolean maker, long now) {
    long part = quantity;
    if (order.reduceOnly) {
      part = Math.min(part, reducible(order.buy));
    }
    if (part > 0) {
      order.filled += part;
      double rate = fees.rate(maker, ledger.volume(now));
      double fee = instrument.notional(price, part) * rate;
      ledger.fill(order, part, price, fee, maker, now);
      Status status = order.leaves() == 0 ? Status.FILLED : Status.PARTIALLY_FILLED;
      OrderReport report = report(order, status, VenueReason.NONE, now);
      report.quantity = part;
      report.price = price;
      report.maker = maker;
      report.fee = fee;
      marginDue |= hasMargin;
    }
    if (part < quantity) {
      end(order, Status.CANCELED, VenueReason.REDUCE_ONLY_NOTHING_HELD, now);
    }
  }

  /** What an order of a direction can reduce. */
  long reducible(boolean buy) {
    long held = ledger.quantity(index);
    return buy ? Math.max(-held, 0) : Math.max(held, 0);
  }

  /** Puts an order into the book behind everything at its price. */
  void rest(VenueOrder order) {
    order.working = true;
    order.sequence = ++sequence;
    order.front = order.buy ? book.bidQuantity(order.tick) : book.askQuantity(order.tick);
    order.traded = 0;
    order.joined = orderEvents.joined();
    (order.buy ? buys : sells).add(order);
  }

  /** Puts an order back with the place it had. */
  void restore(VenueOrder order) {
    order.working = true;
    (order.buy ? buys : sells).add(order);
  }

  /** Takes an order out of the book or from the stops. */
  void remove(VenueOrder order) {
    order.working = false;
    if (order.isStop()) {
      stops.remove(order);
    } else {
      (order.buy ? buys : sells).remove(order);
    }
  }

  /** Ends an order, wherever it is. */
  void end(VenueOrder order, Status status, VenueReason reason, long now) {
    if (order.working) {
      remove(order);
    }
    order.quantity = order.filled;
    report(order, status, reason, now);
  }

  /** Sends a report about an order as it stands. */
  OrderReport report(VenueOrder order, Status status, VenueReason reason, long now) {
    OrderReport report = reports.add(now + options.latency().responseNs(now, answers++));
    report.order = order;
    report.status = status;
    report.reason = reason;
    report.requestRefused = false;
    report.maker = false;
    report.quantity = 0;
    report.price = 0;
    report.cumulative = order.filled;
    report.leaves = status == Status.NEW || status == Status.PARTIALLY_FILLED ? order.leaves() : 0;
    report.fee = 0;
    report.tick = order.tick;
    report.total = order.quantity;
    report.venueNs = now;
    return report;
  }

  /**
   * Writes the book, how far the market has been read, the counts behind numbers, and whether the
   * margin has to be looked at.
   */
  void write(StateWriter out) {
    book.write(out);
    out.writeInt(next);
    out.writeLong(sequence);
    out.writeLong(answers);
    out.writeBoolean(marginDue);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param margins whether what is written of margins is there
   */
  void read(StateReader in, boolean margins) {
    book.read(in);
    next = in.readInt();
    sequence = in.readLong();
    answers = in.readLong();
    marginDue = margins && in.readBoolean();
  }
}
