package io.cryptoscalp.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.regime.consensus.RegimeTracker;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Is stored state of every released version still read, and is the same input still the same bytes?
 * Run with {@code -Dcryptoscalp.golden=write} to write the files of a new version.
 */
class GoldenStateTest {

  private static final long START = 1_700_000_000_000_000_000L;

  private final EngineRun run = new EngineRun(EngineRun.btc());
  private final RegimeTracker regime =
      new RegimeTracker(EngineRun.btc(), ConsensusOptions.secondBars());

  /** Features of all families on two kinds of bars and of all tick blocks. */
  private static EngineRun selected() {
    List<String> terms = new ArrayList<>(List.of("@all", "-@core"));
    for (String other : List.of("5s", "1m", "5m", "15m", "1h", "4h", "1d", "imbalance")) {
      terms.add("-timeframe:" + other);
    }
    return new EngineRun(EngineRun.btc(), FeatureOptions.defaults().withSelect(terms));
  }

  private static EngineRun playedSelected() {
    EngineRun selected = selected();
    double[] prices = Properties.walk(new Random(12), 200, 30_000, 1e-4);
    OrderBook book = new OrderBook(50);
    for (int i = 0; i < prices.length; i++) {
      selected.step(new Random(i), book, prices[i], START + i * 500_000_000L);
    }
    return selected;
  }

  private void play() {
    double[] prices = Properties.walk(new Random(11), 400, 30_000, 1e-4);
    RunBars bars = new RunBars(run, regime);
    for (int i = 0; i < prices.length; i++) {
      bars.step(i, prices[i]);
    }
  }

  /** Feeds the bars of the run to the detector as well. */
  private record RunBars(EngineRun run, RegimeTracker regime) {
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
              i),
          interval -> {});
    }
  }

  private static byte[] golden(String name, byte[] current) throws IOException {
    if ("write".equals(System.getProperty("cryptoscalp.golden"))) {
      Path path = Path.of("src/test/resources/golden", name);
      Files.createDirectories(path.getParent());
      Files.write(path, current);
      return current;
    }
    return stored(name);
  }

  private static byte[] stored(String name) throws IOException {
    try (InputStream in = GoldenStateTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(in).as("golden file " + name).isNotNull();
      return in.readAllBytes();
    }
  }

  @Test
  void readsAndReproducesBarsAndFeatures() throws IOException {
    play();
    byte[] golden = golden("bars-features-v3.bin", run.state());
    assertThat(run.state()).isEqualTo(golden);
    EngineRun restored = new EngineRun(EngineRun.btc());
    restored.restore(golden);
    assertThat(restored.state()).isEqualTo(golden);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void readsOlderVersionsOfBarsAndFeatures(int version) throws IOException {
    play();
    EngineRun restored = new EngineRun(EngineRun.btc());
    restored.restore(stored("bars-features-v" + version + ".bin"));
    assertThat(restored.state()).isEqualTo(run.state());
  }

  @Test
  void readsAndReproducesAllFamilies() throws IOException {
    byte[] current = playedSelected().state();
    byte[] golden = golden("families-v3.bin", current);
    assertThat(current).isEqualTo(golden);
    EngineRun restored = selected();
    restored.restore(golden);
    assertThat(restored.state()).isEqualTo(golden);
  }

  @Test
  void readsTheSecondVersionOfAllFamilies() throws IOException {
    EngineRun restored = selected();
    restored.restore(stored("families-v2.bin"));
    assertThat(restored.state()).isEqualTo(playedSelected().state());
  }

  @Test
  void otherFeaturesFindTheirPartInBothVersions() throws IOException {
    byte[][] states = new byte[2][];
    for (int version = 2; version <= 3; version++) {
      EngineRun part =
          new EngineRun(
              EngineRun.btc(),
              FeatureOptions.defaults()
                  .withSelect(List.of("@all", "-timeframe:5s", "-family:trend", "-family:hawkes")));
      part.engine.read(engineState("families-v" + version + ".bin"));
      part.snapshot(START + 100_000_000_000L);
      assertThat(part.isValid("rsi_7_1s")).isTrue();
      assertThat(part.isValid("rsi_7_1m")).isFalse();
      StateWriter out = new StateWriter();
      part.engine.write(out);
      states[version - 2] = out.toByteArray();
    }
    assertThat(states[1]).isEqualTo(states[0]);
  }

  /** The part of a run's state that is the engine's. */
  private static StateReader engineState(String name) throws IOException {
    StateReader in = new StateReader(stored(name));
    selected().bars.read(in);
    return in;
  }

  @Test
  void readsAndReproducesTheRegime() throws IOException {
    play();
    StateWriter out = new StateWriter();
    regime.write(out);
    byte[] golden = golden("regime-v3.bin", out.toByteArray());
    assertThat(out.toByteArray()).isEqualTo(golden);
    RegimeTracker restored = new RegimeTracker(EngineRun.btc(), ConsensusOptions.secondBars());
    restored.read(new StateReader(golden));
    out.reset();
    restored.write(out);
    assertThat(out.toByteArray()).isEqualTo(golden);
  }

  @Test
  void readsTheSecondVersionOfTheRegimeThatKnewNoChangesBeforeTheLast() throws IOException {
    RegimeTracker restored = new RegimeTracker(EngineRun.btc(), ConsensusOptions.secondBars());
    StateReader in = new StateReader(stored("regime-v2.bin"));
    restored.read(in);
    assertThat(in.remaining()).isZero();
    StateWriter out = new StateWriter();
    restored.write(out);
    assertThat(out.toByteArray()).isEqualTo(stored("regime-v3.bin"));
  }

  @Test
  void readsTheFirstVersionOfTheRegimeAndPlaysItsBars() throws IOException {
    RegimeTracker restored = new RegimeTracker(EngineRun.btc(), ConsensusOptions.secondBars());
    restored.read(new StateReader(stored("regime-v1.bin")));
    play();
    assertThat(restored.regime()).isEqualTo(Regime.NORMAL);
    assertThat(restored.nowNs()).isEqualTo(regime.nowNs());
    for (Regime one : Regime.values()) {
      assertThat(restored.probability(one)).as(one.name()).isEqualTo(regime.probability(one));
    }
  }
}
