package io.cryptoscalp.engine.regime;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.regime.correlation.CorrelationDetector;
import io.cryptoscalp.engine.regime.correlation.CorrelationOptions;
import io.cryptoscalp.engine.regime.drawdown.DrawdownDetector;
import io.cryptoscalp.engine.regime.drawdown.DrawdownOptions;
import io.cryptoscalp.engine.regime.hmm.HmmModel;
import io.cryptoscalp.engine.regime.liquidity.LiquidityDetector;
import io.cryptoscalp.engine.regime.liquidity.LiquidityOptions;
import io.cryptoscalp.engine.regime.markov.MarkovDetector;
import io.cryptoscalp.engine.regime.markov.MarkovModel;
import io.cryptoscalp.engine.regime.markov.ObservationSpec;
import io.cryptoscalp.engine.regime.trend.TrendClassifier;
import io.cryptoscalp.engine.regime.trend.TrendOptions;
import io.cryptoscalp.engine.regime.volatility.GarchModel;
import io.cryptoscalp.engine.regime.volatility.VolatilityClassifier;
import io.cryptoscalp.engine.regime.volatility.VolatilityOptions;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Do the detectors give the very bytes they gave when the files were written, on whatever machine
 * that was, read them, and go on from them as if nothing had been? {@code
 * -Dcryptoscalp.golden=write} writes the files of a new version.
 */
class GoldenDetectorStateTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final long START = 1_600_000_200_000_000_000L;
  private static final int BARS = 700;
  private static final int MORE = 300;

  /** How a detector is made, fed with one bar, written and read. */
  private record Subject<T>(
      Supplier<T> maker,
      BiConsumer<T, double[]> update,
      BiConsumer<T, StateWriter> write,
      BiConsumer<T, StateReader> read) {

    byte[] state(T detector) {
      StateWriter out = new StateWriter();
      write.accept(detector, out);
      return out.toByteArray();
    }

    void requireGolden(String name) throws IOException {
      double[][] bars = bars();
      T detector = maker.get();
      for (int i = 0; i < BARS; i++) {
        update.accept(detector, bars[i]);
      }
      byte[] golden = golden(name, state(detector));
      assertThat(state(detector)).isEqualTo(golden);

      T restored = maker.get();
      StateReader in = new StateReader(golden);
      read.accept(restored, in);
      assertThat(in.remaining()).isZero();
      assertThat(state(restored)).isEqualTo(golden);
      for (int i = BARS; i < BARS + MORE; i++) {
        update.accept(detector, bars[i]);
        update.accept(restored, bars[i]);
      }
      assertThat(state(restored)).isEqualTo(state(detector)).isNotEqualTo(golden);
    }
  }

  private static byte[] golden(String name, byte[] current) throws IOException {
    if ("write".equals(System.getProperty("cryptoscalp.golden"))) {
      Files.write(Path.of("src/test/resources/golden", name), current);
      return current;
    }
    try (InputStream in = GoldenDetectorStateTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(in).as("golden file " + name).isNotNull();
      return in.readAllBytes();
    }
  }

  /** Number, high, low, close, log return and a second random number of minutes in two moods. */
  private static double[][] bars() {
    Random random = new Random(33);
    double[][] bars = new double[BARS + MORE][];
    double price = 100;
    for (int i = 0; i < bars.length; i++) {
      boolean wild = i / 90 % 3 == 1;
      double move = (wild ? 0.004 : 0.0008) * random.nextGaussian() - (wild ? 0.001 : -0.0005);
      double before = price;
      price *= StrictMath.exp(move);
      double wick = 0.0003 * random.nextDouble();
      bars[i] =
          new double[] {
            i,
            Math.max(before, price) * (1 + wick),
            Math.min(before, price) * (1 - wick),
            price,
            move,
            random.nextDouble()
          };
    }
    return bars;
  }

  @Test
  void trend() throws IOException {
    new Subject<>(
            () -> new TrendClassifier(new TrendOptions(64, 5, 14, 4, 0.35, 0.2)),
            (detector, bar) -> detector.update(bar[1], bar[2], bar[3]),
            TrendClassifier::write,
            TrendClassifier::read)
        .requireGolden("trend-classifier-v1.bin");
  }

  @Test
  void volatility() throws IOException {
    VolatilityOptions options =
        new VolatilityOptions(
            30, 5, 120, 0.94, new GarchModel(1e-8, 0.08, 0.9), 0.15, 0.35, 0.85, 0.65, 0.99, 0.9);
    new Subject<>(
            () -> new VolatilityClassifier(options),
            (detector, bar) -> detector.update(bar[4]),
            VolatilityClassifier::write,
            VolatilityClassifier::read)
        .requireGolden("volatility-classifier-v1.bin");
  }

  @Test
  void liquidity() throws IOException {
    new Subject<>(
            () -> new LiquidityDetector(new LiquidityOptions(40, 5, 4, 150, 0.5, 0.65, 0.25, 0.4)),
            (detector, bar) ->
                detector.update(
                    2e-4 + Math.abs(bar[4]), 50 * bar[5], bar[4], 9 * bar[4], 1 + bar[5]),
            LiquidityDetector::write,
            LiquidityDetector::read)
        .requireGolden("liquidity-detector-v1.bin");
  }

  @Test
  void drawdown() throws IOException {
    new Subject<>(
            () -> new DrawdownDetector(DrawdownOptions.standard()),
            (detector, bar) ->
                detector.update(START + ((long) bar[0]) * MINUTE, bar[1], bar[2], bar[3]),
            DrawdownDetector::write,
            DrawdownDetector::read)
        .requireGolden("drawdown-detector-v2.bin");
  }

  @Test
  void drawdownOfTheFirstVersion() throws IOException {
    DrawdownDetector restored = new DrawdownDetector(DrawdownOptions.standard());
    try (InputStream in =
        GoldenDetectorStateTest.class.getResourceAsStream("/golden/drawdown-detector-v1.bin")) {
      assertThat(in).isNotNull();
      StateReader state = new StateReader(in.readAllBytes());
      restored.read(state);
      assertThat(state.remaining()).isZero();
    }
    double[] last = bars()[BARS - 1];
    double fall = restored.fall();
    long at = START + (BARS - 1) * MINUTE;
    restored.update(at, last[3], last[3], last[3]);
    assertThat(restored.fall()).as("the last bar was known").isEqualTo(fall);
  }

  @Test
  void correlation() throws IOException {
    new Subject<>(
            () -> new CorrelationDetector(new CorrelationOptions(4, 60, 20)),
            (detector, bar) ->
                detector.update(
                    new double[] {
                      bar[4],
                      0.5 * bar[4] + 0.002 * (bar[5] - 0.5),
                      0.003 * (bar[5] - 0.5),
                      bar[0] % 7 == 3 ? Double.NaN : -bar[4]
                    }),
            CorrelationDetector::write,
            CorrelationDetector::read)
        .requireGolden("correlation-detector-v1.bin");
  }

  @Test
  void hiddenStates() throws IOException {
    double[] stay = {0.97, 0.03, 0.04, 0.96};
    MarkovModel model =
        MarkovModel.of(
            "TEST",
            "1",
            new ObservationSpec(2 * MINUTE, false, 1),
            new HmmModel(
                2,
                1,
                new double[] {0.5, 0.5},
                stay,
                new double[] {5e-4, -1e-3},
                new double[] {1e-6, 2e-5}));
    new Subject<>(
            () -> new MarkovDetector(model),
            (detector, bar) -> {
              long open = START + ((long) bar[0]) * MINUTE;
              detector.update(open, open + MINUTE, bar[1], bar[2], bar[3]);
            },
            MarkovDetector::write,
            MarkovDetector::read)
        .requireGolden("markov-detector-v1.bin");
  }
}
