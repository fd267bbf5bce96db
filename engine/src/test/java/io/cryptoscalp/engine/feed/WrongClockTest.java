package io.cryptoscalp.engine.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import io.cryptoscalp.engine.testing.VenueFeed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Is a frame with a wrong clock found, alone, and without harm to what follows it? */
class WrongClockTest {
  private static final long START_MS = 1_723_161_253_000L;
  private static final long HOUR_MS = 3_600_000L;

  private final List<String> faults = new ArrayList<>();
  private final FeedPipeline feed =
      new FeedPipeline(
          Objects.requireNonNull(InstrumentCatalogue.builtIn().find(Venue.BINANCE_SPOT, "BTCUSDT")),
          FeedOptions.DEFAULT,
          (code, detail, stream) -> faults.add(code + " " + detail));

  @Test
  void aTickerWithoutEventTimeDoesNotCarryTheClockAway() {
    assertThat(trade(1, START_MS, START_MS)).isEqualTo(RejectCode.NONE);
    assertThat(trade(2, START_MS + 100, START_MS + 90)).isEqualTo(RejectCode.NONE);
    long reached = feed.engineTimeNs();
    assertThat(ticker(7, START_MS + HOUR_MS)).isEqualTo(RejectCode.CLOCK_SKEW);
    assertThat(feed.rejectDetail()).contains("field=receiveTime skewMs=3599");
    assertThat(ticker(7, START_MS - HOUR_MS)).isEqualTo(RejectCode.CLOCK_SKEW);
    assertThat(feed.engineTimeNs()).isEqualTo(reached);
    assertThat(ticker(7, START_MS + 200)).isEqualTo(RejectCode.NONE);
    assertThat(feed.engineTimeNs()).isEqualTo((START_MS + 210) * 1_000_000);
    assertThat(faults).isEmpty();
  }

  @Test
  void aWrongClockOnATradeIsNoGapOnTop() {
    assertThat(trade(1, START_MS, START_MS)).isEqualTo(RejectCode.NONE);
    assertThat(trade(2, START_MS + HOUR_MS, START_MS)).isEqualTo(RejectCode.CLOCK_SKEW);
    assertThat(trade(3, START_MS, START_MS)).isEqualTo(RejectCode.NONE);
    assertThat(faults).isEmpty();
    assertThat(trade(5, START_MS, START_MS)).isEqualTo(RejectCode.NONE);
    assertThat(faults).containsExactly("TRADE_GAP missing=1 after=3 found=5");
  }

  @Test
  void aWrongClockOnADiffCostsItsTimeAndNotTheBook() {
    VenueFeed venue = new VenueFeed(Venue.BINANCE_USDM, "BTCUSDT", 3);
    FeedPipeline futures = pipeline(venue);
    assertThat(accept(futures, venue.snapshot())).isEqualTo(RejectCode.NONE);
    assertThat(accept(futures, venue.diff())).isEqualTo(RejectCode.NONE);
    assertThat(accept(futures, venue.ticker())).isEqualTo(RejectCode.NONE);
    long reached = futures.engineTimeNs();
    Frame late = venue.diff();
    assertThat(
            futures.accept(late.payload(), late.kind(), late.receiveTimeNs() + HOUR_MS * 1_000_000))
        .isEqualTo(RejectCode.CLOCK_SKEW);
    assertThat(futures.rejectDetail()).contains("field=E skewMs=3600").endsWith("levels=used");
    assertThat(futures.engineTimeNs()).isEqualTo(reached);
    assertThat(futures.receiveTimeNs()).isLessThan(late.receiveTimeNs());
    assertThat(accept(futures, venue.diff())).isEqualTo(RejectCode.NONE);
    assertThat(faults).hasSize(1).allMatch(fault -> fault.startsWith("BOOK_SYNCED"));
    Books.assertEqual(futures.book(), venue);
  }

  @Test
  void aRepeatedDiffWithAWrongClockLeavesTheBookAlone() {
    VenueFeed venue = new VenueFeed(Venue.BINANCE_USDM, "BTCUSDT", 4);
    FeedPipeline futures = pipeline(venue);
    accept(futures, venue.snapshot());
    Frame old = venue.diff();
    accept(futures, old);
    accept(futures, venue.diff());
    assertThat(futures.accept(old.payload(), old.kind(), old.receiveTimeNs() + HOUR_MS * 1_000_000))
        .isEqualTo(RejectCode.CLOCK_SKEW);
    assertThat(futures.rejectDetail()).doesNotContain("levels");
    Books.assertEqual(futures.book(), venue);
  }

