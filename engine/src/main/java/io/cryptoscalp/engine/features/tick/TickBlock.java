package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.state.StateException;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * A group of tick features that share state and are computed together or not at all.
 *
 * <p>Times are venue event times in ns; one older than the newest counts as the newest. Prices and
 * quantities are scaled longs. No value depends on the unit of price or quantity. An event costs
 * O(1) amortised and allocates nothing. A block sees only what it is told: without quotes the
 * features that need a mid stay invalid.
 */
public interface TickBlock {
  /** Key of the block's stored state; never changes. */
  String name();

  /** Declares the features in the order in which {@link #emit} writes them. */
  void declare(TickDeclarations to);

  /** Takes a trade of the one stream that counts. */
  default void onTrade(MarketFrame frame, long timeNs) {
    advance(timeNs);
  }

  /** Takes the touch; a crossed or non-positive one makes it unknown. */
  default void onQuote(long bid, long bidQuantity, long ask, long askQuantity, long timeNs) {
    advance(timeNs);
  }

  /**
   * Takes the book after a change.
   *
   * @param book the book as it stands now; not kept
   * @param frame the depth message that was applied, a diff or a snapshot
   */
  default void onDepth(OrderBook book, MarketFrame frame, long timeNs) {
    advance(timeNs);
  }

  /** Takes mark price, index price and funding. */
  default void onMark(MarketFrame frame, long timeNs) {
    advance(timeNs);
  }

  /** Takes a liquidation. */
  default void onForceOrder(MarketFrame frame, long timeNs) {
    advance(timeNs);
  }

  /** Lets time pass. */
  void advance(long timeNs);

  /**
   * Writes the values as of the newest time; NaN where one is not valid. Changes nothing.
   *
   * @param out target
   * @param from position of the first value
   */
  void emit(double[] out, int from);

  /** Writes all state, a version byte first. */
  void write(StateWriter out);

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws StateException when it was written by a newer version or for other windows
   */
  void read(StateReader in);
}
