package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.testing.RecordedData;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does the import make the same catalogue of the same answers, and say what it cannot use? */
class InstrumentsCommandTest {
  private static final String ANSWER =
      """
      {"symbols":[{"symbol":"NEWUSDT","status":"TRADING","contractType":"PERPETUAL","baseAsset":"NEW",
      "quoteAsset":"USDT","marginAsset":"USDT","maintMarginPercent":"2.5000",
      "requiredMarginPercent":"5.0000","filters":[{"filterType":"PRICE_FILTER","tickSize":"0.0010"},
      {"filterType":"LOT_SIZE","minQty":"1","maxQty":"1000","stepSize":"1"},
      {"filterType":"MIN_NOTIONAL","notional":"5"}]},
      {"symbol":"OLDUSDT","status":"SETTLING","baseAsset":"OLD","quoteAsset":"USDT","filters":[]}]}
      """;
  private static final String ROW =
      "NEWUSDT-PERP.BINANCE,NEWUSDT,binance-usdm,NEW,USDT,USDT,false,8,8,0.001,1,1,5,1,0.0002,0.0005,"
          + "0.025,20\n";

  @TempDir Path folder;

  private final StringWriter said = new StringWriter();

  @Test
  void theBundledCatalogueComesFromTheVenuesAnswersAndTheSupplement() throws IOException {
    Path samples = RecordedData.require("exchange-wire-samples");
    Path supplement = folder.resolve("supplement.csv");
    Files.writeString(supplement, resource("/instruments-supplement.csv"));
    Path out = folder.resolve("made.csv");
    assertThat(
            run(
                samples.resolve("BINANCE_FUTURES-2021-07-22.jsonl.gz"),
                samples.resolve("BINANCE_DELIVERY-2021-07-22.jsonl.gz"),
                samples.resolve("BINANCE-2021-10-12.jsonl.gz"),
                supplement,
                Path.of("--out=" + out)))
        .isEqualTo(ExitCodes.OK);
    assertThat(Files.readString(out)).isEqualTo(resource("/instruments.csv"));
  }

  @Test
  void anAnswerBecomesRows() throws IOException {
    Path answer = file("usdm-exchangeInfo.json", ANSWER);
    Path out = folder.resolve("made.csv");
    assertThat(run(answer, Path.of("--out=" + out))).isEqualTo(ExitCodes.OK);
    assertThat(Files.readString(out)).isEqualTo(InstrumentCatalogue.HEADER + "\n" + ROW);
  }

  @Test
  void theLastWordCounts() throws IOException {
    Path first =
        file("first.csv", InstrumentCatalogue.HEADER + "\n" + ROW.replace("0.001,1,1", "0.5,1,1"));
    Path answer = file("usdm-exchangeInfo.json", ANSWER);
    Path out = folder.resolve("made.csv");
    assertThat(run(first, answer, Path.of("--out=" + out))).isEqualTo(ExitCodes.OK);
    assertThat(Files.readString(out)).isEqualTo(InstrumentCatalogue.HEADER + "\n" + ROW);
  }

  @Test
  void whatCannotBeUsedIsSaidAndNothingWritten() throws IOException {
    Path out = folder.resolve("made.csv");
    Path unnamed = file("exchangeInfo.json", ANSWER);
    assertThat(run(unnamed, Path.of("--out=" + out))).isEqualTo(ExitCodes.USAGE);
    Path damaged = file("usdm-exchangeInfo.json", ANSWER.replace("\"0.0010\"", "\"x\""));
    assertThat(run(damaged, Path.of("--out=" + out))).isEqualTo(ExitCodes.CONFIGURATION);
    Path rows = file("rows.csv", InstrumentCatalogue.HEADER + "\nA,B\n");
    assertThat(run(rows, Path.of("--out=" + out))).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(run(folder.resolve("absent.csv"))).isEqualTo(ExitCodes.CONFIGURATION);
    assertThat(out).doesNotExist();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(InstrumentCatalogue.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private int run(Path... arguments) {
    List<String> words = new ArrayList<>(List.of("instruments", "import"));
    for (Path argument : arguments) {
      words.add(argument.toString());
    }
    return Main.commandLine(new Main(Map.of()))
        .setOut(new PrintWriter(said))
        .setErr(new PrintWriter(said))
        .execute(words.toArray(new String[0]));
  }
}
