package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.testing.PlantedRuns;
import io.cryptoscalp.models.tearsheet.RunFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does one command say whether a backtest is to be believed, and tell the gates? */
class ValidateCommandTest {
  @TempDir Path folder;

  private final PlantedRuns planted = new PlantedRuns(180, 11);
  private final CommandRun command = new CommandRun();

  private int run(String... words) {
    return command.run(folder, words);
  }

  private Path backtest(List<RunRecord> runs) throws Exception {
    Path run = folder.resolve("run");
    Files.createDirectories(run.resolve("trials"));
    for (RunRecord each : runs) {
      Files.write(run.resolve("trials").resolve(each.runId() + ".json"), RunFile.write(each));
    }
    return run;
  }

  @Test
  void skillPassesAndTheGatesAreTold() throws Exception {
    Path run = backtest(planted.skilled());
    Files.writeString(run.resolve("lookahead.json"), "{\"passed\":true}");
    Files.writeString(run.resolve("parity.json"), "{\"differences\":0,\"runId\":\"p\"}");
    Path gates =
        Files.writeString(
            folder.resolve("gates"),
            """
            format = 1
            name = own
            gate.sharpe = backtest.sharpe > 1.5
            gate.windows = walk-forward.windows >= 8
            gate.deflated = trials.deflated-sharpe > 0.95
            gate.parity = parity.differences <= 0
            gate.validation = validation.refusals <= 0
            """);
    assertThat(run("validate", "" + run, "--volume", "BTCUSDT-PERP.BINANCE=1e9")).isZero();
    assertThat(command.out.toString())
        .contains("Nothing speaks against this result.", "equity at half the Sharpe");
    JsonNode written = Json.MAPPER.readTree(Files.readAllBytes(run.resolve("validation.json")));
    assertThat(written.path("passed").asBoolean()).isTrue();
    assertThat(written.path("surface").path("sharpes").size()).isEqualTo(20);
    assertThat(written.path("monteCarlo").path("resampled-candles").path("paths").asInt())
        .isEqualTo(1_000);
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("<h2>Validation</h2>", "Sharpe ratio by window");
    assertThat(run("validate", "" + run, "--gates", "" + gates)).isZero();
    assertThat(command.out.toString()).contains("green    windows", "All gates are green.");
    assertThat(run("gates", "check", "planted", "--validation", run + "/validation.json"))
        .isEqualTo(ExitCodes.NOT_ACTIVATED);
    assertThat(command.out.toString()).contains("green    validation", "missing  backtest-sharpe");
    assertThat(run("gates", "check", "other", "--validation", run + "/validation.json"))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(command.err.toString()).contains("GATE_EVIDENCE_FOREIGN");
  }

  @Test
  void luckIsRefusedAndRedAtTheGates() throws Exception {
    Path run = backtest(planted.lucky(200));
    Path gates =
        Files.writeString(
            folder.resolve("gates"),
            "format = 1\nname = own\ngate.validation = validation.refusals <= 0\n");
    assertThat(run("validate", "" + run, "--gates", "" + gates)).isEqualTo(ExitCodes.NOT_ACTIVATED);
    assertThat(command.out.toString())
        .contains("LUCK: annual Sharpe", "note: LOOKAHEAD was not checked", "red      validation");
  }

  @Test
  void freeFillsAreRefusedFromOneFile() throws Exception {
    Path file = folder.resolve("free.json");
    Files.write(file, RunFile.write(planted.freeFills()));
    assertThat(run("--json", "validate", "" + file)).isEqualTo(ExitCodes.NOT_ACTIVATED);
    JsonNode said = Json.MAPPER.readTree(command.out.toString());
    assertThat(said.path("findings").get(0).path("code").asText()).isEqualTo("FREE_FILLS");
    assertThat(said.path("figures").path("break-even-bps").asDouble()).isBetween(0.1, 2.5);
  }

  @Test
  void whatIsNoRunIsRefused() throws Exception {
    assertThat(run("validate", "" + folder)).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(command.err.toString()).contains("VALIDATION_INVALID", "cause=no trials");
    Path run = backtest(planted.skilled());
    assertThat(run("validate", "" + run, "--trial", "x")).isEqualTo(ExitCodes.CONFIGURATION);
    Files.writeString(run.resolve("lookahead.json"), "{}");
    assertThat(run("validate", "" + run)).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(command.err.toString()).contains("does not say whether it passed");
  }
}