  @Test
  void anEventStampedFarFromItsTransactionIsFound() {
    String text =
        "{'e':'trade','E':%d,'s':'BTCUSDT','t':9,'p':'61700.1','q':'0.1','T':%d,'m':true,'M':true}"
            .formatted(START_MS, START_MS - HOUR_MS);
    assertThat(accept(FrameKind.TRADE, text, START_MS)).isEqualTo(RejectCode.CLOCK_SKEW);
    assertThat(feed.rejectDetail()).isEqualTo("field=T skewMs=3600000 limitMs=10000");
  }

  @Test
  void aWrongClockOnAnAggregateTradeIsNoGapOnTop() {
    assertThat(aggTrade(1, START_MS)).isEqualTo(RejectCode.NONE);
    assertThat(aggTrade(2, START_MS + HOUR_MS)).isEqualTo(RejectCode.CLOCK_SKEW);
    assertThat(aggTrade(3, START_MS)).isEqualTo(RejectCode.NONE);
    assertThat(faults).isEmpty();
  }

  @Test
  void tickersAfterASilenceSetTheClockTogetherAndNotAlone() {
    assertThat(trade(1, START_MS, START_MS)).isEqualTo(RejectCode.NONE);
    long later = START_MS + HOUR_MS;
    assertThat(ticker(7, later)).isEqualTo(RejectCode.CLOCK_SKEW);
    assertThat(ticker(8, later + 20)).isEqualTo(RejectCode.CLOCK_SKEW);
    assertThat(ticker(9, later + 40)).isEqualTo(RejectCode.NONE);
    assertThat(ticker(10, later + 60)).isEqualTo(RejectCode.NONE);
    assertThat(feed.engineTimeNs()).isEqualTo((later + 60) * 1_000_000);
  }

  @Test
  void aTimedFrameAfterASilenceSetsTheClockAtOnce() {
    assertThat(trade(1, START_MS, START_MS)).isEqualTo(RejectCode.NONE);
    assertThat(trade(2, START_MS + HOUR_MS, START_MS + HOUR_MS)).isEqualTo(RejectCode.NONE);
    assertThat(ticker(7, START_MS + HOUR_MS + 5)).isEqualTo(RejectCode.NONE);
  }

  @Test
  void anEdgeThatInsistsOnAnEarlierTimeIsFollowed() {
    assertThat(trade(1, START_MS, START_MS)).isEqualTo(RejectCode.NONE);
    // Both clocks of one frame wrong by the same hour: nothing contradicts it.
    assertThat(trade(2, START_MS + HOUR_MS, START_MS + HOUR_MS)).isEqualTo(RejectCode.NONE);
    for (int i = 3; i < 6; i++) {
      assertThat(trade(i, START_MS + i, START_MS + i)).isEqualTo(RejectCode.NONE);
    }
    assertThat(faults).containsExactly("CLOCK_STEPPED_BACK byMs=3599997");
    assertThat(feed.receiveTimeNs()).isEqualTo((START_MS + 5) * 1_000_000);
    assertThat(feed.engineTimeNs()).isEqualTo((START_MS + HOUR_MS) * 1_000_000);
  }

  private FeedPipeline pipeline(VenueFeed venue) {
    return new FeedPipeline(
        venue.instrument(),
        FeedOptions.DEFAULT,
        (code, detail, stream) -> faults.add(code + " " + detail));
  }

  private static RejectCode accept(FeedPipeline pipeline, Frame frame) {
    return pipeline.accept(frame.payload(), frame.kind(), frame.receiveTimeNs());
  }

  private RejectCode aggTrade(long id, long eventMs) {
    return accept(
        FrameKind.AGG_TRADE,
        ("{'e':'aggTrade','E':%d,'s':'BTCUSDT','a':%d,'p':'1.1','q':'0.1','f':%d,'l':%d,'T':%d,"
                + "'m':true,'M':true}")
            .formatted(eventMs, id, id, id, eventMs),
        START_MS);
  }

  private RejectCode trade(long id, long eventMs, long receiveMs) {
    return accept(
        FrameKind.TRADE,
        "{'e':'trade','E':%d,'s':'BTCUSDT','t':%d,'p':'61700.1','q':'0.1','T':%d,'m':true,'M':true}"
            .formatted(eventMs, id, eventMs),
        receiveMs);
  }

  private RejectCode ticker(long id, long receiveMs) {
    return accept(
        FrameKind.BOOK_TICKER,
        "{'u':%d,'s':'BTCUSDT','b':'61700.1','B':'1','a':'61700.2','A':'2'}".formatted(id),
        receiveMs);
  }

  private RejectCode accept(FrameKind kind, String text, long receiveMs) {
    byte[] payload = text.replace('\'', '"').getBytes(StandardCharsets.US_ASCII);
    return feed.accept(payload, kind, receiveMs * 1_000_000);
  }
}
