package io.cryptoscalp.engine.matching.strategies;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.matching.DepthBook;
import io.cryptoscalp.engine.matching.TickContext;
import io.cryptoscalp.engine.matching.TickOrder;
import io.cryptoscalp.engine.matching.TickStrategy;
import io.cryptoscalp.engine.strategy.StrategyParameter;
import io.cryptoscalp.engine.strategy.StrategyParameters;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps one post-only order on each of the first levels of both sides, as far as a limit of what is
 * held allows. Who extends it says at every look how many levels a side that is.
 */
abstract class Maker implements TickStrategy {
  private static final long NS_PER_MS = 1_000_000;

  private final int lots;
  private final long limit;
  private final long intervalNs;

  /**
   * Creates it.
   *
   * @param lots of an order; 0 for the fewest that the venue takes
   * @param limit orders' worth to be held at most, at least 1
   * @param intervalNs time between looks, positive ns
   */
  Maker(int lots, int limit, long intervalNs) {
    this.lots = lots;
    this.limit = limit;
    this.intervalNs = intervalNs;
  }

  /** Parameters of its own, and behind them {@code lots}, {@code limit} and {@code interval}. */
  static List<StrategyParameter> parameters(StrategyParameter... own) {
    List<StrategyParameter> all = new ArrayList<>(List.of(own));
    all.add(new StrategyParameter("lots", 0, 0, 1e9, true, "of an order; 0: as few as possible"));
    all.add(new StrategyParameter("limit", 20, 1, 1e9, true, "held at most, orders"));
    all.add(new StrategyParameter("interval", 100, 1, 1e9, true, "between looks, ms"));
    return List.copyOf(all);
  }

  /** Time between looks, ns. */
  static long intervalNs(StrategyParameters parameters) {
    return parameters.whole("interval") * NS_PER_MS;
  }

  @Override
  public final void onStart(TickContext context) {
    context.schedule(context.nowNs() + intervalNs);
  }

  @Override
  public final void onTimer(TickContext context) {
    context.schedule(context.nowNs() + intervalNs);
    for (int i = 0; i < context.instruments(); i++) {
      DepthBook book = context.book(i);
      if (book.isTwoSided()) {
        look(context, i, book);
      }
    }
  }

  /** Calls {@link #want} with what it wants of an instrument, whose book has both sides. */
  abstract void look(TickContext context, int instrument, DepthBook book);

  /**
   * Cancels what lies elsewhere and places what is missing. A side that would add to what is held
   * beyond the limit is left empty.
   *
   * @param bids number of bids from the touch down
   * @param asks number of asks from the touch up
   */
  final void want(TickContext context, int instrument, int bids, int asks) {
    DepthBook book = context.book(instrument);
    long most = limit * quantity(context.instrument(instrument), book.bidPrice());
    long held = context.position(instrument);
    lay(context, instrument, held < most ? bids : 0, held > -most ? asks : 0);
  }

  private void lay(TickContext context, int instrument, int bids, int asks) {
    DepthBook book = context.book(instrument);
    int bid = book.bestBid();
    int ask = book.bestAsk();
    for (int i = 0; i < context.orderCount(instrument); i++) {
      TickOrder order = context.order(instrument, i);
      int tick = order.tick();
      boolean wanted =
          order.side() == Side.BUY
              ? tick > bid - bids && tick <= bid
              : tick >= ask && tick < ask + asks;
      if (!wanted) {
        context.cancel(order);
      }
    }
    for (int i = 0; i < bids; i++) {
      quote(context, instrument, Side.BUY, bid - i);
    }
    for (int i = 0; i < asks; i++) {
      quote(context, instrument, Side.SELL, ask + i);
    }
  }

  private void quote(TickContext context, int instrument, Side side, int tick) {
    for (int i = 0; i < context.orderCount(instrument); i++) {
      TickOrder order = context.order(instrument, i);
      if (order.tick() == tick && order.side() == side) {
        return;
      }
    }
    long price = context.book(instrument).price(tick);
    context.postOnly(instrument, side, price, quantity(context.instrument(instrument), price));
  }

  private long quantity(Instrument instrument, long price) {
    long lot = instrument.lotSize();
    if (lots > 0) {
      return lots * lot;
    }
    double least = instrument.minNotional() / instrument.notional(price, lot);
    return Math.max(1, (long) Math.ceil(least)) * lot;
  }
}
