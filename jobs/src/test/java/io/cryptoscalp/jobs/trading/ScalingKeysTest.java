package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.scaling.ScalerKind;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.jobs.ConfigException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Do the keys of online scaling reach the pipelines and the scoring stage? */
class ScalingKeysTest {
  private static @Nullable ScalerOptions of(Map<String, String> keys) {
    EngineParts parts = new EngineParts(TradingJobConfig.fromMap(keys));
    ScalerOptions options = parts.pipelines().get().scaling();
    assertThat(parts.layout().onlineScaling()).isEqualTo(options == null ? "" : options.describe());
    assertThat(ScalingKeys.of(keys)).isEqualTo(options);
    return options;
  }

  @Test
  void nothingScalesByDefault() {
    assertThat(of(Map.of())).isNull();
  }

  @Test
  void everyKeyCounts() {
    assertThat(of(Map.of("scaling", "rank"))).isEqualTo(ScalerOptions.of(ScalerKind.RANK_UNIFORM));
    assertThat(
            of(
                Map.of(
                    "scaling", "robust",
                    "scaling.clip", "5",
                    "scaling.min-samples", "200",
                    "scaling.half-life", "14400",
                    "kafka.group", "other")))
        .isEqualTo(new ScalerOptions(ScalerKind.ROBUST, 5, 200, 14_400));
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThatThrownBy(() -> of(Map.of("scaling", "median")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("kind=median");
    assertThatThrownBy(() -> of(Map.of("scaling", "rank", "scaling.half-life", "7")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("halfLife=7 least=32");
  }
}
