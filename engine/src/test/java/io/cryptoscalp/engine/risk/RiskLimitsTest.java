package io.cryptoscalp.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Are limits changed as a whole or not at all, and is nonsense refused with its key? */
class RiskLimitsTest {
  private final RiskLimits defaults = RiskLimits.defaults(Set.of("B", "A"));

  @ParameterizedTest
  @EnumSource(RiskLimit.class)
  void aLimitIsChangedByItsKeyWithinItsRange(RiskLimit limit) {
    assertThat(defaults.get(limit)).isBetween(limit.min(), limit.max());
    double most = limit == RiskLimit.DRAWDOWN_REDUCE ? 0.1 : limit.max();
    RiskLimits changed = defaults.with(Map.of(limit.key(), Double.toString(most)));
    for (RiskLimit other : RiskLimit.values()) {
      assertThat(changed.get(other)).isEqualTo(other == limit ? most : other.defaultValue());
    }
    for (double bad : new double[] {limit.min() - 1, limit.max() * 2 + 1, Double.NaN}) {
      assertThatThrownBy(() -> defaults.with(Map.of(limit.key(), Double.toString(bad))))
          .hasMessageStartingWith("LIMIT_INVALID: key=" + limit.key());
    }
  }

  @Test
  void keysAreUnique() {
    Set<String> keys = new HashSet<>(Set.of(RiskLimits.TRADABLE, RiskLimits.BLACKOUTS));
    for (RiskLimit limit : RiskLimit.values()) {
      assertThat(keys.add(limit.key())).as(limit.key()).isTrue();
      assertThat(RiskLimit.ofKey(limit.key())).isEqualTo(limit);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "max-levrage; 2; LIMIT_UNKNOWN: key=max-levrage",
        "max-leverage; two; LIMIT_INVALID: key=max-leverage value=two expected=0.0 to 125.0",
        "drawdown-reduce; 0.2; LIMIT_INVALID: key=drawdown-reduce value=0.2 expected=at most",
        "blackouts; 12:00; BLACKOUT_INVALID: window=12:00",
        "blackouts; 12:00-25:00; BLACKOUT_INVALID: window=12:00-25:00",
        "blackouts; 12:00-12:00; BLACKOUT_INVALID: from=",
      })
  void refuses(String key, String value, String message) {
    assertThatThrownBy(() -> defaults.with(Map.of(key, value))).hasMessageStartingWith(message);
  }

  @Test
  void listsAreSplitAndSorted() {
    RiskLimits changed = defaults.with(Map.of("tradable", " C, A ,", "blackouts", ""));
    assertThat(changed.tradable()).containsExactly("A", "C");
    assertThat(changed.blackouts()).isEmpty();
    assertThat(defaults.tradable()).as("unchanged").containsExactly("A", "B");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12:25-12:35",
        "22:00-01:00",
        "BTCUSDT-PERP.BINANCE@00:00-00:00:01",
        "X@2026-12-24T00:00:00Z/2026-12-27T00:00:00Z"
      })
  void aBlackoutIsWrittenAsItIsRead(String text) {
    assertThat(Blackout.parse(text)).hasToString(text);
  }
}
