package io.cryptoscalp.models.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.regime.hmm.InformationCriterion;
import io.cryptoscalp.engine.regime.markov.MarkovDetector;
import io.cryptoscalp.engine.regime.markov.MarkovModel;
import io.cryptoscalp.engine.regime.markov.ObservationSpec;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Is a fitted model found again in the registry as it was written, and refused when it is not? */
class RegimeModelsTest {
  private static final long HOUR = 3_600_000_000_000L;
  private static final RegimeFitOptions QUICK =
      new RegimeFitOptions(2, 3, InformationCriterion.BIC, 5, 6);

  @TempDir private Path folder = Path.of("");

  /** Takes bars. */
  private interface Bars {
    void bar(long open, long close, double high, double low, double price);
  }

  private static RegimeSeries series(int bars) {
    return series(bars, true);
  }

  private static RegimeSeries series(int bars, boolean volatility) {
    RegimeSeries.Builder builder =
        new RegimeSeries.Builder(new ObservationSpec(HOUR, volatility, 1));
    market(bars, builder::bar);
    return builder.build();
  }

  /** Calm hours and wild ones in turn, 50 each; the wild ones fall. */
  private static void market(int bars, Bars out) {
    Random random = new Random(11);
    double price = 1000;
    for (int i = 0; i < bars; i++) {
      boolean wild = i / 50 % 2 == 1;
      double deviation = wild ? 0.02 : 0.003;
      double high = price;
      double low = price;
      double close = price;
      for (int step = 0; step < 100; step++) {
        close *= Math.exp(deviation / 10 * random.nextGaussian() - (wild ? 0.00004 : 0));
        high = Math.max(high, close);
        low = Math.min(low, close);
      }
      out.bar(i * HOUR, (i + 1) * HOUR, high, low, close);
      price = close;
    }
  }

  @Test
  void findsTheTwoStatesAndTheCardTellsOfThem() {
    RegimeSeries series = series(3000, false);
    RegimeModelFile file = RegimeFitter.fit("TEST/BTC 1h", series, QUICK);
    assertThat(file.states()).hasSize(2);
    assertThat(file.candidates()).hasSize(2);
    assertThat(file.candidates().get(0).bic()).isLessThan(file.candidates().get(1).bic());
    assertThat(file.states().get(0).name()).startsWith("calm-");
    assertThat(file.states().get(1).name()).startsWith("volatile-").endsWith("down");
    assertThat(file.states().get(1).dwell()).isCloseTo(50, within(5.0));
    assertThat(file.states().get(0).deviation()).isCloseTo(0.003, within(0.0003));
    assertThat(file.training().observations()).isEqualTo(2999);
    ModelRegistry registry = new ModelRegistry(folder);
    ModelFolder home =
        RegimeModels.register(registry, file, "0.1.0", Instant.parse("2026-01-02T03:04:05Z"));
    ModelCard card = home.card();
    assertThat(card.model()).isEqualTo("regime-TEST-BTC-1h");
    assertThat(card.version()).startsWith("20260102T030405Z-");
    assertThat(card.dataHash()).isEqualTo(series.dataHash()).hasSize(64);
    assertThat(card.metrics()).containsEntry("bic_2", file.candidates().get(0).bic());
    assertThat(card.warnings()).isEmpty();
    assertThat(home.path().resolve("card.md"))
        .content(StandardCharsets.UTF_8)
        .contains("| 2 |", "| 3 |", file.states().get(1).name(), card.sha256());
    assertThat(home.isScored()).isFalse();
    assertThat(registry.stages(card.model()).candidate()).isEqualTo(card.version());
  }

