package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.regime.consensus.HmmVoice;
import io.cryptoscalp.engine.regime.hmm.InformationCriterion;
import io.cryptoscalp.engine.regime.markov.ObservationSpec;
import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.regime.RegimeFitOptions;
import io.cryptoscalp.models.regime.RegimeFitter;
import io.cryptoscalp.models.regime.RegimeModels;
import io.cryptoscalp.models.regime.RegimeSeries;
import io.cryptoscalp.models.registry.ModelRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Do configured models reach the instrument stage's options? */
class RegimeModelKeysTest {
  private static final long MINUTE = 60_000_000_000L;

  @TempDir private Path folder = Path.of("");

  private Path model(String name, long seed) {
    Random random = new Random(seed);
    RegimeSeries.Builder series = new RegimeSeries.Builder(new ObservationSpec(MINUTE, false, 1));
    double price = 100;
    for (int i = 0; i < 500; i++) {
      price *= Math.exp((i / 50 % 2 == 0 ? 0.001 : 0.01) * random.nextGaussian());
      series.bar(i * MINUTE, (i + 1) * MINUTE, price, price, price);
    }
    return RegimeModels.register(
            new ModelRegistry(folder),
            RegimeFitter.fit(
                name, series.build(), new RegimeFitOptions(2, 2, InformationCriterion.BIC, 1, 4)),
            "0.1.0",
            Instant.parse("2026-01-01T00:00:00Z"))
        .path();
  }

  private static HmmVoice voice(String value) {
    TradingJobConfig config = TradingJobConfig.fromMap(Map.of("regime.model", value));
    return new EngineParts(config).pipelines().get().regime().hmm();
  }

  @Test
  void eachInstrumentHasItsOwnOrTheOneForAll() {
    assertThat(voice("")).isNull();
    Path all = model("ALL", 1);
    Path own = model("BTC", 2);
    HmmVoice both = voice(all + ", BTCUSDT-PERP.BINANCE=" + own.resolve("regime.json"));
    assertThat(both.weight()).isEqualTo(HmmVoice.WEIGHT);
    assertThat(both.model("BTCUSDT-PERP.BINANCE").name()).isEqualTo("BTC");
    assertThat(both.model("ETHUSDT-PERP.BINANCE").name()).isEqualTo("ALL");
    HmmVoice one = voice("BTCUSDT-PERP.BINANCE=" + own);
    assertThat(one.model("ETHUSDT-PERP.BINANCE")).isNull();
  }

  @Test
  void refusesWhatIsNoModel() {
    assertThatThrownBy(() -> voice("A=x,A=y"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("key=regime.model value=A=y");
    assertThatThrownBy(() -> voice("A="))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("key=regime.model");
    assertThatThrownBy(() -> voice(folder.resolve("nowhere").toString()))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("REGIME_MODEL_UNREADABLE");
    assertThatThrownBy(() -> TradingJobConfig.fromMap(Map.of("regime.model.weight", "1")))
        .isInstanceOf(ConfigException.class);
  }
}
