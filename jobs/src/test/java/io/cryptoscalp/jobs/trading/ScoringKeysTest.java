package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.jobs.ConfigException;
import io.cryptoscalp.models.scoring.ProviderChoice;
import io.cryptoscalp.models.scoring.ProviderChoice.Wanted;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the keys of the scoring provider mean, and which values they take. */
class ScoringKeysTest {
  private static ProviderChoice provider(Map<String, String> values) {
    return TradingJobConfig.fromMap(values).scoring().provider();
  }

  @Test
  void modelsRunOnTheCpuUnlessSomebodyAsks() {
    assertThat(provider(Map.of()).wanted()).isEqualTo(Wanted.CPU);
    assertThat(
            provider(
                Map.of(
                    "scoring.provider", "cuda",
                    "scoring.provider.device", "3",
                    "scoring.provider.memory", "256")))
        .isEqualTo(new ProviderChoice(Wanted.CUDA, 3, 256L << 20, false));
    assertThat(provider(Map.of("scoring.provider", "auto")).wanted()).isEqualTo(Wanted.AUTO);
  }

  @Test
  void aBoundedJobRepeatsItselfUnlessItNeedNot() {
    assertThat(provider(Map.of("bounded", "true")).deterministic()).isTrue();
    assertThat(
            provider(Map.of("bounded", "true", "scoring.provider.deterministic", "false"))
                .deterministic())
        .isFalse();
    assertThat(provider(Map.of("scoring.provider.deterministic", "true")).deterministic()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "scoring.provider,gpu",
    "scoring.provider,CUDA",
    "scoring.provider.device,-1",
    "scoring.provider.memory,15",
    "scoring.provider.deterministic,perhaps"
  })
  void otherValuesAreRefusedByName(String key, String value) {
    assertThatThrownBy(() -> provider(Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key);
  }
}
