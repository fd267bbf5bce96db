package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;

/** What a {@link TickStrategy} can see and do. Prices and quantities are scaled longs. */
public final class TickContext {
  private final TickLoop loop;

  TickContext(TickLoop loop) {
    this.loop = loop;
  }

  /** The strategy's clock, ns. */
  public long nowNs() {
    return loop.nowNs;
  }

  /** Number of instruments. */
  public int instruments() {
    return loop.sims.length;
  }

  /** An instrument by its index. */
  public Instrument instrument(int index) {
    return loop.sims[index].venue.instrument;
  }

  /** The book of an instrument as far as the feed has arrived. */
  public DepthBook book(int instrument) {
    return loop.sims[instrument].localBook;
  }

  /** What is held as far as fills were reported, signed. */
  public long position(int instrument) {
    return loop.sims[instrument].knownPosition;
  }

  /** Number of orders that are not known to have ended. */
  public int orderCount(int instrument) {
    return loop.orders[instrument].size();
  }

  /** One of them; the order among them is that of placing. */
  public TickOrder order(int instrument, int at) {
    return loop.orders[instrument].get(at);
  }

  /** True for what the venue reports about a position that it closed by force. */
  public boolean isLiquidation(TickOrder order) {
    return order == TickOrder.NONE;
  }

  /** Places a limit order. */
  public TickOrder limit(
      int instrument, Side side, long price, long quantity, TimeInForce timeInForce) {
    return loop.place(instrument, side, OrderType.LIMIT, timeInForce, false, price, 0, quantity);
  }

  /** Places a limit order that never takes. */
  public TickOrder postOnly(int instrument, Side side, long price, long quantity) {
    return loop.place(
        instrument, side, OrderType.POST_ONLY, TimeInForce.GTC, false, price, 0, quantity);
  }

  /** Places a market order. */
  public TickOrder market(int instrument, Side side, long quantity, boolean reduceOnly) {
    return loop.place(
        instrument, side, OrderType.MARKET, TimeInForce.IOC, reduceOnly, 0, 0, quantity);
  }

  /** Places a market order that waits for a price against the position. */
  public TickOrder stop(
      int instrument, Side side, long trigger, long quantity, boolean reduceOnly) {
    return loop.place(
        instrument, side, OrderType.STOP_MARKET, TimeInForce.IOC, reduceOnly, 0, trigger, quantity);
  }

  /** Places a market order that waits for a price in favour of the position. */
  public TickOrder takeProfit(
      int instrument, Side side, long trigger, long quantity, boolean reduceOnly) {
    return loop.place(
        instrument,
        side,
        OrderType.TAKE_PROFIT_MARKET,
        TimeInForce.IOC,
        reduceOnly,
        0,
        trigger,
        quantity);
  }

  /**
   * Asks for a cancellation.
   *
   * @return false, and nothing is sent, when the order has ended or has a request on its way
   */
  public boolean cancel(TickOrder order) {
    return loop.request(RequestQueue.CANCEL, order, 0, 0);
  }

  /**
   * Asks for a new price and quantity (the whole quantity, with what is filled).
   *
   * @return false, and nothing is sent, when the order has ended or has a request on its way
   */
  public boolean amend(TickOrder order, long price, long quantity) {
    return loop.request(RequestQueue.AMEND, order, loop.tick(order.instrument(), price), quantity);
  }

  /** Asks for {@link TickStrategy#onTimer} at a time after now, ns. */
  public void schedule(long timeNs) {
    loop.schedule(timeNs);
  }
}
