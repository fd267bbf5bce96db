package io.cryptoscalp.engine.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.book.BookBuilder;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.RecordedFrames.Frame;
import io.cryptoscalp.engine.testing.VenueFeed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Is stored state of every version of feed, builder and book still read, and are the same frames
 * still the same bytes? Run with {@code -Dcryptoscalp.golden=write} to write the files of a new
 * version.
 */
class GoldenFeedStateTest {
  private static final String VERSION = "v3";

  @ParameterizedTest
  @CsvSource({
    "BINANCE_SPOT,BTCUSDT,feed-spot",
    "BINANCE_USDM,BTCUSDT,feed-usdm",
    "BINANCE_COINM,BTCUSD_PERP,feed-coinm"
  })
  void readsAndReproduces(Venue venue, String symbol, String name) throws IOException {
    VenueFeed source = new VenueFeed(venue, symbol, 5);
    FeedPipeline feed = feed(source);
    List<Frame> frames = frames(source);
    play(feed, frames.subList(0, 600));
    byte[] golden = golden(name + "-" + VERSION + ".bin", state(feed));
    assertThat(state(feed)).isEqualTo(golden);

    FeedPipeline restored = feed(source);
    StateReader in = new StateReader(golden);
    restored.read(in);
    assertThat(in.remaining()).isZero();
    assertThat(state(restored)).isEqualTo(golden);
    play(feed, frames.subList(600, frames.size()));
    play(restored, frames.subList(600, frames.size()));
    assertThat(state(restored)).isEqualTo(state(feed));
  }

  @ParameterizedTest
  @CsvSource({
    "BINANCE_SPOT,BTCUSDT,feed-spot",
    "BINANCE_USDM,BTCUSDT,feed-usdm",
    "BINANCE_COINM,BTCUSD_PERP,feed-coinm"
  })
  void goesOnFromTheSecondVersionAsIfItHadBeenTheThird(Venue venue, String symbol, String name)
      throws IOException {
    VenueFeed source = new VenueFeed(venue, symbol, 5);
    FeedPipeline feed = feed(source);
    List<Frame> frames = frames(source);
    play(feed, frames.subList(0, 600));
    FeedPipeline restored = feed(source);
    StateReader in = new StateReader(golden(name + "-v2.bin", new byte[0]));
    restored.read(in);
    assertThat(in.remaining()).isZero();
    assertThat(state(restored)).isEqualTo(state(feed));
  }

  @ParameterizedTest
  @CsvSource({
    "BINANCE_SPOT,BTCUSDT,feed-spot",
    "BINANCE_USDM,BTCUSDT,feed-usdm",
    "BINANCE_COINM,BTCUSD_PERP,feed-coinm"
  })
  void goesOnFromTheFirstVersion(Venue venue, String symbol, String name) throws IOException {
    VenueFeed source = new VenueFeed(venue, symbol, 5);
    FeedPipeline restored = feed(source);
    List<Frame> frames = frames(source);
    StateReader in = new StateReader(golden(name + "-v1.bin", new byte[0]));
    restored.read(in);
    assertThat(in.remaining()).isZero();
    assertThat(restored.builder().state()).isEqualTo(BookBuilder.State.RESYNC);
    play(restored, frames.subList(600, frames.size()));
    Books.assertEqual(restored.book(), source);
    assertThat(restored.healthy()).isTrue();
  }

  /** A run with a gap behind it, so that buffered diffs are part of the state. */
  private static List<Frame> frames(VenueFeed source) {
    List<Frame> frames = new ArrayList<>(source.run(590));
    source.diff();
    for (int i = 0; i < 20; i++) {
      frames.add(source.diff());
    }
    frames.add(source.snapshot());
    frames.addAll(source.run(200));
    return frames;
  }

  private static FeedPipeline feed(VenueFeed source) {
    return new FeedPipeline(source.instrument(), FeedOptions.DEFAULT, (code, detail, stream) -> {});
  }

  private static void play(FeedPipeline feed, List<Frame> frames) {
    for (Frame frame : frames) {
      feed.accept(frame.payload(), frame.kind(), frame.receiveTimeNs());
    }
  }

  private static byte[] state(FeedPipeline feed) {
    StateWriter out = new StateWriter();
    feed.write(out);
    return out.toByteArray();
  }

  private static byte[] golden(String name, byte[] current) throws IOException {
    if (current.length > 0 && "write".equals(System.getProperty("cryptoscalp.golden"))) {
      Path path = Path.of("src/test/resources/golden", name);
      Files.createDirectories(path.getParent());
      Files.write(path, current);
      return current;
    }
    try (InputStream in = GoldenFeedStateTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(in).as("golden file " + name).isNotNull();
      return in.readAllBytes();
    }
  }
}
