package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Do runs on candles say what a strategy lives on, and do validations and gates read it? */
class BacktestBarsCommandTest {
  @TempDir Path folder;

  private final CommandRun command = new CommandRun();
  private final StringWriter out = command.out;
  private final StringWriter err = command.err;

  private int run(String... words) {
    return command.run(folder, words);
  }

  /** Hourly candles whose moves come back by a share, or go on by it where it is negative. */
  private Path candles(String name, int bars, double back, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder csv = new StringBuilder("open_time,open,high,low,close,volume\n");
    double price = 100;
    double move = 0;
    for (int i = 0; i < bars; i++) {
      move = -back * move + 0.01 * random.nextGaussian();
      double close = Math.round(price * Math.exp(move) * 1e4) / 1e4;
      csv.append(1_609_459_200_000L + i * 3_600_000L).append(',').append(price).append(',');
      csv.append(Math.max(price, close)).append(',').append(Math.min(price, close)).append(',');
      csv.append(close).append(",1000000\n");
      price = close;
    }
    return Files.writeString(folder.resolve(name + "-1h.csv"), csv);
  }

  private int backtest(Path candles, String... more) {
    List<String> words = new ArrayList<>(List.of("backtest", "bars", "--input", "" + candles));
    words.addAll(List.of("--out", "" + folder.resolve("run"), "--strategy", "rsi-reversion"));
    words.addAll(List.of("--grid", "length=2,3,4", "--grid", "low=20,30,40"));
    words.addAll(List.of(more));
    return run(words.toArray(new String[0]));
  }

  private JsonNode json(String name) throws IOException {
    return Json.MAPPER.readTree(Files.readAllBytes(folder.resolve("run").resolve(name)));
  }

  @Test
  void skillOutlivesOtherHistoriesAndWorseTermsAndIsReadByGates() throws Exception {
    Path candles = candles("SKILL", 6_000, 0.5, 3);
    assertThat(
            backtest(
                candles,
                "--bootstrap",
                "100",
                "--stress",
                "--windows",
                "walk-forward",
                "--train",
                "40d",
                "--test",
                "20d"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("It does not live in the order of prices", "outlive every first step");
    JsonNode bootstrap = json("bootstrap.json");
    assertThat(bootstrap.path("paths").asInt()).isEqualTo(100);
    assertThat(bootstrap.path("lossShare").asDouble()).isZero();
    assertThat(bootstrap.path("chance").asDouble()).isBetween(0.05, 0.95);
    JsonNode cases = json("stress.json").path("cases");
    assertThat(cases.findValuesAsText("case"))
        .containsExactly(
            "as run",
            "slippage x2",
            "slippage x4",
            "1 bar late",
            "3 bars late",
            "fees x1.5",
            "slippage x4, 3 bars late, fees x1.5");
    double asRun = cases.get(0).path("return").asDouble();
    for (int i = 1; i < cases.size(); i++) {
      assertThat(cases.get(i).path("return").asDouble()).isLessThan(asRun);
    }
    assertThat(cases.get(2).path("return").asDouble())
        .isLessThan(cases.get(1).path("return").asDouble());
    List<String> windows = Files.readAllLines(folder.resolve("run/windows.csv"));
    assertThat(windows.get(0))
        .contains("dependent_trades,net_pessimistic,net_high_first,net_low_first");
    assertThat(windows).hasSizeGreaterThan(2).allMatch(line -> line.split(",", -1).length == 12);

    run("validate", "" + folder.resolve("run"), "--gates");
    assertThat(out.toString())
        .contains("walk-forward on windows of its own, won", "green    deflated-sharpe")
        .contains("green    walk-forward-windows", "missing  parity")
        .doesNotContain("has no windows of its own", "under the positions that were taken")
        .doesNotContain("reckoned over the trades");
    JsonNode validation = json("validation.json");
    assertThat(validation.path("candlesBy").asText()).isEqualTo("rerun");
    assertThat(validation.path("stressBy").asText()).isEqualTo("rerun");
    assertThat(validation.path("runId").asText()).isEqualTo(bootstrap.path("runId").asText());
    assertThat(validation.path("figures").path("overfitting").isNumber()).isTrue();
    assertThat(Files.readString(folder.resolve("run/report.html")))
        .contains("Candles resampled, the strategy run anew", "run anew under");

    run(
        "gates",
        "check",
        "rsi-reversion",
        "--run",
        folder.resolve("run/trials/t0001.json").toString(),
        "--trials",
        folder.resolve("run/returns.csv").toString());
    assertThat(out.toString()).contains("green    deflated-sharpe");
  }

  @Test
  void theBestOfManyOnCandlesWithoutOrderIsRefused() throws Exception {
    Path candles = candles("LUCK", 3_000, 0, 5);
    assertThat(
            backtest(
                candles,
                "--objective",
                "net",
                "--taker-fee",
                "0.0001",
                "--slippage-ticks",
                "0",
                "--bootstrap",
                "200",
                "--block",
                "20d"))
        .as(err.toString())
        .isZero();
    JsonNode alone = json("bootstrap.json");
    assertThat(alone.path("actual").asDouble()).isGreaterThan(1);
    assertThat(run("validate", "" + folder.resolve("run"))).isEqualTo(ExitCodes.NOT_ACTIVATED);
    assertThat(out.toString()).contains("LUCK: annual Sharpe");
    // The choice among nine trials explains more of the result than the trial that was chosen.
    assertThat(
            backtest(
                candles,
                "--objective",
                "net",
                "--taker-fee",
                "0.0001",
                "--slippage-ticks",
                "0",
                "--bootstrap",
                "200",
                "--block",
                "1h",
                "--choose-anew"))
        .isZero();
    JsonNode chosen = json("bootstrap.json");
    assertThat(chosen.path("trials").asInt()).isEqualTo(9);
    assertThat(chosen.path("chance").asDouble()).isGreaterThan(0.05);
  }

  @Test
  void equalSeedsGiveEqualFilesWithAnyNumberOfThreads() throws Exception {
    Path candles = candles("SKILL", 1_500, 0.5, 3);
    assertThat(backtest(candles, "--bootstrap", "40", "--seed", "9", "--threads", "1")).isZero();
    JsonNode one = json("bootstrap.json");
    assertThat(backtest(candles, "--bootstrap", "40", "--seed", "9", "--threads", "3")).isZero();
    assertThat(json("bootstrap.json")).isEqualTo(one);
    assertThat(backtest(candles, "--bootstrap", "40", "--seed", "8")).isZero();
    assertThat(json("bootstrap.json")).isNotEqualTo(one);
    assertThat(backtest(candles, "--stress", "slippage")).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("STRESS_INVALID: value=slippage");
    assertThat(out.toString()).as("refused before the trials ran").isEmpty();
  }

  @Test
  void aFolderHoldsOneRun() throws Exception {
    Path candles = candles("SKILL", 1_500, 0.5, 3);
    assertThat(backtest(candles, "--windows", "walk-forward", "--train", "20d", "--test", "9d"))
        .as(err.toString())
        .isZero();
    Path run = folder.resolve("run");
    assertThat(run.resolve("windows.csv")).exists();
    assertThat(run("backtest", "bars", "--input", "" + candles, "--out", "" + run))
        .as(err.toString())
        .isZero();
    assertThat(run.resolve("trials")).isDirectoryNotContaining("glob:**/t0002.json");
    assertThat(run.resolve("trials")).isDirectoryNotContaining("glob:**/walk-forward.json");
    assertThat(run.resolve("trials/t0001.json")).exists();
    assertThat(run.resolve("windows.csv")).doesNotExist();
  }
}
