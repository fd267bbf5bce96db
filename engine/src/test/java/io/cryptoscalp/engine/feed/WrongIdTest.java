package io.cryptoscalp.engine.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.book.BookBuilder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import io.cryptoscalp.engine.testing.VenueFeed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Does one wrong id, however wrong, cost more than the few frames after it? */
class WrongIdTest {
  private final List<String> faults = new ArrayList<>();
  private final TreeMap<RejectCode, Integer> letters = new TreeMap<>();

  @ParameterizedTest
  @CsvSource({
    // Beyond what any venue counts to.
    "TRADE,t,9007199254740993,ID_OUT_OF_RANGE,1",
    "AGG_TRADE,a,9223372036854775807,ID_OUT_OF_RANGE,1",
    "BOOK_TICKER,u,9223372036854775807,ID_OUT_OF_RANGE,1",
    // Possible, but not at once: not believed.
    "TRADE,t,900000000,SEQUENCE_JUMP,1",
    "AGG_TRADE,a,900000000,SEQUENCE_JUMP,1",
    "BOOK_TICKER,u,900000000000,SEQUENCE_JUMP,1",
    // Believed, then refuted by frames that are lower and later.
    "TRADE,t,500000,SEQUENCE_STALE,2",
    "AGG_TRADE,a,500000,SEQUENCE_STALE,2",
    "BOOK_TICKER,u,5000900000,SEQUENCE_STALE,2",
  })
  void aTooHighIdIsOvercome(
      FrameKind kind, String field, String id, RejectCode expected, int count) {
    VenueFeed venue = new VenueFeed(Venue.BINANCE_USDM, "BTCUSDT", 8);
    FeedPipeline feed = pipeline(venue);
    Supplier<Frame> source =
        kind == FrameKind.TRADE
            ? venue::trade
            : kind == FrameKind.AGG_TRADE ? venue::aggTrade : venue::ticker;
    play(feed, source, 10);
    accept(feed, damaged(source.get(), "\"" + field + "\":\\d+", "\"" + field + "\":" + id));
    play(feed, source, 50);
    assertThat(letters).containsOnly(Map.entry(expected, count));
    assertThat(faults.stream().filter(fault -> fault.startsWith("SEQUENCE_RESET")).count())
        .isEqualTo(expected == RejectCode.SEQUENCE_STALE ? 1 : 0);
    letters.clear();
    play(feed, source, 50);
    assertThat(letters).isEmpty();
  }

  @Test
  void aSpotQuoteIsSetFreeAfterAWrongId() {
    VenueFeed venue = new VenueFeed(Venue.BINANCE_SPOT, "BTCUSDT", 9);
    FeedPipeline feed = pipeline(venue);
    play(feed, venue::trade, 1);
    play(feed, venue::ticker, 5);
    accept(feed, damaged(venue.ticker(), "\"u\":\\d+", "\"u\":5000900000"));
    for (int i = 0; i < 40; i++) {
      venue.diff();
      accept(feed, venue.ticker());
    }
    assertThat(letters).containsOnly(Map.entry(RejectCode.SEQUENCE_STALE, 31));
    assertThat(feed.bestBid()).isEqualTo(venue.bids().keySet().iterator().next());
    assertThat(feed.bestAsk()).isEqualTo(venue.asks().keySet().iterator().next());
  }

  @Test
  void aRealJumpCostsOneFrameAndIsReported() {
    VenueFeed venue = new VenueFeed(Venue.BINANCE_USDM, "BTCUSDT", 8);
    FeedPipeline feed = pipeline(venue);
    play(feed, venue::trade, 2);
    for (int i = 0; i < 4; i++) {
      accept(feed, damaged(venue.trade(), "\"t\":", "\"t\":90000"));
    }
    assertThat(letters).containsOnly(Map.entry(RejectCode.SEQUENCE_JUMP, 1));
    assertThat(faults).containsExactly("TRADE_GAP missing=90000001 after=702 found=90000704");
  }

