package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Does the command find a crash that was planted in a user's candles? */
class RegimesEvaluateCommandTest {
  private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
  private static final int DAYS = 31;
  private static final int CRASH = 40 * 1440 + 600;

  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Main.commandLine(new Main(Map.of()));
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  /** A calm March of minutes; then, on 2024-04-10 from 10:00, 10 % down in ten minutes. */
  private String candles() throws IOException {
    Random random = new Random(12);
    StringBuilder text = new StringBuilder();
    double price = 60_000;
    for (int i = 0; i < (DAYS + 12) * 1440; i++) {
      boolean falls = i >= CRASH && i < CRASH + 10;
      double pull = 0.0002 * Math.log(60_000 / price);
      double close = price * Math.exp(0.0004 * random.nextGaussian() + (falls ? -0.0105 : pull));
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%.2f,%.2f,%.2f,%.2f,3%n",
              START.toEpochMilli() + i * 60_000L,
              price,
              Math.max(price, close) * 1.0001,
              Math.min(price, close) * 0.9999,
              close));
      price = close;
    }
    return Files.writeString(folder.resolve("BTC.csv"), text).toString();
  }

  @Test
  void findsThePlantedCrashAndNoOther() throws IOException {
    String file = candles();
    assertThat(
            run(
                "regimes",
                "evaluate",
                "--json",
                "--event",
                "planted,2024-04-10,2024-04-11",
                "--candles",
                file))
        .as(err.toString())
        .isEqualTo(ExitCodes.OK);
    JsonNode answer = Json.MAPPER.readTree(out.toString());
    JsonNode event = answer.path("events").path(0);
    assertThat(event.path("depth").asDouble()).isBetween(0.08, 0.1);
    assertThat(event.path("crossing").asText()).startsWith("2024-04-10T10:0");
    assertThat(event.path("delayCandles").asInt()).isBetween(0, 2);
    assertThat(event.path("flag").asText()).startsWith("2024-04-10T10:0");
    assertThat(answer.path("calmMonths").asInt()).isEqualTo(1);
    assertThat(answer.path("falseFlags").asInt()).isZero();
    assertThat(answer.path("months")).hasSize(2);
    assertThat(answer.path("flips").path("aDay").asDouble()).isLessThan(6);

    assertThat(
            run(
                "regimes",
                "evaluate",
                "--json",
                "--split",
                "1s",
                "--from",
                "2024-04-09",
                "--to",
                "2024-04-11",
                "--event",
                "planted,2024-04-10,2024-04-11",
                "--candles",
                file))
        .isEqualTo(ExitCodes.OK);
    JsonNode seconds = Json.MAPPER.readTree(out.toString());
    assertThat(seconds.path("candles").asInt()).isEqualTo(2 * 86_400);
    assertThat(seconds.path("events").path(0).path("delaySeconds").asDouble()).isBetween(0.0, 60.0);
  }

  @Test
  void refusesWhatItCannotJudge() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "1700000000,1,1,1,1,1\n");
    assertThat(run("regimes", "evaluate")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("regimes", "evaluate", "--event", "x", "--candles", file.toString()))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("cells=1 expected=name,from,to");
    assertThat(run("regimes", "evaluate", "--onset", "9", "--candles", file.toString()))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(run("regimes", "evaluate", "--candles", file.toString()))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).startsWith("CANDLE_FILE_INVALID: ");
    assertThat(
            run("regimes", "evaluate", "--events", folder + "/none", "--candles", file.toString()))
        .isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(err.toString()).startsWith("EVENT_FILE_MISSING: ");
  }
}
