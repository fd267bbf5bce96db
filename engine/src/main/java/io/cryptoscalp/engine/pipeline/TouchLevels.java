package io.cryptoscalp.engine.pipeline;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.feed.FeedPipeline;
import java.util.Arrays;

/**
 * The levels an account may trade against: the freshest best quote (book ticker or book, whichever
 * is newer), then the book's levels behind it.
 */
final class TouchLevels {
  private static final long[] NONE = new long[0];

  private final long[] prices = new long[MarketTick.LEVELS];
  private final long[] quantities = new long[MarketTick.LEVELS];
  private int count;

  void bids(FeedPipeline feed) {
    OrderBook book = feed.book();
    start(feed.bestBid(), feed.bestBidQuantity());
    for (int i = 0; i < book.bidCount() && count < prices.length; i++) {
      if (count == 0 || book.bidPrice(i) < prices[0]) {
        add(book.bidPrice(i), book.bidQuantity(i));
      }
    }
  }

  void asks(FeedPipeline feed) {
    OrderBook book = feed.book();
    start(feed.bestAsk(), feed.bestAskQuantity());
    for (int i = 0; i < book.askCount() && count < prices.length; i++) {
      if (count == 0 || book.askPrice(i) > prices[0]) {
        add(book.askPrice(i), book.askQuantity(i));
      }
    }
  }

  /** Best ask less best bid over their mean; NaN while there is no sound touch. */
  static double spread(FeedPipeline feed) {
    long bid = feed.bestBid();
    long ask = feed.bestAsk();
    boolean sound = feed.healthy() && bid > 0 && ask >= bid;
    return sound ? 2.0 * (ask - bid) / ((double) ask + bid) : Double.NaN;
  }

  /** Quantity in the first levels of the book, both sides; NaN while there is no sound book. */
  static double depth(FeedPipeline feed) {
    OrderBook book = feed.book();
    if (!feed.healthy() || book.bidCount() == 0 || book.askCount() == 0) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = 0; i < Math.min(MarketTick.LEVELS, book.bidCount()); i++) {
      sum += book.bidQuantity(i);
    }
    for (int i = 0; i < Math.min(MarketTick.LEVELS, book.askCount()); i++) {
      sum += book.askQuantity(i);
    }
    return sum;
  }

  void none() {
    count = 0;
  }

  long[] prices() {
    return count == 0 ? NONE : Arrays.copyOf(prices, count);
  }

  long[] quantities() {
    return count == 0 ? NONE : Arrays.copyOf(quantities, count);
  }

  private void start(long price, long quantity) {
    count = 0;
    if (price > 0 && quantity > 0) {
      add(price, quantity);
    }
  }

  private void add(long price, long quantity) {
    prices[count] = price;
    quantities[count++] = quantity;
  }
}
