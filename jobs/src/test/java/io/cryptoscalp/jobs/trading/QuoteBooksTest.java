package io.cryptoscalp.jobs.trading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.operators.stream.RawFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

/** Is a book that is made of quotes the quote, and whole? */
class QuoteBooksTest {
  private static final long T0 = 1_700_000_000_000L;
  private static final Instrument BTC =
      Objects.requireNonNull(InstrumentCatalogue.builtIn().find("BTCUSDT-PERP.BINANCE"));

  @Test
  void eachQuoteIsTheWholeBook() {
    FeedPipeline feed = new FeedPipeline(BTC, FeedOptions.DEFAULT, (code, detail, stream) -> {});
    String[] bids = {"100.5", "100.4", "99.0"};
    for (int i = 0; i < bids.length; i++) {
      for (RawFrame frame : books(FrameKind.BOOK_TICKER, ticker(10 + i, bids[i], T0 + i))) {
        assertThat(
                feed.accept(frame.payload(), Objects.requireNonNull(frame.kind()), receivedNs(i)))
            .isEqualTo(RejectCode.NONE);
      }
      assertThat(feed.healthy()).isTrue();
      assertThat(feed.book().bidCount()).isEqualTo(1);
      assertThat(feed.book().askCount()).isEqualTo(1);
      assertThat(BTC.price(feed.book().bidPrice(0))).isEqualTo(Double.parseDouble(bids[i]));
      assertThat(BTC.price(feed.bestBid())).isEqualTo(Double.parseDouble(bids[i]));
      assertThat(BTC.price(feed.bestAsk())).isEqualTo(101.0);
      assertThat(BTC.quantity(feed.book().askQuantity(0))).isEqualTo(3.0);
    }
  }

  @Test
  void spotQuotesHaveNoTimes() {
    String spot = "{\"u\":7,\"s\":\"BTCUSDT\",\"b\":\"1.0\",\"B\":\"2\",\"a\":\"1.5\",\"A\":\"3\"}";
    assertThat(texts(books(FrameKind.BOOK_TICKER, spot)))
        .containsExactly(
            spot, "{\"lastUpdateId\":7,\"bids\":[[\"1.0\",\"2\"]],\"asks\":[[\"1.5\",\"3\"]]}");
  }

  @Test
  void whatIsNoWholeQuoteGoesOnAlone() {
    for (String odd :
        List.of(
            "",
            "{\"u\":",
            "{\"u\":7,\"b\":\"1\",\"B\":\"2\",\"a\":\"1.5\"}",
            "{\"b\":\"1\",\"B\":")) {
      assertThat(texts(books(FrameKind.BOOK_TICKER, odd))).containsExactly(odd);
    }
    String trade = ticker(1, "1", T0);
    assertThat(texts(books(FrameKind.TRADE, trade))).containsExactly(trade);
  }

  private static long receivedNs(int i) {
    return (T0 + i) * 1_000_000;
  }

  private static String ticker(long id, String bid, long time) {
    return "{\"e\":\"bookTicker\",\"u\":"
        + id
        + ",\"s\":\"BTCUSDT\",\"b\":\""
        + bid
        + "\",\"B\":\"2.5\",\"a\":\"101.0\",\"A\":\"3\",\"T\":"
        + time
        + ",\"E\":"
        + time
        + "}";
  }

  private static List<String> texts(List<RawFrame> frames) {
    return frames.stream().map(frame -> new String(frame.payload(), UTF_8)).toList();
  }

  private static List<RawFrame> books(FrameKind kind, String payload) {
    List<RawFrame> out = new ArrayList<>();
    new QuoteBooks()
        .flatMap(
            new RawFrame(
                BTC.id(),
                Venue.BINANCE_USDM,
                "BTCUSDT",
                kind,
                kind.stream(),
                receivedNs(0),
                0,
                0,
                0,
                0,
                payload.getBytes(UTF_8)),
            new ListCollector<>(out));
    return out;
  }
}
