package io.cryptoscalp.engine.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.cryptoscalp.engine.decode.FrameDecoder;
import io.cryptoscalp.engine.decode.RejectCode;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.market.MarketFrame;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import io.cryptoscalp.engine.testing.VenueFeed;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Does an accepted frame leave garbage behind? */
class AllocationTest {
  private static final int WARM = 20_000;
  private static final int MEASURED = 20_000;

  /** Class loading and the measurement itself may cost this much once. */
  private static final long ONCE = 20_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource(Venue.class)
  void theWholeFeedOfASyncedInstrument(Venue product) {
    VenueFeed venue = venue(product);
    List<Frame> frames = venue.run(WARM + MEASURED);
    FeedPipeline feed =
        new FeedPipeline(venue.instrument(), FeedOptions.DEFAULT, (code, detail, stream) -> {});
    int rejected = play(feed, frames.subList(0, WARM));
    long before = threads.getCurrentThreadAllocatedBytes();
    rejected += play(feed, frames.subList(WARM, WARM + MEASURED));
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(rejected).isZero();
    assertThat(bytes).as("bytes for %s frames", MEASURED).isLessThan(ONCE);
    Books.assertEqual(feed.book(), venue);
  }

  @ParameterizedTest
  @EnumSource(Nested.class)
  void kindsWithNestedObjects(Nested kind) {
    VenueFeed venue = venue(Venue.BINANCE_USDM);
    FrameDecoder decoder = new FrameDecoder(venue.instrument());
    MarketFrame frame = new MarketFrame();
    byte[] message = VenueFeed.of(kind.kind, 1, kind.text).payload();
    long before = 0;
    for (int i = 0; i < WARM + MEASURED; i++) {
      if (i == WARM) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      RejectCode code = decoder.decode(message, 0, message.length, kind.kind, 1, frame);
      if (code != RejectCode.NONE) {
        throw new AssertionError(code + " " + decoder.detail());
      }
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(ONCE);
  }

  private enum Nested {
    FORCE(
        FrameKind.FORCE_ORDER,
        "{'e':'forceOrder','E':1568014460893,'o':{'s':'BTCUSDT','S':'SELL','q':'0.014','p':'9910',"
            + "'T':1568014460893}}"),
    KLINE(
        FrameKind.KLINE,
        "{'e':'kline','E':1626992742000,'s':'BTCUSDT','k':{'t':1626992700000,'T':1626992759999,"
            + "'s':'BTCUSDT','i':'1m','o':'32000','c':'32001','h':'32001','l':'31999','v':'9.125',"
            + "'n':9,'x':true,'q':'292000','V':'1'}}");

    private final FrameKind kind;
    private final String text;

    Nested(FrameKind kind, String text) {
      this.kind = kind;
      this.text = text;
    }
  }

  private static VenueFeed venue(Venue product) {
    return new VenueFeed(product, product == Venue.BINANCE_COINM ? "BTCUSD_PERP" : "BTCUSDT", 31);
  }

  private static int play(FeedPipeline feed, List<Frame> frames) {
    int rejected = 0;
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      if (feed.accept(frame.payload(), frame.kind(), frame.receiveTimeNs()) != RejectCode.NONE) {
        rejected++;
      }
    }
    return rejected;
  }
}
