package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.quality.QualityOptions;
import io.cryptoscalp.jobs.ConfigException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Do the keys of data quality reach the pipelines? */
class QualityKeysTest {
  private static QualityOptions of(Map<String, String> keys) {
    return new EngineParts(TradingJobConfig.fromMap(keys)).pipelines().get().quality();
  }

  @Test
  void everyDetectorIsOnByDefault() {
    assertThat(of(Map.of())).isEqualTo(QualityOptions.DEFAULT);
  }

  @Test
  void allOrOneCanBeSwitchedOff() {
    assertThat(of(Map.of("quality.enabled", "false"))).isEqualTo(QualityOptions.OFF);
    assertThat(of(Map.of("quality.size-factor", "0")).sizeFactor()).isZero();
    assertThat(of(Map.of("quality.clock-ahead", "0s")).aheadNs()).isZero();
    assertThat(of(Map.of("quality.price-band-bps", "80")).priceBandBps()).isEqualTo(80);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThatThrownBy(() -> of(Map.of("quality.z-score", "1")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("quality.z-score");
    assertThatThrownBy(() -> of(Map.of("quality.size-factor", "0.5")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sizeFactor");
  }
}
