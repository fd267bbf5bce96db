package io.cryptoscalp.engine.regime.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.regime.market.MarketWatch;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Do the detectors of signals and of the market give the very bytes they gave when the files were
 * written, and read them? {@code -Dcryptoscalp.golden=write} writes the files of a new version.
 */
class GoldenSignalStateTest {
  private static final String[] IDS = {"BTCUSDT-PERP.BINANCE", "BTCUSDT.BINANCE"};

  /** An hour of two instruments that has every kind of measure. */
  private static List<MarketMeasure> measures(int instrument) {
    Random random = new Random(21 + instrument);
    MeasureTape tape = new MeasureTape(IDS[instrument], 100);
    for (int i = 0; i < 30; i++) {
      tape.volume(1000 + random.nextInt(9000))
          .liquidated(random.nextInt(4) == 0 ? 30_000 : 10, 10)
          .book(1e-4 * (1 + random.nextInt(8)), 1e6 / (1 + random.nextInt(9)))
          .funding(1e-4 * random.nextInt(8))
          .glide(100 * StrictMath.exp(0.01 * random.nextGaussian()), 150);
      if (i % 7 == 3) {
        tape.fault("STREAM_SILENT", "trade");
      }
    }
    return tape.measures();
  }

  private static <T> void requireGolden(
      String name,
      Supplier<T> maker,
      BiConsumer<T, MarketMeasure> update,
      BiConsumer<T, StateWriter> write,
      BiConsumer<T, StateReader> read)
      throws IOException {
    T detector = maker.get();
    List<MarketMeasure> first = measures(0);
    List<MarketMeasure> second = measures(1);
    for (int i = 0; i < first.size(); i++) {
      update.accept(detector, first.get(i));
      update.accept(detector, second.get(i));
    }
    byte[] golden = golden(name, state(detector, write));
    assertThat(state(detector, write)).isEqualTo(golden);
    T restored = maker.get();
    StateReader in = new StateReader(golden);
    read.accept(restored, in);
    assertThat(in.remaining()).isZero();
    assertThat(state(restored, write)).isEqualTo(golden);
  }

  private static <T> byte[] state(T detector, BiConsumer<T, StateWriter> write) {
    StateWriter out = new StateWriter();
    write.accept(detector, out);
    return out.toByteArray();
  }

  private static byte[] golden(String name, byte[] current) throws IOException {
    if ("write".equals(System.getProperty("cryptoscalp.golden"))) {
      Files.write(Path.of("src/test/resources/golden", name), current);
      return current;
    }
    try (InputStream in = GoldenSignalStateTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(in).as("golden file " + name).isNotNull();
      return in.readAllBytes();
    }
  }

  @Test
  void signals() throws IOException {
    // The stored state has a deep move open, in a market where that is usual.
    Thresholds thresholds = Thresholds.STANDARD.with(Map.of("move.deviations", 0.0));
    requireGolden(
        "signal-detector-v1.bin",
        () -> new SignalDetector(IDS[0], "BTC"),
        (detector, measure) -> {
          if (measure.instrument().equals(IDS[0])) {
            detector.update(measure, thresholds, signal -> {});
          }
        },
        SignalDetector::write,
        SignalDetector::read);
  }

  @Test
  void venueGaps() throws IOException {
    requireGolden(
        "venue-gap-detector-v1.bin",
        () -> new VenueGapDetector("BTC"),
        (detector, measure) -> detector.update(measure, Thresholds.STANDARD, signal -> {}),
        VenueGapDetector::write,
        VenueGapDetector::read);
  }

  @Test
  void market() throws IOException {
    RegimeOdds odds = new RegimeOdds(0.5, 0.1, 0.1, 0.1, 0.1, 0.1);
    requireGolden(
        "market-watch-v1.bin",
        MarketWatch::new,
        (watch, m) -> {
          if (m.minute()) {
            watch.take(
                new MarketMeasure(
                    m.instrument(),
                    m.closeTimeNs(),
                    m.eventTimeNs(),
                    m.sequence(),
                    true,
                    m.price(),
                    m.high(),
                    m.low(),
                    m.volume(),
                    m.takerBuyVolume(),
                    0,
                    0,
                    m.spread(),
                    m.depth(),
                    m.fundingRate(),
                    "",
                    "",
                    odds));
            watch.advance(m.eventTimeNs() - 120_000_000_000L, interval -> {}, directive -> {});
          }
        },
        MarketWatch::write,
        MarketWatch::read);
  }
}
