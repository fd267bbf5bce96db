package io.cryptoscalp.engine.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Is a book of quotes the last quote, and nothing else? */
class QuoteFeedTest {
  private static final long MS = 1_000_000;

  private static MarketFrame quote(long id, long bid, long bidLots, long ask, long askLots) {
    MarketFrame frame = new MarketFrame();
    frame.kind = FrameKind.BOOK_TICKER;
    frame.lastId = id;
    frame.transactionTimeNs = id * MS;
    frame.receiveTimeNs = id * MS + 3 * MS;
    frame.bidCount = 1;
    frame.askCount = 1;
    frame.bidPrices[0] = bid;
    frame.bidQuantities[0] = bidLots;
    frame.askPrices[0] = ask;
    frame.askQuantities[0] = askLots;
    return frame;
  }

  /** The whole book after each message. */
  private static List<String> books(EventTape tape) {
    DepthBook book = new DepthBook(tape);
    List<String> books = new ArrayList<>();
    for (int i = 0; i < tape.size(); i++) {
      if (TapeKind.isBook(tape.kind(i))) {
        book.apply(tape.kind(i), tape.ticks[i], tape.quantity(i));
      }
      if (tape.isLast(i)) {
        StringBuilder text = new StringBuilder();
        for (int bid = book.highestBid(); bid != DepthBook.NO_BID; bid = book.nextBid(bid)) {
          text.append(book.price(bid)).append('x').append(book.bidQuantity(bid)).append(' ');
        }
        text.append('|');
        for (int ask = book.lowestAsk(); ask != DepthBook.NO_ASK; ask = book.nextAsk(ask)) {
          text.append(' ').append(book.price(ask)).append('x').append(book.askQuantity(ask));
        }
        books.add(text.toString());
      }
    }
    return books;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aBookHasTheTwoLevelsOfTheLastQuote(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FrameTape tape = FrameTape.ofQuotes(Tapes.BTC, 0);
    List<String> expected = new ArrayList<>();
    long step = Tapes.BTC.tickSize();
    for (int id = 1; id <= 400; id++) {
      long bid = (1_000L + random.nextInt(6)) * step;
      long ask = bid + (1L + random.nextInt(4)) * step;
      long bidLots = 1L + random.nextInt(9);
      long askLots = 1L + random.nextInt(9);
      tape.onFrame(quote(id, bid, bidLots, ask, askLots));
      expected.add(bid + "x" + bidLots + " | " + ask + "x" + askLots);
    }
    EventTape built = tape.build();
    assertThat(built.hasBook()).isTrue();
    assertThat(books(built)).isEqualTo(expected);
    assertThat(tape.unused()).isZero();
  }

  @Test
  void quotesThatComeTwiceOrLateAndDepthAreLeftOut() {
    FrameTape tape = FrameTape.ofQuotes(Tapes.BTC, 0);
    long step = Tapes.BTC.tickSize();
    tape.onFrame(quote(5, 1_000 * step, 1, 1_001 * step, 1));
    tape.onFrame(quote(5, 1_000 * step, 2, 1_001 * step, 2));
    tape.onFrame(quote(4, 900 * step, 2, 901 * step, 2));
    MarketFrame diff = quote(6, 1_010 * step, 9, 1_011 * step, 9);
    diff.kind = FrameKind.DEPTH_DIFF;
    tape.onFrame(diff);
    assertThat(tape.unused()).isEqualTo(3);
    assertThat(books(tape.build())).containsExactly(1_000 * step + "x1 | " + 1_001 * step + "x1");
  }

  @Test
  void tradesAloneAreNoBook() {
    FrameTape tape = FrameTape.ofQuotes(Tapes.BTC, 0);
    MarketFrame trade = new MarketFrame();
    trade.kind = FrameKind.TRADE;
    trade.lastId = 1;
    trade.transactionTimeNs = MS;
    trade.receiveTimeNs = 2 * MS;
    trade.price = 1_000 * Tapes.BTC.tickSize();
    trade.quantity = 1;
    tape.onFrame(trade);
    EventTape built = tape.build();
    assertThat(built.size()).isEqualTo(1);
    assertThat(built.hasBook()).isFalse();
  }
}
