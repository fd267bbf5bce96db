package io.cryptoscalp.engine.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.book.BookBuilder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.testing.RecordedFrames;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import io.cryptoscalp.engine.testing.VenueFeed;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Is every planted fault found, exactly once, with nothing else reported, and is the book the
 * undisturbed one again after the next snapshot?
 */
class PlantedCorruptionTest {
  private static final int EACH = 8;
  private static final int FRAMES = 16_000;
  private static final long HOUR_NS = 3_600_000_000_000L;

  /** What is done to a frame, and what must come of it for a diff, a trade and a book ticker. */
  private enum Damage {
    MISSING(null, true),
    DUPLICATED(RejectCode.SEQUENCE_DUPLICATE, false),
    REORDERED(RejectCode.SEQUENCE_STALE, true),
    TRUNCATED(RejectCode.FRAME_TRUNCATED, true),
    WRONG_TYPED(RejectCode.FIELD_WRONG_TYPE, true),
    WRONG_CLOCK(RejectCode.CLOCK_SKEW, false);

    /** The letter of each damaged frame; null for none. */
    private final @Nullable RejectCode letter;

    /** Whether the trade and the diff are lost to their sequence. */
    private final boolean gap;

    Damage(@Nullable RejectCode letter, boolean gap) {
      this.letter = letter;
      this.gap = gap;
    }
  }

