package io.cryptoscalp.engine.execution;

import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Executes orders against the ticks of the live book, without touching it.
 *
 * <p>Market orders, marketable limit orders and triggered stops take the displayed levels, best
 * first, at their average price; what is left beyond them fills at the worst displayed level plus
 * {@link PaperOptions#slippageBps}. Resting orders fill whole, at their price and as maker, when
 * the market trades through them: a trade beyond the price, or the opposite touch at or beyond it.
 * A trade at the price alone does not fill, since the place in the queue is unknown. Stops trigger
 * on a trade or the touch at the trigger. Nothing fills while the book is unhealthy. Orders off the
 * venue's steps or below its minimum are rejected.
 */
public final class PaperExecutor implements Executor {
  private static final int VERSION = 1;

  private final PaperOptions options;
  private final PositionView positions;
  private final Map<String, Market> markets = new HashMap<>();

  /** What is known of an instrument. */
  private static final class Market {
    private final List<Working> working = new ArrayList<>();
    private @Nullable MarketTick tick;
    private boolean walked;
    private boolean unswept;

    /** Forgets orders that have ended: now, or when nobody walks them any more. */
    void sweep() {
      if (walked) {
        unswept = true;
      } else {
        unswept = false;
        working.removeIf(entry -> entry.done);
      }
    }
  }

  /**
   * Creates it.
   *
   * @param options latency and slippage
   * @param positions cuts reduce-only orders to what is held
   */
  public PaperExecutor(PaperOptions options, PositionView positions) {
    this.options = options;
    this.positions = positions;
  }

  /** Takes a new order; executes it at once when there is no latency. */
  @Override
  public void submit(Order order, Instrument instrument, ReportSink out) {
    Working entry = new Working(order, instrument, order.receiveTimeNs() + options.latencyNs());
    Market market = market(order.instrument());
    market.working.add(entry);
    MarketTick tick = market.tick;
    if (tick != null && options.latencyNs() == 0) {
      attempt(entry, tick, out);
      market.sweep();
    }
  }

  private Market market(String instrument) {
    Market market = markets.get(instrument);
    if (market == null) {
      market = new Market();
      markets.put(instrument, market);
    }
    return market;
  }

  /** Cancels an order at once if it is still working. */
  @Override
  public void cancel(
      String clientOrderId, String instrument, long timeNs, long receiveNs, ReportSink out) {
    Market market = market(instrument);
    for (Working entry : new ArrayList<>(market.working)) {
      if (!entry.done && entry.order.clientOrderId().equals(clientOrderId)) {
        entry.done = true;
        out.report(entry.report(Status.CANCELED, 0, 0, false, "CANCELED_ON_REQUEST", timeNs));
      }
    }
    market.sweep();
  }

  /** Takes the market's next state. */
  @Override
  public void onTick(MarketTick tick, ReportSink out) {
    Market market = market(tick.instrument());
    market.tick = tick;
    List<Working> entries = market.working;
    int before = entries.size();
    if (before == 0) {
      return;
    }
    // Reports may submit or cancel orders of the same instrument: walk what was there before, which
    // stays in its place meanwhile.
    market.walked = true;
    for (int i = 0; i < before; i++) {
      Working entry = entries.get(i);
      if (!entry.done && tick.receiveTimeNs() >= entry.effectiveNs) {
        attempt(entry, tick, out);
      }
      market.unswept |= entry.done;
    }
    market.walked = false;
    if (market.unswept) {
      market.sweep();
    }
  }

  private void attempt(Working entry, MarketTick tick, ReportSink out) {
    if (!entry.acknowledged) {
      String filter = filter(entry, tick);
      if (!filter.isEmpty()) {
        entry.done = true;
        out.report(entry.report(Status.REJECTED, 0, 0, false, filter, tick.eventTimeNs()));
        return;
      }
      entry.acknowledged = true;
      out.report(entry.report(Status.NEW, 0, 0, false, "", tick.eventTimeNs()));
      if (entry.done) {
        return;
      }
    }
    if (!tick.bookHealthy() || tick.bestBid() == 0 || tick.bestAsk() == 0) {
      return;
    }
    if (entry.order.reduceOnly() && !clipToPosition(entry, tick, out)) {
      return;
    }
    boolean buy = entry.order.side() == Side.BUY;
    long touch = buy ? tick.bestAsk() : tick.bestBid();
    long price = entry.order.price();
    switch (entry.order.type()) {
      case MARKET -> take(entry, tick, 0, out);
      case STOP_MARKET, TAKE_PROFIT_MARKET -> {
        if (entry.triggered || triggers(entry.order, tick)) {
          entry.triggered = true;
          take(entry, tick, 0, out);
        }
      }
      case POST_ONLY -> {
        if (!entry.resting && (buy ? touch <= price : touch >= price)) {
          entry.done = true;
          out.report(
              entry.report(
                  Status.REJECTED, 0, 0, false, "POST_ONLY_WOULD_TAKE", tick.eventTimeNs()));
        } else {
          rest(entry, tick, out);
        }
      }
      case LIMIT -> {
        if (!entry.resting && (buy ? touch <= price : touch >= price)) {
          take(entry, tick, price, out);
        } else {
          rest(entry, tick, out);
        }
      }
    }
  }

  /**
   * The venue's filter that refuses an order, empty when none does: steps of price and quantity,
   * least quantity, and least notional except for reduce-only orders (Binance, Futures API,
   * Filters).
   */
  private static String filter(Working entry, MarketTick tick) {
    Order order = entry.order;
    Instrument instrument = entry.instrument;
    if (order.quantity() % instrument.lotSize() != 0
        || order.quantity() < instrument.minQuantity()
        || order.quantity() <= 0) {
      return "FILTER_LOT_SIZE";
    }
    if (order.price() % instrument.tickSize() != 0
        || order.triggerPrice() % instrument.tickSize() != 0) {
      return "FILTER_PRICE";
    }
    long touch = order.side() == Side.BUY ? tick.bestAsk() : tick.bestBid();
    long price = order.price() > 0 ? order.price() : touch;
    boolean small =
        price > 0 && instrument.notional(price, order.quantity()) < instrument.minNotional();
    return small && !order.reduceOnly() ? "FILTER_MIN_NOTIONAL" : "";
  }

  /** Cuts a reduce-only order to what is held; ends it and returns false when nothing is. */
  private boolean clipToPosition(Working entry, MarketTick tick, ReportSink out) {
    long held = positions.quantity(entry.order.strategy(), entry.order.instrument());
    long reducible = entry.order.side() == Side.SELL ? Math.max(held, 0) : Math.max(-held, 0);
    if (reducible == 0) {
      entry.done = true;
      out.report(
          entry.report(
              Status.CANCELED, 0, 0, false, "REDUCE_ONLY_NOTHING_HELD", tick.eventTimeNs()));
      return false;
    }
    entry.reducible = reducible;
    return true;
  }

  private static boolean triggers(Order order, MarketTick tick) {
    boolean sell = order.side() == Side.SELL;
    boolean falling = sell == (order.type() == OrderType.STOP_MARKET);
    long touch = sell ? tick.bestBid() : tick.bestAsk();
    long trade = tick.tradePrice();
    return falling
        ? touch <= order.triggerPrice() || (trade > 0 && trade <= order.triggerPrice())
        : touch >= order.triggerPrice() || trade >= order.triggerPrice();
  }

  /** Takes displayed levels, up to the limit price when there is one. */
  private void take(Working entry, MarketTick tick, long limit, ReportSink out) {
    boolean buy = entry.order.side() == Side.BUY;
    long[] prices = buy ? tick.askPrices() : tick.bidPrices();
    long[] quantities = buy ? tick.askQuantities() : tick.bidQuantities();
    long wanted = entry.open();
    long left = wanted;
    double cost = 0;
    long worst = buy ? tick.bestAsk() : tick.bestBid();
    for (int i = 0; i < prices.length && left > 0; i++) {
      if (limit > 0 && (buy ? prices[i] > limit : prices[i] < limit)) {
        break;
      }
      long part = Math.min(left, quantities[i]);
      cost += (double) part * prices[i];
      left -= part;
      worst = prices[i];
    }
    if (left > 0 && limit == 0) {
      double beyond = worst * (1 + (buy ? 1 : -1) * options.slippageBps() / 1e4);
      cost += left * beyond;
      left = 0;
    }
    long taken = wanted - left;
    if (taken > 0) {
      fill(entry, taken, Math.round(cost / taken), false, tick.eventTimeNs(), out);
    }
    entry.resting = true;
  }

  /** Fills a resting order that the market has traded through. */
  private void rest(Working entry, MarketTick tick, ReportSink out) {
    boolean buy = entry.order.side() == Side.BUY;
    long price = entry.order.price();
    long trade = tick.tradePrice();
    boolean through =
        buy
            ? tick.bestAsk() <= price || (trade > 0 && trade < price)
            : tick.bestBid() >= price || trade > price;
    if (entry.resting && through) {
      fill(entry, entry.open(), price, true, tick.eventTimeNs(), out);
    }
    entry.resting = true;
  }

  private static void fill(
      Working entry, long quantity, long price, boolean maker, long timeNs, ReportSink out) {
    entry.filled += quantity;
    boolean reduced = entry.order.reduceOnly() && quantity == entry.reducible;
    entry.done = reduced || entry.filled == entry.order.quantity();
    out.report(
        entry.report(
            entry.done ? Status.FILLED : Status.PARTIALLY_FILLED,
            quantity,
            price,
            maker,
            "",
            timeNs));
  }

  /** Writes working orders and the last ticks. */
  @Override
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    TreeMap<String, Market> sorted = new TreeMap<>(markets);
    int ticks = 0;
    int orders = 0;
    for (Market market : sorted.values()) {
      ticks += market.tick == null ? 0 : 1;
      orders += market.working.size();
    }
    out.writeInt(ticks);
    for (Market market : sorted.values()) {
      MarketTick tick = market.tick;
      if (tick != null) {
        TickState.write(tick, out);
      }
    }
    out.writeInt(orders);
    for (Market market : sorted.values()) {
      for (Working entry : market.working) {
        entry.write(out);
      }
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param instruments specification of every instrument by id
   */
  @Override
  public void read(StateReader in, Function<String, Instrument> instruments) {
    in.readVersion(VERSION, "paper-executor");
    markets.clear();
    int tickCount = in.readInt();
    for (int i = 0; i < tickCount; i++) {
      MarketTick tick = TickState.read(in);
      market(tick.instrument()).tick = tick;
    }
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      Order order = OrderLedger.readOrder(in);
      Working entry = new Working(order, instruments.apply(order.instrument()), in.readLong());
      entry.read(in);
      market(order.instrument()).working.add(entry);
    }
  }
}
