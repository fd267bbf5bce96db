package io.cryptoscalp.engine.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Does a trial at the simulated venue go on from the stored state of every version as if it had
 * never been stopped, and is the same history still the same bytes? A file has the markets and the
 * trial on them, so it pins the versions of several classes:
 *
 * <table>
 *   <caption>Versions in the files</caption>
 *   <tr><th>file</th><th>trial</th><th>executor</th><th>market window</th></tr>
 *   <tr><td>v1</td><td>1</td><td>1</td><td>1</td></tr>
 *   <tr><td>v2</td><td>2</td><td>1</td><td>1</td></tr>
 *   <tr><td>v3</td><td>3</td><td>2</td><td>2</td></tr>
 * </table>
 *
 * <p>A trial of version 1 made no points of equity between two events. So it can tell of one other
 * than a trial that was not stopped, when a report came between a moment of the grid and the stop;
 * none comes there in this history, and all points are the same.
 *
 * <p>Run with {@code -Dcryptoscalp.golden=write} to write the file of a new version.
 */
class GoldenTrialStateTest {
  private static final int VERSION = 3;

  @Test
  void theStoredTrialIsInTheMiddleOfThings() {
    StoredTrial trial = new StoredTrial();
    trial.playToCut();
    assertThat(trial.account().portfolio().openPositions()).isEqualTo(2);
    assertThat(trial.account().ledger().openCount()).as("orders").isGreaterThan(10);
    assertThat(trial.feed().size()).as("events that no venue has passed").isPositive();
    int said = trial.said.size();
    int reports = trial.reports.size();
    trial.playFromCut();
    assertThat(trial.said.get(said)).as("a point that waits").startsWith("EquityPoint");
    assertThat(trial.reports.get(reports).eventTimeNs())
        .as("a report that is on its way")
        .isLessThan(StoredTrial.CUT_NS);
    assertThat(trial.summary().trades()).isGreaterThan(5);
    assertThat(trial.summary().funding()).isNotZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, VERSION})
  void goesOnAsIfItHadNeverBeenStopped(int version) throws IOException {
    StoredTrial whole = new StoredTrial();
    whole.playToCut();
    int before = whole.said.size();
    whole.playFromCut();

    StoredTrial restored = new StoredTrial();
    StateReader in = new StateReader(golden(version));
    restored.read(in);
    assertThat(in.remaining()).isZero();
    restored.playFromCut();
    assertThat(restored.said).isEqualTo(whole.said.subList(before, whole.said.size()));
    assertThat(restored.summary()).isEqualTo(whole.summary());
  }

  @Test
  void readsAndReproduces() throws IOException {
    StoredTrial trial = new StoredTrial();
    trial.playToCut();
    if ("write".equals(System.getProperty("cryptoscalp.golden"))) {
      Path path = Path.of("src/test/resources/golden", name(VERSION));
      Files.createDirectories(path.getParent());
      Files.write(path, bytes(trial));
      return;
    }
    byte[] golden = golden(VERSION);
    assertThat(bytes(trial)).isEqualTo(golden);
    StoredTrial restored = new StoredTrial();
    restored.read(new StateReader(golden));
    assertThat(bytes(restored)).isEqualTo(golden);
  }

  private static byte[] bytes(StoredTrial trial) {
    StateWriter out = new StateWriter();
    trial.write(out);
    return out.toByteArray();
  }

  private static String name(int version) {
    return "trial-v" + version + ".bin";
  }

  private static byte[] golden(int version) throws IOException {
    String name = name(version);
    try (InputStream in = GoldenTrialStateTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(in).as("golden file " + name).isNotNull();
      return in.readAllBytes();
    }
  }
}
