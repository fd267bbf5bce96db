package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Does the proof run on a user's candles, and say what it compared? */
class FeaturesLookaheadCommandTest {
  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Main.commandLine(new Main(Map.of()));
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private String candles(int count) throws IOException {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder("open_time,open,high,low,close,volume\n");
    double price = 0.02;
    for (int i = 0; i < count; i++) {
      double close = price * (1 + 0.003 * random.nextGaussian());
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%.8f,%.8f,%.8f,%.8f,%.3f%n",
              1_700_000_040_000L + i * 60_000L,
              price,
              Math.max(price, close) * 1.001,
              Math.min(price, close) * 0.999,
              close,
              100 + 900 * random.nextDouble()));
      price = close;
    }
    return Files.writeString(folder.resolve("candles.csv"), text).toString();
  }

  @Test
  void provesTheFeaturesOfAUsersCandles() throws IOException {
    int code =
        run(
            "features",
            "lookahead",
            "--candles",
            candles(300),
            "--features",
            "family:momentum,-timeframe:1s,-timeframe:5s",
            "--cuts",
            "2",
            "--json");
    assertThat(err.toString()).isEmpty();
    assertThat(code).isEqualTo(ExitCodes.OK);
    JsonNode answer = Json.MAPPER.readTree(out.toString());
    assertThat(answer.path("proven").asBoolean()).isTrue();
    assertThat(answer.path("vectors").asInt()).isEqualTo(300);
    assertThat(answer.path("compared").asInt()).isEqualTo(2 * (100 + 200));
    assertThat(answer.path("features").asInt()).isGreaterThan(100);
    assertThat(answer.path("valid").asInt()).isPositive();
    assertThat(answer.path("moved").asInt()).isPositive();
  }

  @Test
  void refusesWhatItCannotProveAnythingOn() throws IOException {
    assertThat(run("features", "lookahead")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("features", "lookahead", "--candles", candles(2), "--cuts", "2"))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("PROOF_INPUT_TOO_SHORT: events=2 cuts=2");
    assertThat(run("features", "lookahead", "--input", folder.resolve("none").toString()))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(run("features", "lookahead", "--candles", candles(9), "--features", "none_such"))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).contains("FEATURE_SELECTION_INVALID");
  }
}