  @Test
  void whatIsLoadedServesAsWhatWasFitted() {
    RegimeSeries series = series(2000);
    RegimeModelFile file = RegimeFitter.fit("BTC", series, QUICK);
    ModelFolder home =
        RegimeModels.register(
            new ModelRegistry(folder), file, "0.1.0", Instant.parse("2026-01-02T03:04:05Z"));
    MarkovModel loaded = RegimeModels.load(home.path());
    assertThat(loaded.version()).isEqualTo(home.card().version());
    assertThat(loaded.spec()).isEqualTo(series.spec());
    assertThat(loaded.states()).isEqualTo(file.states());
    assertThat(loaded.model().covariances()).isEqualTo(file.covariances());
    double[] expected = RegimeFitter.filtered(loaded.model(), series.rows());
    MarkovDetector live = new MarkovDetector(loaded);
    market(2000, (open, close, high, low, price) -> live.update(open, close, high, low, price));
    assertThat(live.intervals()).isEqualTo(2000);
    int states = loaded.model().states();
    for (int state = 0; state < states; state++) {
      assertThat(live.probability(state)).isEqualTo(expected[1999 * states + state]);
    }
    assertThat(RegimeFitter.fit("BTC", series(2000), QUICK).json()).isEqualTo(file.json());
  }

  @Test
  void refusesAFileThatWasChanged() throws IOException {
    RegimeModelFile file = RegimeFitter.fit("BTC", series(2000), QUICK);
    ModelFolder home =
        RegimeModels.register(
            new ModelRegistry(folder), file, "0.1.0", Instant.parse("2026-01-02T03:04:05Z"));
    String text = new String(file.json(), StandardCharsets.UTF_8);
    Path path = home.path().resolve(RegimeModels.FILE);
    assertThat(path.toFile().setWritable(true)).isTrue();
    Files.writeString(path, text + "\n");
    assertThatThrownBy(() -> RegimeModels.load(home.path()))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("MODEL_CHECKSUM_MISMATCH: file=");
    assertThat(RegimeModels.load(path).version()).isEqualTo("file");
    refused(text.replace("\"format\" : 1", "\"format\" : 2"), "format=2");
    refused(text.replace("calm-", "wild-"), "states=");
    refused(text.replaceFirst("\"rows\" : \\[ -?0", "\"rows\" : [ 9"), "golden=");
    refused(text.replaceFirst("\"transition\" : \\[ 0", "\"transition\" : [ 1"), "reason=");
    refused(text.replaceFirst("\"golden\"", "\"gold\""), "reason=");
    refused("null", "format=none");
    refused("no JSON", "reason=");
    assertThatThrownBy(() -> RegimeModels.load(folder.resolve("nowhere.json")))
        .hasMessageStartingWith("REGIME_MODEL_UNREADABLE: file=");
  }

  private static void refused(String text, String detail) {
    assertThatThrownBy(() -> RegimeModelFile.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("REGIME_MODEL_INVALID: ")
        .hasMessageContaining(detail);
  }

  @Test
  void refusesHistoryThatTellsTooLittle() {
    assertThatThrownBy(() -> RegimeFitter.fit("BTC", series(100), RegimeFitOptions.DEFAULT))
        .hasMessage("REGIME_DATA_TOO_SHORT: name=BTC observations=98 needed=325");
    RegimeSeries.Builder flat = new RegimeSeries.Builder(new ObservationSpec(HOUR, true, 1));
    for (int i = 0; i < 2000; i++) {
      flat.bar(i * HOUR, (i + 1) * HOUR, 5, 5, 5);
    }
    assertThatThrownBy(() -> RegimeFitter.fit("BTC", flat.build(), QUICK))
        .hasMessageStartingWith("REGIME_DATA_CONSTANT: name=BTC");
    RegimeSeries.Builder none = new RegimeSeries.Builder(new ObservationSpec(HOUR, true, 1));
    none.bar(0, 1, 5, 5, 5);
    assertThatThrownBy(none::build).hasMessage("REGIME_DATA_TOO_SHORT: bars=1 intervals=0");
    assertThatThrownBy(() -> new RegimeFitOptions(1, 3, InformationCriterion.BIC, 1, 1))
        .hasMessage("REGIME_OPTION_INVALID: states=1-3");
  }
}
