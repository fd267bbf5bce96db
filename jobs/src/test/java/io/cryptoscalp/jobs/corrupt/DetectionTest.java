package io.cryptoscalp.jobs.corrupt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.testing.RecordedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How many of the defects planted in a copy of a recording are found, and how much of what is found
 * was planted? The bounds lie below what docs/quality.md tells of all recordings.
 */
class DetectionTest {
  @TempDir Path folder;

  private Detection measured(String input, String kinds, double rate) throws IOException {
    EnumSet<DefectKind> chosen = EnumSet.noneOf(DefectKind.class);
    for (String kind : kinds.split("\\+", -1)) {
      chosen.add(DefectKind.valueOf(kind));
    }
    Path recording = RecordedData.require("binance-raw-feed/" + input);
    Corruption.plant(recording, folder, 5, chosen, rate);
    return Detection.measure(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "PRICE_SPIKE, 2024-08-08/usdm-ethusdt.gz, 0.01, 50, 0.98, 0.98",
    "SIZE_SPIKE, 2024-08-08/usdm-ethusdt.gz, 0.01, 50, 0.95, 0.98",
    "QUOTE_SPIKE, 2024-08-08/spot-ethusdt.gz, 0.01, 50, 0.98, 0.98",
    "MARK_SPIKE, 2023-04-05/usdm-btcusdt.gz, 0.08, 10, 0.8, 0.9",
    "DUPLICATED, 2024-08-08/coinm-btcusd_perp.gz, 0.01, 50, 0.98, 0.98",
    "REORDERED, 2024-08-08/coinm-btcusd_perp.gz, 0.01, 50, 0.98, 0.98",
    "STUCK, 2024-08-08/usdm-ethusdt.gz, 0.01, 50, 0.98, 0.98",
    "SILENT, 2024-08-08/usdm-btcusdt.gz, 0.5, 3, 1, 1",
    "SILENT, 2023-04-05/spot-btcusdt.gz, 0.5, 3, 1, 1",
    "CROSSED_QUOTE, 2024-08-08/spot-ethusdt.gz, 0.01, 50, 0.98, 0.98",
    "CLOCK_SKEW, 2024-08-08/usdm-ethusdt.gz, 0.01, 50, 0.95, 0.98",
    "DROPPED, 2024-08-08/usdm-ethusdt.gz, 0.01, 50, 0.98, 0.98",
    "SIZE_OUTLIER, 2024-08-08/usdm-ethusdt.gz, 0.01, 50, 0.95, 0.98",
    "SIZE_OUTLIER, 2024-08-08/spot-ethusdt.gz, 0.01, 30, 0.95, 0.98",
    "JOINT_OUTLIER, 2024-08-08/spot-btcusdt.gz, 0.01, 50, 0.95, 0.98",
    "SPREAD_BLOWOUT, 2024-08-08/usdm-ethusdt.gz, 0.01, 30, 0.95, 0.98",
    "RATE_BURST, 2024-08-08/usdm-btcusdt.gz, 0.5, 3, 1, 1",
    "RATE_BURST, 2024-08-08/coinm-ethusd_perp.gz, 0.5, 3, 1, 1",
    "RATE_DROP, 2023-04-05/spot-btcusdt.gz, 0.5, 3, 1, 1",
    "CLOCK_DRIFT, 2024-08-08/usdm-ethusdt.gz, 0.05, 1, 1, 1",
    "CROSS_VENUE, 2023-04-05/usdm-btcusdt.gz, 0.08, 3, 1, 1"
  })
  void findsWhatWasPlantedAndNothingElse(
      DefectKind kind, String input, double rate, int least, double recall, double precision)
      throws IOException {
    Detection detection = measured(input, kind.name(), rate);
    Detection.Score score = detection.scores().get(kind);
    assertThat(score).isNotNull();
    String words = score + " missed " + detection.missed() + " stray " + detection.stray();
    assertThat(score.planted()).as(words).isGreaterThanOrEqualTo(least);
    assertThat(score.recall()).as(words).isGreaterThanOrEqualTo(recall);
    assertThat(score.precision()).as(words).isGreaterThanOrEqualTo(precision);
    double worstSeconds = detection.delayNs(kind, 1) / 1e9;
    assertThat(worstSeconds).as(words).isBetween(0.0, 60.0);
    // Nothing is said under other names either.
    assertThat((double) detection.stray().size() / score.hits()).as(words).isLessThan(0.02);
  }

