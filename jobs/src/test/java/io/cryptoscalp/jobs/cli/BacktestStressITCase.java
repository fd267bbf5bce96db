package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.jobs.trading.TradingRig;
import io.cryptoscalp.models.tearsheet.RunFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Is a finished run run again under worse execution, and its windows each on their own? */
class BacktestStressITCase {
  @TempDir Path folder;

  private final CommandRun command = new CommandRun();
  private final StringWriter err = command.err;

  private int run(String... words) {
    return command.run(folder, words);
  }

  private JsonNode json(String name) throws IOException {
    return Json.MAPPER.readTree(Files.readAllBytes(folder.resolve("run").resolve(name)));
  }

  private RunRecord trial(String id) {
    return RunFile.read(folder.resolve("run/trials").resolve(id + ".json"));
  }

  @Test
  void aFinishedRunIsStressedFromItsFolderAndValidated() throws Exception {
    Path frames = folder.resolve("frames");
    TradingRig.record(
        TradingRig.synthetic(7, 200, "BTCUSDT-PERP.BINANCE"), frames, Duration.ofMinutes(3));
    String run = folder.resolve("run").toString();
    assertThat(
            run(
                "backtest",
                "--input",
                "" + frames,
                "--grid",
                "strategy.cooldown=5s,60s",
                "--windows",
                "rolling",
                "--train",
                "60s",
                "--test",
                "60s",
                "--out",
                run))
        .as(err.toString())
        .isZero();

    // Every window is a trial of its own: it begins with the start equity, and flat.
    RunRecord test = trial("t0001.test01");
    RunRecord whole = trial("t0001");
    assertThat(test.equity().value()[0]).isEqualTo(whole.startEquity());
    long from = test.fromNs();
    assertThat(test.trades()).isNotEmpty().allMatch(trade -> trade.entryNs() >= from);
    assertThat(whole.trades()).anyMatch(trade -> trade.entryNs() < from);
    assertThat(trial("walk-forward").windows()).hasSize(2);

    int code = run("backtest", "stress", run);
    assertThat(err.toString()).isEmpty();
    JsonNode stress = json("stress.json");
    assertThat(code).isEqualTo(stress.path("passed").asBoolean() ? 0 : ExitCodes.UNSOUND);
    String judged = stress.path("runId").asText();
    assertThat(judged).endsWith(".t000" + judged.charAt(judged.length() - 1));
    JsonNode cases = stress.path("cases");
    assertThat(cases.findValuesAsText("case"))
        .contains("as run", "simulated venue", "latency x20", "impact x2", "fees x1.5");
    RunRecord asRun = trial(judged.substring(judged.indexOf('.') + 1));
    double[] equity = asRun.equity().value();
    assertThat(cases.get(0).path("return").asDouble())
        .isEqualTo(equity[equity.length - 1] / asRun.startEquity() - 1);
    assertThat(cases.get(3).path("return").asDouble())
        .isNotEqualTo(cases.get(1).path("return").asDouble());

    run("validate", run);
    JsonNode validation = json("validation.json");
    assertThat(validation.path("runId").asText()).isEqualTo(judged);
    assertThat(validation.path("stressBy").asText()).isEqualTo("rerun");
    assertThat(validation.path("walkForwardBy").asText()).isEqualTo("own windows");
    assertThat(validation.path("stressCases")).isEqualTo(cases);

    // Another recording is not what the run read.
    Path any;
    try (var files = Files.walk(frames)) {
      any = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    Files.copy(any, any.resolveSibling("again-" + any.getFileName()));
    assertThat(run("backtest", "stress", run)).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("BACKTEST_DATA_DIFFERS");
  }
}
