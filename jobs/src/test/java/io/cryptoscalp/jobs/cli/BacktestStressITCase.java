package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.gateway.publish.Pacer;
import io.cryptoscalp.gateway.publish.Publisher;
import io.cryptoscalp.gateway.publish.PublisherOptions;
import io.cryptoscalp.gateway.publish.RecordingSink;
import io.cryptoscalp.gateway.publish.WallTime;
import io.cryptoscalp.jobs.trading.TradingRig;
import io.cryptoscalp.models.tearsheet.RunFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Is a finished run run again under worse execution, and its windows each on their own? */
class BacktestStressITCase {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Main main = new Main(Map.of("CRYPTOSCALP_DATA_DIR", folder.resolve("data").toString()));
    CommandLine line = Main.commandLine(main);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(words);
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
    try (var market = TradingRig.synthetic(7, 200, "BTCUSDT-PERP.BINANCE");
        var sink = new RecordingSink(frames)) {
      PublisherOptions options =
          PublisherOptions.DEFAULT.withSpeed(Pacer.MAX).withRecordedLimit(Duration.ofMinutes(3));
      var unused = new Publisher(market, sink, options, WallTime.SYSTEM, null).run();
    }
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