  @ParameterizedTest
  @CsvSource({
    "VENUE_APART, 2023-04-05, 4",
    "VENUE_APART, 2024-08-08, 10",
    "VENUE_CROSSED, 2023-04-05, 4",
    "VENUE_CROSSED, 2024-08-08, 10"
  })
  void oneOfTwoVenuesThatLeavesTheOther(DefectKind kind, String input, int least)
      throws IOException {
    Detection detection = measured(input, kind.name(), 0.5);
    Detection.Score score = detection.scores().get(kind);
    assertThat(score).isNotNull();
    assertThat(score.planted()).isGreaterThanOrEqualTo(least);
    assertThat(score.recall()).as("%s", detection.missed()).isEqualTo(1);
    assertThat(score.precision()).as("%s", detection.stray()).isEqualTo(1);
    assertThat(detection.delayNs(kind, 1)).isLessThan(6e9);
    // A fast way to another price makes single trades unusual; nothing else is said.
    assertThat(detection.stray()).allMatch(found -> found.code().equals("QUALITY_JOINT"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-04-05/spot-btcusdt.gz",
        "2023-04-05/usdm-btcusdt.gz",
        "2024-08-08/spot-btcusdt.gz",
        "2024-08-08/spot-ethusdt.gz",
        "2024-08-08/usdm-btcusdt.gz",
        "2024-08-08/usdm-ethusdt.gz",
        "2024-08-08/coinm-btcusd_perp.gz",
        "2024-08-08/coinm-ethusd_perp.gz"
      })
  void soundVenuesAreNeitherApartNorCrossed(String file) throws IOException {
    Path recordings = RecordedData.require("binance-raw-feed");
    String peer = PeerFiles.of(file, name -> Files.exists(recordings.resolve(name)));
    assertThat(peer).isNotNull();
    assertThat(FileFindings.of(recordings, file, peer).findings()).isEmpty();
  }

  @Test
  void tellsThemApartWhenAllComeTogether() throws IOException {
    // What lasts needs minutes for itself and would leave no room.
    EnumSet<DefectKind> kinds = EnumSet.range(DefectKind.PRICE_SPIKE, DefectKind.SPREAD_BLOWOUT);
    kinds.remove(DefectKind.SILENT);
    String all = String.join("+", kinds.stream().map(Enum::name).toList());
    Detection detection = measured("2024-08-08/usdm-btcusdt.gz", all, 0.005);
    int planted = 0;
    int found = 0;
    int hits = 0;
    for (Detection.Score score : detection.scores().values()) {
      planted += score.planted();
      found += score.found();
      hits += score.hits();
    }
    assertThat(planted).isGreaterThan(50);
    assertThat((double) found / planted).as("%s", detection.missed()).isGreaterThan(0.95);
    assertThat((double) hits / (hits + detection.stray().size()))
        .as("%s", detection.stray())
        .isGreaterThan(0.95);
  }

  /** The measure must be able to fail. */
  @Test
  void aManifestOfAnotherSeedIsNotFound() throws IOException {
    measured("2024-08-08/usdm-btcusdt.gz", "PRICE_SPIKE", 0.01);
    Path other = folder.resolve("other");
    Path recording = RecordedData.require("binance-raw-feed/2024-08-08/usdm-btcusdt.gz");
    List<Defect> defects =
        Corruption.plant(recording, other, 6, EnumSet.of(DefectKind.PRICE_SPIKE), 0.01);
    Manifest.write(folder, defects);
    Detection.Score score = Detection.measure(folder).scores().get(DefectKind.PRICE_SPIKE);
    assertThat(score).isNotNull();
    assertThat(score.recall()).isLessThan(0.2);
    assertThat(score.precision()).isLessThan(0.2);
  }
}
