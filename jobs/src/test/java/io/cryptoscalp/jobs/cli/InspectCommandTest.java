package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.testing.RecordedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does the inspection find a recording sound exactly when it is? */
class InspectCommandTest {
  private static final String FILE = "binance-raw-feed/2024-08-08/spot-btcusdt.gz";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();

  @Test
  void sixInstrumentsOfOneEveningAreSound() throws Exception {
    assertThat(inspect(RecordedData.require("binance-raw-feed/2024-08-08")))
        .isEqualTo(ExitCodes.OK);
    for (String line : out.toString().lines().toList()) {
      JsonNode feed = new ObjectMapper().readTree(line);
      assertThat(feed.get("compared").asLong()).as(line).isGreaterThan(400);
      assertThat(feed.get("different").asLong()).as(line).isZero();
      assertThat(feed.get("faults").toString()).isEqualTo("{\"BOOK_SYNCED\":1}");
    }
  }

  @Test
  void oneMissingDiffIsAGapAndALevelOffIsADifference() throws Exception {
    List<String> lines = lines();
    lines.remove(nth(lines, "@depth", 500));
    assertThat(inspect(write(lines))).isEqualTo(ExitCodes.UNSOUND);
    assertThat(feed().at("/faults/BOOK_GAP").asInt()).isEqualTo(1);

    List<String> altered = lines();
    for (int i = 0; i < altered.size(); i++) {
      altered.set(i, altered.get(i).replaceAll("\"B\":\"(\\d)", "\"B\":\"9$1"));
    }
    out.getBuffer().setLength(0);
    assertThat(inspect(write(altered))).isEqualTo(ExitCodes.UNSOUND);
    assertThat(feed().get("different").asLong())
        .isPositive()
        .isEqualTo(feed().get("compared").asLong());
  }

  @Test
  void aTradeOffTheMarketIsAnAnomaly() throws Exception {
    List<String> lines = lines();
    int at = nth(lines, "@trade", 2000);
    lines.set(at, lines.get(at).replaceAll("\"p\":\"(\\d)", "\"p\":\"1$1"));
    assertThat(inspect(write(lines))).isEqualTo(ExitCodes.OK);
    assertThat(feed().at("/faults/QUALITY_TRADE_PRICE").asInt()).isEqualTo(1);
  }

  private static int nth(List<String> lines, String stream, int n) {
    int seen = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(stream) && ++seen == n) {
        return i;
      }
    }
    throw new IllegalStateException("fewer than " + n + " of " + stream);
  }

  private JsonNode feed() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }

  private static List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    try (BufferedReader in = RecordedData.open(FILE)) {
      in.lines().limit(15_000).forEach(lines::add);
    }
    return lines;
  }

  private Path write(List<String> lines) throws IOException {
    Path file = folder.resolve("spot-btcusdt.gz");
    try (Writer writer =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
      for (String line : lines) {
        writer.write(line + "\n");
      }
    }
    return file;
  }

  private int inspect(Path path) {
    return Main.commandLine(new Main(Map.of()))
        .setOut(new PrintWriter(out))
        .execute("inspect", "--json", path.toString());
  }
}
