package io.cryptoscalp.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.regime.RegimeDetector;
import io.cryptoscalp.engine.regime.RegimeOptions;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Is stored state of every released version still read, and is the same input still the same bytes?
 * Run with {@code -Dcryptoscalp.golden=write} to write the files of a new version.
 */
class GoldenStateTest {

  private static final long START = 1_700_000_000_000_000_000L;

  private final EngineRun run = new EngineRun(EngineRun.btc());
  private final RegimeDetector regime =
      new RegimeDetector(EngineRun.btc(), RegimeOptions.defaults());

  private void play() {
    double[] prices = Properties.walk(new Random(11), 400, 30_000, 1e-4);
    RunBars bars = new RunBars(run, regime);
    for (int i = 0; i < prices.length; i++) {
      bars.step(i, prices[i]);
    }
  }

  /** Feeds the bars of the run to the detector as well. */
  private record RunBars(EngineRun run, RegimeDetector regime) {
    void step(int i, double price) {
      run.step(new Random(i), new OrderBook(50), price, START + i * 500_000_000L);
      long scaled = run.instrument.scalePrice(price);
      long open = START + i * 1_000_000_000L;
      regime.onBar(
          new Bar(
              run.instrument.id(),
              "time-1s",
              open,
              open + 1_000_000_000L,
              scaled,
              scaled,
              scaled,
              scaled,
              1,
              price,
              1,
              1,
              i));
    }
  }

  private static byte[] golden(String name, byte[] current) throws IOException {
    if ("write".equals(System.getProperty("cryptoscalp.golden"))) {
      Path path = Path.of("src/test/resources/golden", name);
      Files.createDirectories(path.getParent());
      Files.write(path, current);
      return current;
    }
    try (InputStream in = GoldenStateTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(in).as("golden file " + name).isNotNull();
      return in.readAllBytes();
    }
  }

  @Test
  void readsAndReproducesBarsAndFeatures() throws IOException {
    play();
    byte[] golden = golden("bars-features-v2.bin", run.state());
    assertThat(run.state()).isEqualTo(golden);
    EngineRun restored = new EngineRun(EngineRun.btc());
    restored.restore(golden);
    assertThat(restored.state()).isEqualTo(golden);
  }

  @Test
  void readsTheFirstVersionOfBarsAndFeatures() throws IOException {
    play();
    EngineRun restored = new EngineRun(EngineRun.btc());
    try (InputStream in =
        GoldenStateTest.class.getResourceAsStream("/golden/bars-features-v1.bin")) {
      assertThat(in).isNotNull();
      restored.restore(in.readAllBytes());
    }
    assertThat(restored.state()).isEqualTo(run.state());
  }

  @Test
  void readsAndReproducesTheRegime() throws IOException {
    play();
    StateWriter out = new StateWriter();
    regime.write(out);
    byte[] golden = golden("regime-v1.bin", out.toByteArray());
    assertThat(out.toByteArray()).isEqualTo(golden);
    RegimeDetector restored = new RegimeDetector(EngineRun.btc(), RegimeOptions.defaults());
    restored.read(new StateReader(golden));
    out.reset();
    restored.write(out);
    assertThat(out.toByteArray()).isEqualTo(golden);
  }
}
