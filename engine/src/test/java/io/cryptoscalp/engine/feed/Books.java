package io.cryptoscalp.engine.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.testing.VenueFeed;
import java.util.LinkedHashMap;
import java.util.Map;

/** Compares books level by level. */
final class Books {
  private Books() {}

  static void assertEqual(OrderBook book, VenueFeed venue) {
    assertThat(bids(book)).containsExactlyEntriesOf(venue.bids());
    assertThat(asks(book)).containsExactlyEntriesOf(venue.asks());
  }

  static Map<Long, Long> bids(OrderBook book) {
    Map<Long, Long> levels = new LinkedHashMap<>();
    for (int i = 0; i < book.bidCount(); i++) {
      levels.put(book.bidPrice(i), book.bidQuantity(i));
    }
    return levels;
  }

  static Map<Long, Long> asks(OrderBook book) {
    Map<Long, Long> levels = new LinkedHashMap<>();
    for (int i = 0; i < book.askCount(); i++) {
      levels.put(book.askPrice(i), book.askQuantity(i));
    }
    return levels;
  }
}
