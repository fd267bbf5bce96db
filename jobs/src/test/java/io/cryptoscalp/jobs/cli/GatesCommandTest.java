package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.jobs.trading.ClearedStrategies;
import io.cryptoscalp.models.promotion.PromotionLedger;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Does the command line keep a strategy from trading for real, and say why? */
class GatesCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Main main = new Main(Map.of("CRYPTOSCALP_DATA_DIR", folder.toString()));
    CommandLine line = Main.commandLine(main);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(words);
  }

  private Path write(String name, String content) throws Exception {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void aStrategyWithoutEvidenceStaysWhereItIs() {
    assertThat(run("gates", "show")).isZero();
    assertThat(out.toString()).contains("backtest-sharpe", "backtest.sharpe > 1.5");
    assertThat(run("gates", "stage", "s", "live", "--reason", "go"))
        .isEqualTo(ExitCodes.NOT_ACTIVATED);
    assertThat(err.toString()).contains("GATES_NOT_GREEN: strategy=s cause=its gates were never");
    assertThat(run("gates", "check", "s")).isEqualTo(ExitCodes.NOT_ACTIVATED);
    assertThat(out.toString()).contains("missing  parity");
    assertThat(run("gates", "stage", "s", "paper", "--reason", "try")).isZero();
    assertThat(run("gates", "stage", "s", "moon", "--reason", "go"))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(run("gates", "show", "s")).isZero();
    assertThat(out.toString()).contains("stage paper", "It may not trade for real.");
  }

  @Test
  void anOverrideIsRecordedAndOpensTheWay() throws Exception {
    Path parity = write("parity.json", "{\"runId\":\"p1\",\"dataHash\":\"ab\",\"differences\":2}");
    Path gates =
        write(
            "gates.properties", "format = 1\nname = own\ngate.parity = parity.differences <= 0\n");
    assertThat(run("gates", "check", "s", "--parity", "" + parity, "--gates", "" + gates))
        .isEqualTo(ExitCodes.NOT_ACTIVATED);
    assertThat(out.toString()).contains("red      parity", "run p1");
    assertThat(run("gates", "override", "s", "parity", "--reason", "rounding", "--by", "ann"))
        .isZero();
    assertThat(run("gates", "stage", "s", "live", "--reason", "go")).isZero();
    assertThat(run("--json", "gates", "show", "s")).isZero();
    JsonNode shown = Json.MAPPER.readTree(out.toString());
    assertThat(shown.path("stage").asText()).isEqualTo("live");
    assertThat(shown.path("clear").asBoolean()).isTrue();
    assertThat(shown.path("overrides").get(0).path("who").asText()).isEqualTo("ann");
    assertThat(shown.path("check").path("verdicts").get(0).path("value").asDouble()).isEqualTo(2);
    Path other =
        write("other.json", "{\"differences\":0,\"strategies\":[\"t\"],\"ignored\":[\"fee\"]}");
    assertThat(run("gates", "check", "s", "--parity", "" + other))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("GATE_EVIDENCE_FOREIGN");
    assertThat(run("gates", "check", "t", "--parity", "" + other, "--gates", "" + gates)).isZero();
    assertThat(out.toString()).contains("run other.json (without [\"fee\"])");
    Path bad = write("bad.json", "{\"differences\":\"none\"}");
    assertThat(run("gates", "check", "s", "--parity", "" + bad)).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("GATE_EVIDENCE_INVALID");
  }

  @Test
  void submitAsksTheLedger() {
    Settings settings =
        Settings.resolve(
            folder, null, Map.of("CRYPTOSCALP_DATA_DIR", folder.toString()), List.of());
    Map<String, String> paper = new TreeMap<>(Map.of("execution.mode", "paper"));
    LiveClearance.add(settings, paper);
    assertThat(paper).doesNotContainKey("live.clearance");
    Map<String, String> live =
        new TreeMap<>(
            Map.of(
                "execution.mode",
                "gateway",
                "account.ordering",
                "arrival",
                "strategies",
                "mean-reversion"));
    assertThatThrownBy(() -> LiveClearance.add(settings, live))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("GATES_NOT_GREEN: strategy=mean-reversion");
    ClearedStrategies.check(
        new PromotionLedger(folder.resolve("promotion")), "mean-reversion", true);
    assertThatThrownBy(() -> LiveClearance.add(settings, live))
        .hasMessageContaining("STRATEGY_NOT_LIVE");
    assertThat(run("gates", "stage", "mean-reversion", "live", "--reason", "go")).isZero();
    LiveClearance.add(settings, live);
    assertThat(live.get("live.clearance")).isNotEmpty();
  }

  @Test
  void aReportIsWrittenFromCsv() throws Exception {
    StringBuilder csv = new StringBuilder("time,return\n");
    SplittableRandom random = new SplittableRandom(1);
    for (int day = 0; day < 120; day++) {
      csv.append(LocalDate.ofEpochDay(19_000 + day))
          .append(',')
          .append(random.nextDouble(-0.02, 0.022))
          .append('\n');
    }
    Path file = write("mine.csv", csv.toString());
    assertThat(run("--json", "report", "" + file, "--paths", "50", "--out", folder + "/r"))
        .isZero();
    JsonNode figures = Json.MAPPER.readTree(out.toString());
    assertThat(figures.path("periods").asInt()).isEqualTo(120);
    assertThat(figures.path("metrics").path("sharpe").isNumber()).isTrue();
    assertThat(Files.readString(folder.resolve("r/mine.html"))).contains("<svg", "Monte Carlo");
    assertThat(Files.readString(folder.resolve("r/mine.json"))).contains("\"max-drawdown\"");
    assertThat(run("report", folder + "/none.csv")).isEqualTo(ExitCodes.CONFIGURATION);
  }
}
