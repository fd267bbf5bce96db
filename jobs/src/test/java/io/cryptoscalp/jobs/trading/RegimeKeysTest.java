package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.regime.effect.EffectOptions;
import io.cryptoscalp.jobs.ConfigException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Do the keys of regimes reach the pipelines? */
class RegimeKeysTest {
  private static EffectOptions of(Map<String, String> keys) {
    return new EngineParts(TradingJobConfig.fromMap(keys)).pipelines().get().effect();
  }

  @Test
  void theUsualTermsByDefaultAndDirectivesUnlessBounded() {
    assertThat(of(Map.of())).isEqualTo(EffectOptions.DEFAULT);
    assertThat(TradingJobConfig.fromMap(Map.of()).regime().directives()).isTrue();
    assertThat(TradingJobConfig.fromMap(Map.of("bounded", "true")).regime().directives()).isFalse();
    assertThat(new EngineParts(TradingJobConfig.fromMap(Map.of())).pipelines().get().regime())
        .isEqualTo(ConsensusOptions.secondBars());
  }

  @Test
  void everyKeyCounts() {
    EffectOptions options =
        of(
            Map.of(
                "regime.directives", "true",
                "regime.blend", "30s",
                "regime.crash.position", "0",
                "regime.bull-run.positions", "9",
                "regime.volatile.strategy.momentum-breakout", "0.25"));
    assertThat(options.blendNs()).isEqualTo(30_000_000_000L);
    ConsensusOptions quick =
        new EngineParts(
                TradingJobConfig.fromMap(Map.of("regime.dwell", "30s", "regime.confirm", "5s")))
            .pipelines()
            .get()
            .regime();
    assertThat(quick.dwellNs()).isEqualTo(30_000_000_000L);
    assertThat(quick.changedDwellNs()).isEqualTo(30_000_000_000L);
    assertThat(quick.confirmNs()).isEqualTo(5_000_000_000L);
    assertThat(options.profiles().of(Regime.CRASH).positionMultiplier()).isZero();
    assertThat(options.profiles().of(Regime.BULL_RUN).positionCap()).isEqualTo(9);
    assertThat(options.profiles().of(Regime.VOLATILE).strategies().of("momentum-breakout"))
        .isEqualTo(0.25);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    refuses(Map.of("regime.crash.risk", "2"), "REGIME_PROFILE_INVALID: key=risk value=2.0");
    refuses(Map.of("regime.crash.stop", "wide"), "value=wide");
    refuses(Map.of("regime.crash.colour", "1"), "regime.crash.colour");
    refuses(Map.of("regime.normal.strategy.unknown", "1"), "regime.normal.strategy.unknown");
    refuses(Map.of("regime.blend", "-1s"), "regime.blend");
    refuses(
        Map.of("regime.directives", "true", "bounded", "true"),
        "CONFIG_CONFLICT: key=regime.directives");
  }

  private static void refuses(Map<String, String> keys, String what) {
    assertThatThrownBy(() -> of(keys))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(what);
  }
}
