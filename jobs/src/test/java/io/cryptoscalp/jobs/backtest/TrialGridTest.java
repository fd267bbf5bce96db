package io.cryptoscalp.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which trials do axes and files stand for? */
class TrialGridTest {
  @TempDir Path folder;

  @Test
  void axesAreCombinedTheLastOneFastest() {
    assertThat(TrialGrid.of(List.of())).containsExactly(TrialSpec.of("t0001", Map.of()));
    assertThat(TrialGrid.of(List.of("a=1,2", "b=x, y ,z")))
        .extracting(TrialSpec::parameters)
        .containsExactly("a=1;b=x", "a=1;b=y", "a=1;b=z", "a=2;b=x", "a=2;b=y", "a=2;b=z");
    assertThat(TrialGrid.of(List.of("a=1,2")))
        .extracting(TrialSpec::id)
        .containsExactly("t0001", "t0002");
  }

  @Test
  void whatIsNoAxisIsRefused() {
    for (String axis : List.of("a", "=1", "a=")) {
      assertThatThrownBy(() -> TrialGrid.of(List.of(axis)))
          .hasMessageStartingWith("BACKTEST_GRID_INVALID");
    }
    assertThatThrownBy(() -> TrialGrid.of(List.of("a=1", "a=2")))
        .hasMessageContaining("key=a given twice");
    String wide = "1,".repeat(400) + "1";
    assertThatThrownBy(() -> TrialGrid.of(List.of("a=" + wide, "b=" + wide)))
        .hasMessageContaining("combinations exceed 100000");
  }

  @Test
  void linesOfAFileAreTrials() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("t.csv"),
            "trial,strategies,strategy.cooldown\nfast,\"a,b\",5s\n\nslow,,60s\n");
    assertThat(TrialGrid.read(file))
        .containsExactly(
            TrialSpec.of("fast", Map.of("strategies", "a,b", "strategy.cooldown", "5s")),
            TrialSpec.of("slow", Map.of("strategy.cooldown", "60s")));
    Path broken = Files.writeString(folder.resolve("b.csv"), "a,b\n1,2\n1\n");
    assertThatThrownBy(() -> TrialGrid.read(broken))
        .hasMessageStartingWith("BACKTEST_TRIALS_FILE_INVALID")
        .hasMessageContaining("line=3 cells=1 expected=2");
    Path empty = Files.writeString(folder.resolve("e.csv"), "a,b\n");
    assertThatThrownBy(() -> TrialGrid.read(empty)).hasMessageContaining("no trial");
    assertThatThrownBy(() -> TrialGrid.read(folder.resolve("none.csv")))
        .hasMessageContaining("unreadable");
  }
}