  static Stream<String> files() {
    return RecordedFrames.FILES.stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void onRecordings(String files) {
    RecordedFrames recording = RecordedFrames.load(files);
    List<Frame> frames = recording.frames().subList(0, Math.min(FRAMES, recording.frames().size()));
    for (Damage damage : Damage.values()) {
      new Run(recording.instrument(), frames, damage).check();
    }
  }

  @ParameterizedTest
  @EnumSource(Venue.class)
  void onASyntheticVenue(Venue product) {
    String symbol = product == Venue.BINANCE_COINM ? "BTCUSD_PERP" : "BTCUSDT";
    VenueFeed venue = new VenueFeed(product, symbol, 21);
    List<Frame> frames = venue.run(6000);
    for (Damage damage : Damage.values()) {
      new Run(venue.instrument(), frames, damage).check();
    }
  }

  @Test
  void aSpotRecordingWithoutSnapshotGivesQuotesAndNoBook() {
    RecordedFrames recording = RecordedFrames.load("2023-04-05/spot-btcusdt.gz");
    Map<String, Integer> faults = new TreeMap<>();
    Map<RejectCode, Integer> letters = new TreeMap<>();
    FeedPipeline feed =
        new FeedPipeline(
            recording.instrument(),
            FeedOptions.DEFAULT,
            (code, detail, stream) -> faults.merge(code, 1, Integer::sum));
    long quotes = 0;
    for (Frame frame : recording.frames()) {
      Run.accept(feed, frame, letters);
      if (frame.kind() == FrameKind.BOOK_TICKER) {
        assertThat(feed.bestBid()).isEqualTo(feed.frame().bidPrices[0]);
        quotes++;
      }
    }
    assertThat(quotes).isEqualTo(8015);
    assertThat(letters).isEmpty();
    assertThat(faults).isEmpty();
    assertThat(feed.builder().state()).isEqualTo(BookBuilder.State.AWAITING_SNAPSHOT);
    assertThat(feed.healthy()).isFalse();
    assertThat(feed.book().isTwoSided()).isFalse();
  }

  /** One recording with one kind of damage beside the undisturbed one. */
  private static final class Run {
    private final Instrument instrument;
    private final List<Frame> frames;
    private final Damage damage;
    private final List<List<Frame>> slots = new ArrayList<>();
    private final boolean[] snapshotAfter;
    private final Random random = new Random(17);
    private final TreeMap<String, Integer> faults = new TreeMap<>();
    private final TreeMap<RejectCode, Integer> letters = new TreeMap<>();

    Run(Instrument instrument, List<Frame> frames, Damage damage) {
      this.instrument = instrument;
      this.frames = frames;
      this.damage = damage;
      this.snapshotAfter = new boolean[frames.size()];
      for (Frame frame : frames) {
        slots.add(List.of(frame));
      }
    }

    void check() {
      int planted = plant();
      FeedPipeline healthy = pipeline(new TreeMap<>());
      FeedPipeline damaged = pipeline(faults);
      for (int i = 0; i < frames.size(); i++) {
        accept(healthy, frames.get(i), new TreeMap<>());
        for (Frame frame : slots.get(i)) {
          accept(damaged, frame, letters);
        }
        if (snapshotAfter[i]) {
          accept(damaged, snapshot(healthy, frames.get(i).receiveTimeNs()), letters);
        }
      }
      letters.remove(RejectCode.TRADE_NOT_MARKET);
      Map<RejectCode, Integer> expected =
          damage.letter == null ? Map.of() : Map.of(damage.letter, 3 * planted);
      assertThat(letters).as("letters of %s", damage).isEqualTo(expected);
      assertThat(faults)
          .as("faults of %s", damage)
          .isEqualTo(
              damage.gap
                  ? Map.of("BOOK_GAP", planted, "BOOK_SYNCED", planted + 1, "TRADE_GAP", planted)
                  : Map.of("BOOK_SYNCED", 1));
      assertThat(damaged.healthy()).isTrue();
      assertThat(Books.bids(damaged.book())).isEqualTo(Books.bids(healthy.book()));
      assertThat(Books.asks(damaged.book())).isEqualTo(Books.asks(healthy.book()));
      assertThat(damaged.bestBid()).isEqualTo(healthy.bestBid());
      assertThat(damaged.bestAskQuantity()).isEqualTo(healthy.bestAskQuantity());
      assertThat(damaged.engineTimeNs()).isEqualTo(healthy.engineTimeNs());
    }

    /** Damages a diff, a trade and a ticker in turn, well apart; returns how many of each. */
    private int plant() {
      int at = first(FrameKind.DEPTH_SNAPSHOT, 0) + 300;
      int rounds = 0;
      while (rounds < EACH) {
        int diff = first(FrameKind.DEPTH_DIFF, at);
        int afterDiff = diff < 0 ? -1 : damage(diff);
        int trade = afterDiff < 0 ? -1 : first(FrameKind.TRADE, afterDiff + 20);
        int afterTrade = trade < 0 ? -1 : damage(trade);
        int ticker = afterTrade < 0 ? -1 : first(FrameKind.BOOK_TICKER, afterTrade + 20);
        int last = ticker < 0 ? -1 : damage(ticker);
        assertThat(last).as("the recording has room for round %s", rounds).isNotNegative();
        // Only the next diff and the next trade show what is missing.
        int nextDiff = first(FrameKind.DEPTH_DIFF, afterDiff + 1);
        int nextTrade = first(FrameKind.TRADE, afterTrade + 1);
        snapshotAfter[nextDiff + 10] = damage.gap;
        rounds++;
        at = Math.max(last, Math.max(nextDiff, nextTrade)) + 150;
      }
      return rounds;
    }

    /** Damages the frame; returns the last index concerned, -1 when there is none to swap with. */
    private int damage(int at) {
      Frame frame = frames.get(at);
      switch (damage) {
        case MISSING -> slots.set(at, List.of());
        case DUPLICATED -> slots.set(at, List.of(frame, frame));
        case TRUNCATED -> {
          int length = random.nextInt(frame.payload().length);
          slots.set(at, List.of(with(frame, Arrays.copyOf(frame.payload(), length))));
        }
        case WRONG_TYPED -> {
          String text = new String(frame.payload(), StandardCharsets.UTF_8);
          String changed = text.replaceFirst("\"([tu])\":(\\d+)", "\"$1\":\"$2\"");
          assertThat(changed).isNotEqualTo(text);
          slots.set(at, List.of(with(frame, changed.getBytes(StandardCharsets.UTF_8))));
        }
        case WRONG_CLOCK -> {
          long off = random.nextBoolean() ? HOUR_NS : -HOUR_NS;
          slots.set(
              at, List.of(new Frame(frame.kind(), frame.receiveTimeNs() + off, frame.payload())));
        }
        case REORDERED -> {
          int other = first(frame.kind(), at + 1);
          if (other < 0) {
            return -1;
          }
          // Messages change places, the edge's clock goes on.
          slots.set(at, List.of(with(frame, frames.get(other).payload())));
          slots.set(other, List.of(with(frames.get(other), frame.payload())));
          return other;
        }
      }
      return at;
    }

    private static Frame with(Frame frame, byte[] payload) {
      return new Frame(frame.kind(), frame.receiveTimeNs(), payload);
    }

    /** The next frame of the kind that counts in its stream, -1 when there is none. */
    private int first(FrameKind kind, int from) {
      for (int i = from; i < frames.size(); i++) {
        Frame frame = frames.get(i);
        if (frame.kind() == kind
            && !new String(frame.payload(), StandardCharsets.UTF_8).contains("INSURANCE_FUND")) {
          return i;
        }
      }
      return -1;
    }

    private FeedPipeline pipeline(Map<String, Integer> counts) {
      return new FeedPipeline(
          instrument,
          FeedOptions.DEFAULT,
          (code, detail, stream) -> counts.merge(code, 1, Integer::sum));
    }

    private static void accept(FeedPipeline feed, Frame frame, Map<RejectCode, Integer> letters) {
      RejectCode code = feed.accept(frame.payload(), frame.kind(), frame.receiveTimeNs());
      if (code != RejectCode.NONE) {
        assertThat(feed.rejectDetail()).isNotEmpty();
        letters.merge(code, 1, Integer::sum);
      }
    }

    /** What the venue would answer now. */
    private Frame snapshot(FeedPipeline healthy, long receivedNs) {
      String text =
          "{\"lastUpdateId\":%d,\"bids\":%s,\"asks\":%s}"
              .formatted(
                  healthy.builder().lastUpdateId(),
                  levels(Books.bids(healthy.book())),
                  levels(Books.asks(healthy.book())));
      return new Frame(FrameKind.DEPTH_SNAPSHOT, receivedNs, text.getBytes(StandardCharsets.UTF_8));
    }

    private String levels(Map<Long, Long> side) {
      StringBuilder text = new StringBuilder("[");
      side.forEach(
          (price, quantity) ->
              text.append(text.length() > 1 ? "," : "")
                  .append("[\"")
                  .append(BigDecimal.valueOf(price, instrument.priceDecimals()).toPlainString())
                  .append("\",\"")
                  .append(
                      BigDecimal.valueOf(quantity, instrument.quantityDecimals()).toPlainString())
                  .append("\"]"));
      return text.append(']').toString();
    }
  }
}
