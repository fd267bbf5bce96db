package io.cryptoscalp.jobs.corrupt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.gateway.generate.SyntheticMarket;
import io.cryptoscalp.gateway.publish.MarketMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does the manifest say exactly what differs between a recording and its corrupted copy? */
class CorruptionTest {
  private static final String FILE = "day/usdm-btcusdt.txt";

  @TempDir Path folder;
  private Path input;

  @BeforeEach
  void generate() throws IOException {
    input = folder.resolve("in");
    Files.createDirectories(input.resolve("day"));
    Files.writeString(input.resolve("README.md"), "not a recording");
    Instrument instrument =
        Objects.requireNonNull(InstrumentCatalogue.builtIn().find("BTCUSDT-PERP.BINANCE"));
    StringBuilder text = new StringBuilder();
    try (SyntheticMarket market =
        new SyntheticMarket(List.of(instrument), 4, 1_704_067_200_000_000_000L, 200)) {
      for (int i = 0; i < 30_000; i++) {
        MarketMessage message = Objects.requireNonNull(market.next());
        text.append(message.receiveTimeNs())
            .append(' ')
            .append(new String(message.payload(), StandardCharsets.UTF_8))
            .append('\n');
      }
    }
    Files.writeString(input.resolve(FILE), text);
  }

  private List<Defect> plant(String output, long seed, EnumSet<DefectKind> kinds)
      throws IOException {
    return Corruption.plant(input, folder.resolve(output), seed, kinds, 0.01);
  }

  private List<String> lines(String output) throws IOException {
    return Files.readAllLines(folder.resolve(output).resolve(FILE));
  }

  @Test
  void everyChangedLineIsInTheManifestAndNoOther() throws IOException {
    EnumSet<DefectKind> inPlace =
        EnumSet.of(
            DefectKind.PRICE_SPIKE,
            DefectKind.SIZE_SPIKE,
            DefectKind.QUOTE_SPIKE,
            DefectKind.MARK_SPIKE,
            DefectKind.CROSSED_QUOTE,
            DefectKind.CLOCK_SKEW);
    List<Defect> defects = plant("out", 1, inPlace);
    List<String> before = lines("in");
    List<String> after = lines("out");
    assertThat(after).hasSameSizeAs(before);
    List<Long> changed =
        Stream.iterate(1L, i -> i <= after.size(), i -> i + 1)
            .filter(i -> !before.get((int) (i - 1)).equals(after.get((int) (i - 1))))
            .toList();
    assertThat(defects.stream().map(Defect::line).toList()).isEqualTo(changed);
    assertThat(defects.stream().map(Defect::kind).distinct().count()).isEqualTo(inPlace.size());
    assertThat(defects.get(0).line()).isGreaterThan(before.size() / 5);
    assertThat(Manifest.read(folder.resolve("out"))).isEqualTo(defects);
    assertThat(folder.resolve("out/README.md")).doesNotExist();
  }

  @Test
  void repeatedAndMissingLinesStandWhereTheManifestSays() throws IOException {
    List<Defect> twice = plant("twice", 2, EnumSet.of(DefectKind.DUPLICATED));
    assertThat(twice).hasSizeGreaterThan(20);
    List<String> lines = lines("twice");
    assertThat(lines).hasSize(lines("in").size() + twice.size());
    for (Defect defect : twice) {
      String copy = message(lines.get((int) defect.line() - 1));
      List<String> near = lines.subList((int) defect.line() - 6, (int) defect.line() - 1);
      assertThat(near.stream().map(CorruptionTest::message)).contains(copy);
    }
    List<Defect> dropped = plant("dropped", 2, EnumSet.of(DefectKind.DROPPED));
    assertThat(lines("dropped")).hasSize(lines("in").size() - dropped.size());
    int missing = 0;
    for (Defect defect : dropped) {
      int at = (int) defect.line() - 1;
      assertThat(lines("dropped").get(at)).isEqualTo(lines("in").get(at + ++missing));
    }
  }

  @Test
  void theSeedDecidesEverything() throws IOException {
    EnumSet<DefectKind> all = EnumSet.allOf(DefectKind.class);
    assertThat(plant("one", 3, all)).isEqualTo(plant("same", 3, all)).isNotEmpty();
    assertThat(lines("one")).isEqualTo(lines("same"));
    assertThat(plant("other", 4, all)).isNotEqualTo(plant("one", 3, all));
  }

  private static String message(String line) {
    return line.substring(line.indexOf(' ') + 1);
  }
}
