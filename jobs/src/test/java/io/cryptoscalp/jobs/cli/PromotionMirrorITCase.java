package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Does ClickHouse know every verdict, override and stage, and each once? */
@Timeout(180)
class PromotionMirrorITCase {
  @TempDir private Path folder;

  private int run(QueriedDatabase database, String... words) {
    Main main = new Main(Map.of("CRYPTOSCALP_DATA_DIR", folder.resolve("data").toString()));
    CommandLine line = Main.commandLine(main);
    StringWriter text = new StringWriter();
    line.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--set";
    all[words.length + 1] = "clickhouse.url=" + database.jdbcUrl();
    return line.execute(all);
  }

  @Test
  void decisionsAreMirrored() throws Exception {
    try (QueriedDatabase database = QueriedDatabase.start(folder)) {
      Path parity =
          Files.writeString(
              folder.resolve("p.json"), "{\"runId\":\"p1\",\"dataHash\":\"ab\",\"differences\":2}");
      Path gates =
          Files.writeString(
              folder.resolve("gates"),
              """
              format = 1
              name = own
              gate.parity = parity.differences <= 0
              gate.sharpe = backtest.sharpe > 1.5
              """);
      assertThat(
              run(database, "gates", "check", "s", "--parity", "" + parity, "--gates", "" + gates))
          .isEqualTo(ExitCodes.NOT_ACTIVATED);
      for (String gate : new String[] {"parity", "sharpe"}) {
        assertThat(
                run(
                    database,
                    "gates",
                    "override",
                    "s",
                    gate,
                    "--reason",
                    "it's \"fine\"",
                    "--by",
                    "ann"))
            .isZero();
      }
      assertThat(run(database, "gates", "stage", "s", "live", "--reason", "go", "--by", "bob"))
          .isZero();
      assertThat(run(database, "gates", "sync")).isZero();
      assertThat(
              database.query(
                  "SELECT number, gate, status, value, `limit`, run_id, data_hash FROM"
                      + " gate_verdicts_final ORDER BY gate"))
          .containsExactly("1|parity|RED|2|0|p1|ab", "1|sharpe|MISSING|null|1.5||");
      assertThat(
              database.query("SELECT number, gate, who, why FROM gate_overrides_final ORDER BY 1"))
          .containsExactly("2|parity|ann|it's \"fine\"", "3|sharpe|ann|it's \"fine\"");
      assertThat(database.query("SELECT number, stage, who FROM strategy_stages_final"))
          .containsExactly("4|live|bob");
    }
  }
}
