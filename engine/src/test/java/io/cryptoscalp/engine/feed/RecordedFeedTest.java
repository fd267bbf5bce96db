package io.cryptoscalp.engine.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.book.BookBuilder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.RecordedFrames;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Do real feeds of three products give complete, uncrossed books that agree with the venue's own
 * quotes?
 */
class RecordedFeedTest {
  static Stream<String> files() {
    return RecordedFrames.FILES.stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void topOfBookEqualsTheBookTickerOfTheSameUpdate(String files) {
    RecordedFrames recording = RecordedFrames.load(files);
    List<String> faults = new ArrayList<>();
    FeedPipeline feed = feed(recording, faults);
    Map<RejectCode, Integer> rejects = new TreeMap<>();
    Map<Long, long[]> tickers = new HashMap<>();
    Map<Long, long[]> tops = new HashMap<>();
    for (Frame frame : recording.frames()) {
      RejectCode code = feed.accept(frame.payload(), frame.kind(), frame.receiveTimeNs());
      if (code != RejectCode.NONE) {
        rejects.merge(code, 1, Integer::sum);
      } else if (frame.kind() == FrameKind.BOOK_TICKER) {
        tickers.put(
            feed.frame().lastId,
            new long[] {
              feed.frame().bidPrices[0],
              feed.frame().bidQuantities[0],
              feed.frame().askPrices[0],
              feed.frame().askQuantities[0]
            });
      } else if (frame.kind() == FrameKind.DEPTH_DIFF && feed.builder().isSynced()) {
        tops.put(
            feed.builder().lastUpdateId(),
            new long[] {
              feed.book().bidPrice(0),
              feed.book().bidQuantity(0),
              feed.book().askPrice(0),
              feed.book().askQuantity(0)
            });
      }
    }
    int compared = 0;
    for (Map.Entry<Long, long[]> ticker : tickers.entrySet()) {
      long[] top = tops.get(ticker.getKey());
      if (top != null) {
        compared++;
        assertThat(top).as("update %s", ticker.getKey()).containsExactly(ticker.getValue());
      }
    }
    assertThat(compared).as("comparisons").isGreaterThan(400);
    assertThat(faults).as("only the first synchronisation").hasSize(1);
    assertThat(faults.get(0)).startsWith("BOOK_SYNCED");
    rejects.remove(RejectCode.TRADE_NOT_MARKET);
    assertThat(rejects).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyDroppedDiffIsOneGap(String files) {
    RecordedFrames recording = RecordedFrames.load(files);
    List<Integer> diffs = new ArrayList<>();
    int snapshot = -1;
    for (int i = 0; i < recording.frames().size(); i++) {
      FrameKind kind = recording.frames().get(i).kind();
      if (kind == FrameKind.DEPTH_SNAPSHOT) {
        snapshot = i;
      } else if (kind == FrameKind.DEPTH_DIFF && snapshot >= 0 && i > snapshot + 1000) {
        diffs.add(i);
      }
    }
    Random random = new Random(7);
    for (int trial = 0; trial < 5; trial++) {
      int dropped = diffs.get(random.nextInt(diffs.size() - 1));
      List<String> faults = new ArrayList<>();
      FeedPipeline feed = feed(recording, faults);
      for (int i = 0; i < recording.frames().size(); i++) {
        Frame frame = recording.frames().get(i);
        if (i != dropped) {
          feed.accept(frame.payload(), frame.kind(), frame.receiveTimeNs());
        }
      }
      assertThat(faults.stream().filter(fault -> fault.startsWith("BOOK_GAP")))
          .as("diff %s dropped", dropped)
          .hasSize(1);
      assertThat(feed.builder().state()).isEqualTo(BookBuilder.State.RESYNC);
      assertThat(feed.healthy()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void aStoredFeedGoesOnAsIfNothingHadHappened(String files) {
    RecordedFrames recording = RecordedFrames.load(files);
    List<String> faults = new ArrayList<>();
    FeedPipeline whole = feed(recording, faults);
    FeedPipeline parts = feed(recording, new ArrayList<>());
    Random random = new Random(11);
    int next = random.nextInt(2000);
    for (int i = 0; i < Math.min(20_000, recording.frames().size()); i++) {
      Frame frame = recording.frames().get(i);
      if (i == next) {
        StateWriter out = new StateWriter();
        parts.write(out);
        parts = feed(recording, new ArrayList<>());
        StateReader in = new StateReader(out.toByteArray());
        parts.read(in);
        assertThat(in.remaining()).isZero();
        next += 1 + random.nextInt(4000);
      }
      assertThat(parts.accept(frame.payload(), frame.kind(), frame.receiveTimeNs()))
          .isEqualTo(whole.accept(frame.payload(), frame.kind(), frame.receiveTimeNs()));
    }
    assertThat(bytes(parts)).isEqualTo(bytes(whole));
  }

  private static byte[] bytes(FeedPipeline feed) {
    StateWriter out = new StateWriter();
    feed.write(out);
    return out.toByteArray();
  }

  private static FeedPipeline feed(RecordedFrames recording, List<String> faults) {
    return new FeedPipeline(
        recording.instrument(),
        FeedOptions.DEFAULT,
        (code, detail, stream) -> faults.add(code + " " + detail + " " + stream));
  }
}
