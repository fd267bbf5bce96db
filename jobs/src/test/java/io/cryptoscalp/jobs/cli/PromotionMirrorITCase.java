package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.models.tearsheet.RunFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
      assertPaperRowsAreEvidence(database);
    }
  }

  /** Thirty days on paper, a round trip a day, beside another strategy that loses. */
  private void assertPaperRowsAreEvidence(QueriedDatabase database) throws Exception {
    List<String> positions = new ArrayList<>();
    List<String> fills = new ArrayList<>();
    List<String> orders = new ArrayList<>();
    for (int day = 0; day < 30; day++) {
      for (int leg = 0; leg < 2; leg++) {
        long time = 1_700_000_000_000_000_000L + day * 86_400_000_000_000L + leg * 60_000_000_000L;
        double realized = day + leg;
        String id = day + "-" + leg;
        positions.add(
            String.format(
                Locale.ROOT,
                "('p%s','paper-1','s','BTCUSDT-PERP.BINANCE',%d,%d,101,%f,0,0,0,%f,'fill',%d)",
                id,
                1 - leg,
                leg == 0 ? 100 : 0,
                realized,
                1_000 + realized - day,
                time));
        positions.add(
            String.format(
                Locale.ROOT,
                "('q%s','paper-1','t','BTCUSDT-PERP.BINANCE',0,0,101,%d,0,0,0,1000,'fill',%d)",
                id,
                -day,
                time));
        fills.add(
            String.format(
                Locale.ROOT,
                "('r%s','o%s','paper-1','s','BTCUSDT-PERP.BINANCE','%s','FILLED',1,%d,1,0,0,"
                    + "false,'',%d)",
                id,
                id,
                leg == 0 ? "BUY" : "SELL",
                100 + leg,
                time));
        orders.add(
            String.format(
                Locale.ROOT,
                "('o%s','NEW','paper-1','s','BTCUSDT-PERP.BINANCE','%s','MARKET',0,0,1,false,'i','',"
                    + "'%s',%d,%d)",
                id,
                leg == 0 ? "BUY" : "SELL",
                leg == 0 ? "entry" : "target",
                time,
                time));
      }
    }
    database.insert("positions", positions.toArray(new String[0]));
    database.insert("fills", fills.toArray(new String[0]));
    database.insert("orders", orders.toArray(new String[0]));
    Path file = folder.resolve("paper.json");
    assertThat(run(database, "gates", "evidence", "s", "--days", "14", "--out", "" + file))
        .isZero();
    RunRecord paper = RunFile.read(file);
    assertThat(paper.kind()).isEqualTo(RunRecord.Kind.PAPER);
    assertThat(paper.trades()).hasSize(14);
    assertThat(paper.trades().get(3).net()).isEqualTo(1);
    assertThat(paper.trades().get(3).exitPrice()).isEqualTo(101);
    assertThat(paper.trades().get(3).exitReason()).isEqualTo("target");
    Path gates =
        Files.writeString(
            folder.resolve("paper-gates"),
            """
            format = 1
            name = paper
            gate.days = paper.days >= 13
            gate.profit = paper.total-return > 0
            """);
    assertThat(run(database, "gates", "check", "s", "--run", "" + file, "--gates", "" + gates))
        .isZero();
    assertThat(run(database, "gates", "evidence", "nobody")).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(run(database, "parity", "live:paper-1", "live:paper-1", "--to", "2023-11-20"))
        .isZero();
    Path kept = folder.resolve("data/parity/live_paper-1-live_paper-1.json");
    assertThat(Json.MAPPER.readTree(Files.readAllBytes(kept)).at("/tables/fills/rowsA").asInt())
        .isEqualTo(12);
    database.insert(
        "backtest_fills",
        "('run','t1','r0-0','o0-0','paper-1','s','BTCUSDT-PERP.BINANCE','BUY','FILLED',1,100.5,1,0,"
            + "0,false,'',1700000000000000000)");
    assertThat(run(database, "parity", "live:paper-1", "stored:run#t1", "--out", "" + kept))
        .isEqualTo(ExitCodes.UNPROVEN);
    JsonNode first = Json.MAPPER.readTree(Files.readAllBytes(kept)).path("first");
    assertThat(first.path("operator").asText()).isEqualTo("account");
    assertThat(first.path("kind").asText()).isEqualTo("MISSING");
  }
}
