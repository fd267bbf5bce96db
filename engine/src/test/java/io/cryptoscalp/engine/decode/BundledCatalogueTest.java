package io.cryptoscalp.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.InstrumentCsv;
import io.cryptoscalp.engine.instrument.InstrumentImport;
import io.cryptoscalp.engine.instrument.Venue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Is the bundled catalogue what the import makes of the venues' answers and the supplement? Run
 * with {@code -Dcryptoscalp.golden=write} to write it anew.
 */
class BundledCatalogueTest {
  private static final Map<String, Venue> ANSWERS =
      new TreeMap<>(
          Map.of(
              "BINANCE_FUTURES-2021-07-22", Venue.BINANCE_USDM,
              "BINANCE_DELIVERY-2021-07-22", Venue.BINANCE_COINM,
              "BINANCE-2021-10-12", Venue.BINANCE_SPOT));

  @Test
  void theImportMakesTheBundledCatalogue() throws IOException {
    InstrumentImport all = new InstrumentImport();
    ExchangeInfoDecoder decoder = new ExchangeInfoDecoder();
    for (Map.Entry<String, Venue> answer : ANSWERS.entrySet()) {
      byte[] text =
          ExchangeInfoDecoderTest.recorded(answer.getKey()).getBytes(StandardCharsets.UTF_8);
      assertThat(decoder.decode(text, answer.getValue(), all::add)).isEqualTo(RejectCode.NONE);
    }
    assertThat(all.skipped()).isEqualTo(Map.of("BREAK", 433, "PENDING_TRADING", 1));
    for (Instrument each :
        InstrumentCatalogue.readCsv(new StringReader(resource("/instruments-supplement.csv")))
            .all()) {
      all.add(each);
    }
    String written = InstrumentCsv.write(all.instruments());
    if ("write".equals(System.getProperty("cryptoscalp.golden"))) {
      Files.writeString(Path.of("src/main/resources/instruments.csv"), written);
    } else {
      assertThat(written).isEqualTo(resource("/instruments.csv"));
    }
  }

  @Test
  void whatIsWrittenIsWhatWasRead() throws IOException {
    String bundled = resource("/instruments.csv");
    assertThat(InstrumentCsv.write(InstrumentCatalogue.readCsv(new StringReader(bundled)).all()))
        .isEqualTo(bundled);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(BundledCatalogueTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
