package io.cryptoscalp.bench.backtest;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.matching.DepthBook;
import io.cryptoscalp.engine.matching.TickContext;
import io.cryptoscalp.engine.matching.TickOrder;
import io.cryptoscalp.engine.matching.TickStrategy;

/**
 * Quotes the touch and the levels behind it every 100 ms, post-only, as far as a limit of what is
 * held allows. The script of the peer does the same.
 */
final class GridStrategy implements TickStrategy {
  private static final long INTERVAL_NS = 100_000_000;

  private final int grid;
  private final long quantity;
  private final long limit;

  /**
   * Creates it.
   *
   * @param grid levels a side
   * @param quantity of each order, scaled
   * @param limit held at most, scaled
   */
  GridStrategy(int grid, long quantity, long limit) {
    this.grid = grid;
    this.quantity = quantity;
    this.limit = limit;
  }

  @Override
  public void onStart(TickContext context) {
    context.schedule(context.nowNs() + INTERVAL_NS);
  }

  @Override
  public void onTimer(TickContext context) {
    context.schedule(context.nowNs() + INTERVAL_NS);
    DepthBook book = context.book(0);
    if (!book.isTwoSided()) {
      return;
    }
    int bid = book.bestBid();
    int ask = book.bestAsk();
    long held = context.position(0);
    int bids = held < limit ? grid : 0;
    int asks = held > -limit ? grid : 0;
    for (int i = 0; i < context.orderCount(0); i++) {
      TickOrder order = context.order(0, i);
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
      quote(context, Side.BUY, bid - i);
    }
    for (int i = 0; i < asks; i++) {
      quote(context, Side.SELL, ask + i);
    }
  }

  private void quote(TickContext context, Side side, int tick) {
    for (int i = 0; i < context.orderCount(0); i++) {
      TickOrder order = context.order(0, i);
      if (order.tick() == tick && order.side() == side) {
        return;
      }
    }
    context.postOnly(0, side, context.book(0).price(tick), quantity);
  }
}
