package io.cryptoscalp.engine.regime.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.RegimeEffect;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.testing.Properties;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Do terms move smoothly from regime to regime, and at once into a crash? */
class RegimeBlendTest {
  private static final long SECOND = 1_000_000_000L;
  private static final RegimeProfiles PROFILES = RegimeProfiles.DEFAULT;

  private static RegimeBlend blend(long seconds) {
    return new RegimeBlend("BTC", PROFILES, seconds * SECOND);
  }

  private static byte[] state(RegimeBlend blend) {
    StateWriter out = new StateWriter();
    blend.write(out);
    return out.toByteArray();
  }

  @Test
  void goesInAStraightLineOfEventTime() {
    RegimeBlend blend = blend(100);
    RegimeEffect effect =
        Objects.requireNonNull(blend.head(Regime.VOLATILE, 1000 * SECOND, 7, "because"));
    assertThat(effect.from()).isEqualTo(Regime.NORMAL);
    assertThat(effect.to()).isEqualTo(Regime.VOLATILE);
    assertThat(effect.before().positionMultiplier()).isEqualTo(1);
    assertThat(effect.after().positionMultiplier()).isEqualTo(0.5);
    assertThat(effect.after().strategyWeights())
        .isEqualTo("mean-reversion=1.0 momentum-breakout=0.0");
    assertThat(effect.blendNs()).isEqualTo(100 * SECOND);
    assertThat(effect.reason()).isEqualTo("because");
    assertThat(blend.at(1000 * SECOND)).isEqualTo(PROFILES.of(Regime.NORMAL));
    RegimeTerms half = blend.at(1050 * SECOND);
    assertThat(half.positionMultiplier()).isCloseTo(0.75, within(1e-12));
    assertThat(half.stopMultiplier()).isCloseTo(1.25, within(1e-12));
    assertThat(half.riskPerTrade()).isCloseTo(0.015, within(1e-12));
    assertThat(half.positionCap()).isEqualTo(7);
    assertThat(half.strategies().of("momentum-breakout")).isCloseTo(0.5, within(1e-12));
    assertThat(half.strategies().of("some-other")).isEqualTo(1);
    assertThat(blend.at(1100 * SECOND)).isEqualTo(PROFILES.of(Regime.VOLATILE));
    assertThat(blend.head(Regime.VOLATILE, 1200 * SECOND, 8, "again")).isNull();
  }

  @Test
  void aCrashHoldsAtOnceAndIsLeftSlowly() {
    RegimeBlend blend = blend(100);
    RegimeEffect in = Objects.requireNonNull(blend.head(Regime.CRASH, 0, 1, ""));
    assertThat(in.blendNs()).isZero();
    assertThat(blend.at(0)).isEqualTo(PROFILES.of(Regime.CRASH));
    blend.head(Regime.RECOVERY, SECOND, 2, "");
    assertThat(blend.at(SECOND)).isEqualTo(PROFILES.of(Regime.CRASH));
    assertThat(blend.at(51 * SECOND).positionMultiplier()).isCloseTo(0.45, within(1e-12));
  }

  @Test
  void nothingEverJumpsButIntoACrashWhateverComes() {
    Properties.forSeeds(
        50,
        (random, seed) -> {
          RegimeBlend blend = blend(60);
          RegimeTerms last = blend.at(0);
          for (int second = 1; second < 2000; second++) {
            boolean crashes = false;
            if (random.nextInt(25) == 0) {
              Regime next = Regime.ofCode(random.nextInt(6));
              RegimeEffect effect = blend.head(next, second * SECOND, second, "");
              crashes = effect != null && next == Regime.CRASH;
              if (effect != null) {
                assertThat(effect.before().positionMultiplier())
                    .as("what held")
                    .isCloseTo(last.positionMultiplier(), within(1.3 / 60 + 1e-9));
              }
            }
            RegimeTerms now = blend.at(second * SECOND);
            if (!crashes) {
              // The widest difference in the table over the horizon.
              assertThat(Math.abs(now.positionMultiplier() - last.positionMultiplier()))
                  .isLessThanOrEqualTo(1.3 / 60 + 1e-9);
              assertThat(Math.abs(now.stopMultiplier() - last.stopMultiplier()))
                  .isLessThanOrEqualTo(1.3 / 60 + 1e-9);
              assertThat(Math.abs(now.riskPerTrade() - last.riskPerTrade()))
                  .isLessThanOrEqualTo(0.025 / 60 + 1e-9);
            }
            last = now;
            if (second % 97 == 0) {
              byte[] stored = state(blend);
              blend = blend(60);
              blend.read(new StateReader(stored));
              assertThat(state(blend)).isEqualTo(stored);
              assertThat(blend.at(second * SECOND)).isEqualTo(now);
            }
          }
        });
  }

  @Test
  void theTableIsDataWithChecks() {
    RegimeProfiles other =
        PROFILES.with(
            Map.of(
                "crash.position", "0",
                "bull-run.strategy.mean-reversion", "0.25",
                "volatile.positions", "3",
                "volatile.spread", "0.5",
                "normal.model", "0.5"));
    assertThat(other.of(Regime.CRASH).positionMultiplier()).isZero();
    assertThat(other.of(Regime.CRASH).stopMultiplier()).isEqualTo(2);
    assertThat(other.of(Regime.BULL_RUN).strategies().of("mean-reversion")).isEqualTo(0.25);
    assertThat(other.of(Regime.BULL_RUN).strategies().of("momentum-breakout")).isEqualTo(1);
    assertThat(other.of(Regime.VOLATILE).positionCap()).isEqualTo(3);
    assertThat(other.of(Regime.VOLATILE).spreadFactor()).isEqualTo(0.5);
    assertThat(other.of(Regime.NORMAL).modelWeight()).isEqualTo(0.5);
    assertThat(PROFILES.with(Map.of())).isEqualTo(PROFILES);
    refuses("crash.position", "11", "REGIME_PROFILE_INVALID: key=position value=11.0");
    refuses("crash.position", "much", "REGIME_PROFILE_INVALID: key=crash.position value=much");
    refuses("crash.stop", "0", "REGIME_PROFILE_INVALID: key=stop");
    refuses("crash.stop", "NaN", "REGIME_PROFILE_INVALID: key=stop");
    refuses("crash.colour", "1", "REGIME_PROFILE_UNKNOWN: key=crash.colour");
    refuses("panic.stop", "1", "REGIME_PROFILE_UNKNOWN: key=panic.stop");
    refuses("crash", "1", "REGIME_PROFILE_UNKNOWN: key=crash");
    refuses("crash.strategy.x", "-1", "REGIME_PROFILE_INVALID: key=strategy.x");
  }

  private static void refuses(String key, String value, String message) {
    assertThatThrownBy(() -> PROFILES.with(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void theMoreCarefulOfTwoRisksLess() {
    Regime[] order = {
      Regime.CRASH,
      Regime.VOLATILE,
      Regime.RECOVERY,
      Regime.NORMAL,
      Regime.TRENDING,
      Regime.BULL_RUN
    };
    for (int i = 0; i < order.length; i++) {
      for (int j = 0; j < order.length; j++) {
        assertThat(PROFILES.moreCareful(order[i], order[j])).isEqualTo(order[Math.min(i, j)]);
      }
    }
    assertThat(PROFILES.with(Map.of("crash.risk", "1")).moreCareful(Regime.CRASH, Regime.VOLATILE))
        .isEqualTo(Regime.VOLATILE);
  }
}
