package io.cryptoscalp.engine.regime;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.regime.effect.RegimeProfiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Does a profile say what was agreed? */
class RegimeTest {
  @ParameterizedTest
  @CsvSource({
    "NORMAL, 0, 1.0, 1.0, 0.020, 10",
    "VOLATILE, 1, 0.5, 1.5, 0.010, 5",
    "TRENDING, 2, 1.2, 0.8, 0.025, 12",
    "CRASH, 3, 0.2, 2.0, 0.005, 2",
    "BULL_RUN, 4, 1.5, 0.7, 0.030, 15",
    "RECOVERY, 5, 0.7, 1.3, 0.015, 6",
  })
  void profile(Regime regime, int code, double size, double stop, double risk, int positions) {
    assertThat(Regime.values()).hasSize(6);
    assertThat(regime.code()).isEqualTo(code);
    assertThat(Regime.ofCode(code)).isEqualTo(regime);
    assertThat(RegimeProfiles.DEFAULT.of(regime).positionMultiplier()).isEqualTo(size);
    assertThat(RegimeProfiles.DEFAULT.of(regime).stopMultiplier()).isEqualTo(stop);
    assertThat(RegimeProfiles.DEFAULT.of(regime).riskPerTrade()).isEqualTo(risk);
    assertThat(RegimeProfiles.DEFAULT.of(regime).positionCap()).isEqualTo(positions);
  }
}
