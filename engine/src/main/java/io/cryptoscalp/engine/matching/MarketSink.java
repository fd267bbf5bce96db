package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.Side;

/**
 * Takes the market events of one instrument in the order of their arrival. Prices and quantities
 * are scaled, times ns since the epoch; a venue time of 0 says that the message has none.
 */
public interface MarketSink {
  /** A level's new quantity, 0 to remove it. */
  void level(long venue, long local, Side side, long price, long quantity);

  /** The new best level of a side; better levels are void. */
  void touch(long venue, long local, Side side, long price, long quantity);

  /** All levels are void. */
  void clear(long venue, long local);

  /** A trade; {@code taker} is the side that took. */
  void trade(long venue, long local, Side taker, long price, long quantity);

  /**
   * A mark price.
   *
   * @param rate funding rate of the next settlement, NaN when unknown
   * @param settlementNs when it is due, 0 when unknown
   */
  void mark(long venue, long local, long price, double rate, long settlementNs);

  /** The events since the last call were one message of the feed. */
  void endMessage();
}
