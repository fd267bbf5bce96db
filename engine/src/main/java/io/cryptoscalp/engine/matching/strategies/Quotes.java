package io.cryptoscalp.engine.matching.strategies;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.matching.DepthBook;
import io.cryptoscalp.engine.matching.TickContext;
import io.cryptoscalp.engine.matching.TickOrder;

/** Keeps one post-only order on each of the first levels of both sides. */
final class Quotes {
  private final int lots;

  /**
   * Creates it.
   *
   * @param lots of an order; 0 for the fewest that the venue takes
   */
  Quotes(int lots) {
    this.lots = lots;
  }

  /**
   * Asks for what is wanted: cancels what lies elsewhere, places what is missing.
   *
   * @param bids number of bids from the touch down
   * @param asks number of asks from the touch up
   */
  void want(TickContext context, int instrument, int bids, int asks) {
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

  /** Scaled quantity of an order at a price. */
  long quantity(Instrument instrument, long price) {
    long lot = instrument.lotSize();
    if (lots > 0) {
      return lots * lot;
    }
    double least = instrument.minNotional() / instrument.notional(price, lot);
    return Math.max(1, (long) Math.ceil(least)) * lot;
  }
}
