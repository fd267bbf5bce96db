package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cryptoscalp.engine.regime.markov.MarkovModel;
import io.cryptoscalp.models.regime.RegimeModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Does one command turn several instruments' candles into models in the registry? */
class RegimesFitCommandITCase {
  private static final long MINUTE_MS = 60_000L;

  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line =
        Main.commandLine(new Main(Map.of("CRYPTOSCALP_MODELS_DIR", folder + "/models")));
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private List<JsonNode> answers() throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : out.toString().split("\n", -1)) {
      if (line.startsWith("{")) {
        nodes.add(Json.MAPPER.readTree(line));
      }
    }
    return nodes;
  }

  /** Minutes that are calm and wild in turn, two hours each. */
  private String candles(String name, long seed, int count) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("open_time,open,high,low,close,volume\n");
    double price = 100;
    for (int i = 0; i < count; i++) {
      double deviation = i / 120 % 2 == 0 ? 0.0005 : 0.004;
      double close = price * Math.exp(deviation * random.nextGaussian());
      double spread = 1 + deviation * random.nextDouble();
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%.8f,%.8f,%.8f,%.8f,5%n",
              1_700_000_040_000L + i * MINUTE_MS,
              price,
              Math.max(price, close) * spread,
              Math.min(price, close) / spread,
              close));
      price = close;
    }
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void fitsEveryInstrumentAndTellsWhichCannotBe() throws IOException {
    String first = candles("AAA-1m.csv", 1, 3000);
    String second = candles("BBB-1m.csv", 2, 3000);
    int code =
        run(
            "regimes",
            "fit",
            "--json",
            "--states",
            "2-3",
            "--restarts",
            "6",
            "--candles",
            first,
            second);
    assertThat(err.toString()).isEmpty();
    assertThat(code).isEqualTo(ExitCodes.OK);
    assertThat(answers()).hasSize(2);
    for (JsonNode answer : answers()) {
      MarkovModel model = RegimeModels.load(Path.of(answer.path("folder").asText()));
      assertThat(model.name()).isEqualTo(answer.path("name").asText());
      assertThat(model.spec().id()).isEqualTo("bars-60s-volatility1-v1");
      assertThat(model.states().get(0).name()).startsWith("calm-");
      assertThat(answer.path("tried")).hasSize(2);
      assertThat(answer.path("tried").path(0).path("bic").asDouble()).isNegative();
    }
    assertThat(answers().get(0).path("name").asText()).isEqualTo("AAA-1m");

    String few = candles("CCC.csv", 3, 20);
    code =
        run(
            "regimes",
            "fit",
            "--json",
            "--states",
            "2",
            "--restarts",
            "2",
            "--interval",
            "5m",
            "--return-only",
            "--candles",
            few,
            first);
    assertThat(code).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(answers()).hasSize(2);
    assertThat(answers().get(0).path("error").asText())
        .isEqualTo("REGIME_DATA_TOO_SHORT: name=CCC observations=3 needed=35");
    assertThat(answers().get(1).path("states").asInt()).isEqualTo(2);
    assertThat(answers().get(1).path("observations").asInt()).isEqualTo(599);
    assertThat(err.toString()).contains("REGIME_DATA_TOO_SHORT");

    assertThat(run("models", "list")).isEqualTo(ExitCodes.OK);
    assertThat(out.toString()).contains("regime-AAA-1m  ", "regime-BBB-1m  ");
    assertThat(run("models", "activate", "regime-AAA-1m")).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).startsWith("MODEL_NOT_SCORED: regime-AAA-1m");
  }

  @Test
  void refusesWhatItCannotFit() throws IOException {
    assertThat(run("regimes", "fit")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("regimes", "fit", "--clickhouse")).isEqualTo(ExitCodes.USAGE);
    String none = folder.resolve("none.csv").toString();
    assertThat(run("regimes", "fit", "--candles", none)).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).startsWith("CANDLE_FILE_MISSING: file=" + none);
    String few = candles("few.csv", 4, 30);
    assertThat(run("regimes", "fit", "--states", "1-9", "--candles", few))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(run("regimes", "fit", "--from", "yesterday", "--candles", few))
        .isEqualTo(ExitCodes.USAGE);
    Path bad = folder.resolve("bad.csv");
    Files.writeString(bad, "1700000000,1,1,1,1,1\n1700000060,0,0,0,0,1\n");
    assertThat(run("regimes", "fit", "--candles", bad.toString()))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("CANDLE_INVALID: open_time_ns=1700000060000000000");
    assertThat(run("regimes", "fit", "--from", "2030-01-01", "--candles", few))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("CANDLES_MISSING: name=few candles=0");
  }
}
