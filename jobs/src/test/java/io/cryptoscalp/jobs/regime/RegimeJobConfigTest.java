package io.cryptoscalp.jobs.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.regime.consensus.MarketOptions;
import io.cryptoscalp.jobs.ConfigException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Do the keys reach what concludes the market's regime? */
class RegimeJobConfigTest {
  private static final long SECOND = 1_000_000_000L;

  private static MarketOptions of(Map<String, String> keys) {
    return RegimeJobConfig.fromMap(keys).marketOptions().get();
  }

  @Test
  void theMarketsPaceIsTheUsualOneByDefault() {
    assertThat(of(Map.of())).isEqualTo(MarketOptions.standard());
  }

  @Test
  void everyKeyOfThePaceCounts() {
    MarketOptions quick =
        of(
            Map.of(
                "market.confirm", "5s",
                "market.dwell", "30s",
                "market.renew", "20s",
                "market.valid", "1m"));
    assertThat(quick.confirmNs()).isEqualTo(5 * SECOND);
    assertThat(quick.dwellNs()).isEqualTo(30 * SECOND);
    assertThat(quick.renewNs()).isEqualTo(20 * SECOND);
    assertThat(quick.validNs()).isEqualTo(60 * SECOND);
    assertThat(quick.fewest()).isEqualTo(MarketOptions.standard().fewest());
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThatThrownBy(() -> of(Map.of("market.valid", "5m")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("key=market.*")
        .hasMessageContaining("option=validNs");
    assertThatThrownBy(() -> of(Map.of("market.dwel", "5m")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("market.dwel");
  }
}
