package io.cryptoscalp.engine.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Is the book at every moment what two sorted maps would be? */
class OrderBookTwinTest {
  /** The obvious book: a map a side, cut to the depth after each change. */
  private static final class Twin {
    private final int depth;
    private final NavigableMap<Long, Long> bids = new TreeMap<>(Collections.reverseOrder());
    private final NavigableMap<Long, Long> asks = new TreeMap<>();

    Twin(int depth) {
      this.depth = depth;
    }

    void set(NavigableMap<Long, Long> side, long price, long quantity) {
      if (quantity == 0) {
        side.remove(price);
      } else {
        side.put(price, quantity);
        if (side.size() > depth) {
          side.pollLastEntry();
        }
      }
    }
  }

  @Test
  void changesOfAnyKindAtAnyDepth() {
    Properties.forSeeds(
        60,
        (random, seed) -> {
          int depth = seed % 3 == 0 ? 1 + random.nextInt(12) : 1 + random.nextInt(700);
          OrderBook book = new OrderBook(depth);
          Twin twin = new Twin(depth);
          int range = 5 + random.nextInt(1500);
          for (int i = 0; i < 4000; i++) {
            change(random, range, book, twin);
            if (i % 97 == 0) {
              compare(book, twin);
            }
            if (random.nextInt(1500) == 0) {
              book.clear();
              twin.bids.clear();
              twin.asks.clear();
            }
          }
          compare(book, twin);
          compare(stored(book, depth), twin);
        });
  }

  @Test
  void aBookRestoredAtALowerDepthKeepsTheBestLevels() {
    Properties.forSeeds(
        20,
        (random, seed) -> {
          OrderBook book = new OrderBook(600);
          Twin twin = new Twin(600);
          for (int i = 0; i < 3000; i++) {
            change(random, 900, book, twin);
          }
          int depth = 1 + random.nextInt(400);
          while (twin.bids.size() > depth) {
            twin.bids.pollLastEntry();
          }
          while (twin.asks.size() > depth) {
            twin.asks.pollLastEntry();
          }
          compare(stored(book, depth), twin);
        });
  }

  private static void change(Random random, int range, OrderBook book, Twin twin) {
    // Mostly near the touch, as on a venue.
    long distance = random.nextBoolean() ? random.nextInt(8) : random.nextInt(range);
    long quantity = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(1000);
    if (random.nextBoolean()) {
      book.setBid(10_000 - distance, quantity);
      twin.set(twin.bids, 10_000 - distance, quantity);
    } else {
      book.setAsk(10_000 + distance, quantity);
      twin.set(twin.asks, 10_000 + distance, quantity);
    }
  }

  private static OrderBook stored(OrderBook book, int depth) {
    StateWriter out = new StateWriter();
    book.write(out);
    OrderBook restored = new OrderBook(depth);
    restored.setBid(1, 1);
    restored.read(new StateReader(out.toByteArray()));
    return restored;
  }

  private static void compare(OrderBook book, Twin twin) {
    assertThat(book.bidCount()).isEqualTo(twin.bids.size());
    assertThat(book.askCount()).isEqualTo(twin.asks.size());
    Iterator<Map.Entry<Long, Long>> bids = twin.bids.entrySet().iterator();
    for (int i = 0; i < book.bidCount(); i++) {
      Map.Entry<Long, Long> level = bids.next();
      assertThat(book.bidPrice(i)).isEqualTo(level.getKey());
      assertThat(book.bidQuantity(i)).isEqualTo(level.getValue());
      assertThat(book.bidQuantityAt(level.getKey())).isEqualTo(level.getValue());
    }
    Iterator<Map.Entry<Long, Long>> asks = twin.asks.entrySet().iterator();
    for (int i = 0; i < book.askCount(); i++) {
      Map.Entry<Long, Long> level = asks.next();
      assertThat(book.askPrice(i)).isEqualTo(level.getKey());
      assertThat(book.askQuantity(i)).isEqualTo(level.getValue());
      assertThat(book.askQuantityAt(level.getKey())).isEqualTo(level.getValue());
    }
    assertThat(book.bidQuantityAt(9_999_999)).isZero();
    assertThat(book.isTwoSided()).isEqualTo(!twin.bids.isEmpty() && !twin.asks.isEmpty());
    boolean crossed =
        book.isTwoSided() && twin.bids.firstKey().longValue() >= twin.asks.firstKey().longValue();
    assertThat(book.isCrossed()).isEqualTo(crossed);
  }
}
