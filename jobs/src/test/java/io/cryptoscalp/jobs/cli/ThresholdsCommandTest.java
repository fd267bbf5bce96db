package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.regime.signal.Threshold;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Are slips refused before anything is sent, and all thresholds listed? */
class ThresholdsCommandTest {
  private static int run(Path folder, String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "thresholds";
    System.arraycopy(words, 0, all, 1, words.length);
    return Main.commandLine(new Main(Map.of("CRYPTOSCALP_DATA_DIR", folder.toString())))
        .execute(all);
  }

  @Test
  void slipsAreUsageErrorsAndWithoutABrokerNothingIsSent(@TempDir Path folder) {
    assertThat(run(folder, "move.deeper=0.1")).isEqualTo(ExitCodes.USAGE);
    assertThat(run(folder, "move.deep")).isEqualTo(ExitCodes.USAGE);
    assertThat(run(folder, "move.deep=much")).isEqualTo(ExitCodes.USAGE);
    assertThat(run(folder, "move.deep=0.95")).isEqualTo(ExitCodes.USAGE);
    assertThat(run(folder, "move.deep=0.04")).isEqualTo(ExitCodes.UNREACHABLE);
  }

  @Test
  void allAreListed(@TempDir Path folder) {
    PrintStream before = System.out;
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
    try {
      assertThat(run(folder)).isEqualTo(ExitCodes.OK);
    } finally {
      System.setOut(before);
    }
    for (Threshold threshold : Threshold.values()) {
      assertThat(text.toString(StandardCharsets.UTF_8)).contains(threshold.key() + " ");
    }
  }
}
