package io.cryptoscalp.gateway.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.feed.FeedPipeline;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.gateway.publish.ManualTime;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.Pacer;
import io.cryptoscalp.gateway.publish.Publisher;
import io.cryptoscalp.gateway.publish.PublisherOptions;
import io.cryptoscalp.gateway.publish.RecordingSink;
import io.cryptoscalp.gateway.replay.Recording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does the synthetic exchange keep the venues' rules, and is it the same every time? */
class SyntheticMarketTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final long MINUTE = 60_000_000_000L;

  @TempDir Path folder;

  @Test
  void everyFrameDecodesAndTheBookEqualsTheTickerOfItsUpdate() {
    List<Instrument> instruments = instruments();
    Map<String, FeedPipeline> feeds = new HashMap<>();
    List<String> faults = new ArrayList<>();
    for (Instrument instrument : instruments) {
      feeds.put(
          instrument.venue() + instrument.symbol(),
          new FeedPipeline(
              instrument,
              FeedOptions.DEFAULT,
              (code, detail, stream) -> faults.add(instrument.id() + " " + code + " " + detail)));
    }
    Map<FrameKind, Integer> counts = new HashMap<>();
    Map<String, long[]> tickers = new HashMap<>();
    int compared = 0;
    try (SyntheticMarket market = new SyntheticMarket(instruments, 7, START, 200)) {
      for (MarketMessage message = market.next();
          message.receiveTimeNs() < START + 3 * MINUTE;
          message = market.next()) {
        String key = message.venue() + message.symbol();
        FeedPipeline feed = Objects.requireNonNull(feeds.get(key));
        FrameKind kind = kind(message.stream());
        RejectCode code = feed.accept(message.payload(), kind, message.receiveTimeNs());
        assertThat(code)
            .as("%s %s", message.stream(), feed.rejectDetail())
            .isEqualTo(RejectCode.NONE);
        counts.merge(kind, 1, Integer::sum);
        if (kind == FrameKind.BOOK_TICKER) {
          tickers.put(
              key + feed.frame().lastId,
              new long[] {
                feed.frame().bidPrices[0], feed.frame().bidQuantities[0],
                feed.frame().askPrices[0], feed.frame().askQuantities[0]
              });
        } else if (kind == FrameKind.DEPTH_DIFF && feed.builder().isSynced()) {
          long[] ticker = tickers.get(key + feed.builder().lastUpdateId());
          if (ticker != null) {
            compared++;
            assertThat(
                    new long[] {
                      feed.book().bidPrice(0), feed.book().bidQuantity(0),
                      feed.book().askPrice(0), feed.book().askQuantity(0)
                    })
                .containsExactly(ticker);
          }
        }
      }
    }
    assertThat(compared).as("comparisons").isGreaterThan(1000);
    assertThat(faults).hasSize(instruments.size()).allMatch(fault -> fault.contains("BOOK_SYNCED"));
    assertThat(counts)
        .containsKeys(
            FrameKind.DEPTH_DIFF,
            FrameKind.DEPTH_SNAPSHOT,
            FrameKind.BOOK_TICKER,
            FrameKind.TRADE,
            FrameKind.MARK_PRICE,
            FrameKind.FORCE_ORDER,
            FrameKind.OPEN_INTEREST,
            FrameKind.LONG_SHORT_RATIO);
    long contracts = instruments.stream().filter(i -> i.venue().isDerivative()).count();
    assertThat(Objects.requireNonNull(counts.get(FrameKind.OPEN_INTEREST)))
        .as("one in ten seconds")
        .isEqualTo((int) (18 * contracts));
    assertThat(Objects.requireNonNull(counts.get(FrameKind.LONG_SHORT_RATIO)))
        .isEqualTo((int) (3 * contracts));
    assertThat(Objects.requireNonNull(counts.get(FrameKind.TRADE))).isGreaterThan(5_000);
  }

  @Test
  void showsACrashOfSeveralPercentAndARebound() {
    Instrument btc = instruments().get(0);
    FeedPipeline feed = new FeedPipeline(btc, FeedOptions.DEFAULT, (code, detail, stream) -> {});
    double peak = 0;
    double worst = 0;
    double last = 0;
    double low = Double.MAX_VALUE;
    try (SyntheticMarket market = new SyntheticMarket(List.of(btc), 1, START, 200)) {
      for (MarketMessage message = market.next();
          message.receiveTimeNs() < START + 3 * MINUTE;
          message = market.next()) {
        feed.accept(message.payload(), kind(message.stream()), message.receiveTimeNs());
        if (feed.bestBid() > 0) {
          last = btc.price(feed.bestBid());
          peak = Math.max(peak, last);
          if (1 - last / peak > worst) {
            worst = 1 - last / peak;
            low = last;
          }
        }
      }
    }
    assertThat(worst).as("largest drawdown").isBetween(0.02, 0.15);
    assertThat(last / low).as("rebound").isGreaterThan(1.005);
  }

  @Test
  void isTheSameForTheSameSeedAndOtherwiseNot() {
    assertThat(digest(3, START)).isEqualTo(digest(3, START));
    assertThat(digest(3, START)).isNotEqualTo(digest(4, START));
  }

  @Test
  void whatIsWrittenToFilesIsReadBackByteForByte() throws Exception {
    try (SyntheticMarket market = new SyntheticMarket(instruments(), 5, START, 100);
        RecordingSink sink = new RecordingSink(folder)) {
      PublisherOptions options =
          PublisherOptions.DEFAULT.withSpeed(Pacer.MAX).withRecordedLimit(Duration.ofSeconds(10));
      new Publisher(market, sink, options, new ManualTime(), null).run();
    }
    long messages = 0;
    // Files are merged by name at equal times, so the comparison is by instrument.
    Map<String, List<byte[]>> expected = new HashMap<>();
    long first = 0;
    try (SyntheticMarket market = new SyntheticMarket(instruments(), 5, START, 100)) {
      for (MarketMessage m = market.next();
          first == 0 || m.receiveTimeNs() - first < 10_000_000_000L;
          m = market.next()) {
        first = first == 0 ? m.receiveTimeNs() : first;
        expected.computeIfAbsent(m.venue() + m.symbol(), key -> new ArrayList<>()).add(m.payload());
        messages++;
      }
    }
    Map<String, Integer> next = new HashMap<>();
    long read = 0;
    List<String> reports = new ArrayList<>();
    try (Recording recording = Recording.open(folder, null, reports::add)) {
      for (MarketMessage m = recording.next(); m != null; m = recording.next()) {
        String key = m.venue() + m.symbol();
        int index = next.merge(key, 1, Integer::sum) - 1;
        assertThat(m.payload()).isEqualTo(Objects.requireNonNull(expected.get(key)).get(index));
        read++;
      }
    }
    assertThat(read).isEqualTo(messages).isGreaterThan(1000);
    assertThat(reports).isEmpty();
  }

  private static long digest(long seed, long start) {
    long digest = 0;
    try (SyntheticMarket market = new SyntheticMarket(instruments(), seed, start, 200)) {
      for (int i = 0; i < 5_000; i++) {
        MarketMessage message = market.next();
        digest = digest * 31 + Arrays.hashCode(message.payload()) + message.receiveTimeNs();
      }
    }
    return digest;
  }

  private static FrameKind kind(String stream) {
    for (FrameKind kind : FrameKind.values()) {
      if (kind.stream().equals(stream)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(stream);
  }

  private static List<Instrument> instruments() {
    InstrumentCatalogue catalogue = InstrumentCatalogue.builtIn();
    return List.of(
        Objects.requireNonNull(catalogue.find(Venue.BINANCE_USDM, "BTCUSDT")),
        Objects.requireNonNull(catalogue.find(Venue.BINANCE_USDM, "SOLUSDT")),
        Objects.requireNonNull(catalogue.find(Venue.BINANCE_COINM, "BTCUSD_PERP")),
        Objects.requireNonNull(catalogue.find(Venue.BINANCE_SPOT, "ETHUSDT")));
  }
}