  @Test
  void repeatedAndReorderedBlocksResetNothing() {
    VenueFeed venue = new VenueFeed(Venue.BINANCE_USDM, "BTCUSDT", 10);
    FeedPipeline feed = pipeline(venue);
    List<Frame> frames = venue.run(400);
    frames.forEach(frame -> accept(feed, frame));
    faults.clear();
    frames.subList(1, 400).forEach(frame -> accept(feed, frame));
    assertThat(letters.keySet())
        .containsOnly(RejectCode.SEQUENCE_STALE, RejectCode.SEQUENCE_DUPLICATE);
    assertThat(letters.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(399);
    assertThat(faults).isEmpty();
    Books.assertEqual(feed.book(), venue);
  }

  @ParameterizedTest
  @EnumSource(Venue.class)
  void aDiffThatEndsTooHighIsAGapAndNotTheEndOfTheBook(Venue product) {
    VenueFeed venue =
        new VenueFeed(product, product == Venue.BINANCE_COINM ? "BTCUSD_PERP" : "BTCUSDT", 11);
    FeedPipeline feed = pipeline(venue);
    accept(feed, venue.snapshot());
    play(feed, venue::diff, 5);
    accept(feed, damaged(venue.diff(), "\"u\":\\d+", "\"u\":5000900000"));
    assertThat(feed.builder().lastUpdateId()).isEqualTo(5_000_900_000L);
    play(feed, venue::diff, 5);
    assertThat(letters).containsOnly(Map.entry(RejectCode.SEQUENCE_STALE, 2));
    assertThat(feed.builder().state()).isEqualTo(BookBuilder.State.RESYNC);
    assertThat(faults.stream().filter(fault -> fault.startsWith("BOOK_GAP"))).hasSize(1);
    accept(feed, venue.snapshot());
    play(feed, venue::diff, 5);
    assertThat(feed.builder().isSynced()).isTrue();
    Books.assertEqual(feed.book(), venue);
  }

  @ParameterizedTest
  @EnumSource(Venue.class)
  void aSnapshotThatNothingCanReachIsGivenUp(Venue product) {
    VenueFeed venue =
        new VenueFeed(product, product == Venue.BINANCE_COINM ? "BTCUSD_PERP" : "BTCUSDT", 12);
    FeedPipeline feed = pipeline(venue);
    accept(
        feed,
        damaged(venue.snapshot(), "\"lastUpdateId\":\\d+", "\"lastUpdateId\":900000000000000"));
    play(feed, venue::diff, 4);
    assertThat(feed.builder().state()).isEqualTo(BookBuilder.State.RESYNC);
    accept(feed, venue.snapshot());
    play(feed, venue::diff, 4);
    assertThat(feed.builder().isSynced()).isTrue();
    assertThat(letters).isEmpty();
    Books.assertEqual(feed.book(), venue);
  }

  private FeedPipeline pipeline(VenueFeed venue) {
    return new FeedPipeline(
        venue.instrument(),
        FeedOptions.DEFAULT,
        (code, detail, stream) -> faults.add(code + " " + detail));
  }

  private void play(FeedPipeline feed, Supplier<Frame> source, int count) {
    for (int i = 0; i < count; i++) {
      accept(feed, source.get());
    }
  }

  private void accept(FeedPipeline feed, Frame frame) {
    RejectCode code = feed.accept(frame.payload(), frame.kind(), frame.receiveTimeNs());
    if (code != RejectCode.NONE) {
      letters.merge(code, 1, Integer::sum);
    }
  }

  private static Frame damaged(Frame frame, String pattern, String replacement) {
    String text = new String(frame.payload(), StandardCharsets.UTF_8);
    String changed = text.replaceFirst(pattern, replacement);
    assertThat(changed).isNotEqualTo(text);
    return new Frame(frame.kind(), frame.receiveTimeNs(), changed.getBytes(StandardCharsets.UTF_8));
  }
}
