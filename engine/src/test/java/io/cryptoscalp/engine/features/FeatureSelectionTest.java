package io.cryptoscalp.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.catalogue.FeatureDefinition;
import io.cryptoscalp.engine.features.graph.BarFamilyContract;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Are the features computed that were asked for, and only those, before and after an upgrade? */
class FeatureSelectionTest {
  private static final FeatureOptions DEFAULTS = FeatureOptions.defaults();

  private static FeatureCatalogue select(String... terms) {
    return FeatureCatalogue.of(DEFAULTS.withSelect(List.of(terms)));
  }

  private static List<String> ids(FeatureCatalogue catalogue) {
    return catalogue.definitions().stream().map(FeatureDefinition::id).toList();
  }

  @Test
  void termsAddAndTakeAwayFromLeftToRight() {
    FeatureCatalogue core = FeatureCatalogue.of(DEFAULTS);
    FeatureCatalogue all = select("@all");
    assertThat(ids(all).subList(0, core.size())).isEqualTo(ids(core));
    assertThat(all.size()).isGreaterThan(core.size());
    assertThat(ids(select("rsi_14_1s", "spread_bps"))).containsExactly("spread_bps", "rsi_14_1s");
    assertThat(ids(select("cdl_doji_*", "-*_1s", "-timeframe:4h")))
        .contains("cdl_doji_1m", "cdl_doji_1d", "cdl_doji_volume")
        .doesNotContain("cdl_doji_1s", "cdl_doji_4h");
    assertThat(ids(select("family:quote", "-spread_mean_*")))
        .contains("spread_bps", "ofi_l1_1s")
        .doesNotContain("spread_mean_1s")
        .allMatch(id -> core.indexOf(id) >= 0);
    assertThat(ids(select("@all", "-@core"))).doesNotContain("spread_bps");
  }

  @Test
  void aTermThatMatchesNothingIsNamed() {
    assertThatThrownBy(() -> select("@core", "rsi_15_1s"))
        .hasMessageContaining("FEATURE_SELECTION_INVALID: term=rsi_15_1s");
    assertThatThrownBy(() -> select("spread_bps", "-@all"))
        .hasMessageContaining("FEATURE_SELECTION_INVALID: terms=[spread_bps, -@all]");
    assertThatThrownBy(() -> select("family:nothing")).hasMessageContaining("term=family:nothing");
  }

  @Test
  void onlyTheBarsThatAreNeededAreBuilt() {
    BarOptions bars = BarOptions.defaults();
    assertThat(select("@core").require(bars)).isEqualTo(bars);
    assertThat(select("cdl_doji_5m").require(bars).timeIntervalsNs())
        .containsExactly(1_000_000_000L, 60_000_000_000L, 300_000_000_000L);
    BarOptions all = select("@all").require(bars);
    assertThat(all.timeIntervalsNs()).hasSize(8);
    assertThat(all.meanVolumeNs()).containsExactly(60_000_000_000L);
    assertThat(all.imbalanceTicks()).containsExactly(100);
  }

  /** An engine that has taken one-minute bars, and its vector. */
  private static final class Run {
    final FeatureEngine engine;
    final double[] values;
    final long[] valid;
    long now;

    Run(String... terms) {
      engine = new FeatureEngine(EngineRun.btc(), DEFAULTS.withSelect(List.of(terms)));
      values = new double[engine.catalogue().size()];
      valid = new long[engine.catalogue().words()];
    }

    Run feed(List<Bar> bars) {
      for (Bar bar : bars) {
        engine.onBar(bar);
        now = bar.closeTimeNs();
      }
      engine.snapshot(now, values, valid);
      return this;
    }

    byte[] state() {
      StateWriter out = new StateWriter();
      engine.write(out);
      return out.toByteArray();
    }

    boolean isValid(int position) {
      return (valid[position >>> 6] >>> (position & 63) & 1) != 0;
    }
  }

  private static void assertSame(Run one, Run other) {
    int compared = 0;
    for (FeatureDefinition feature : one.engine.catalogue().definitions()) {
      int there = other.engine.catalogue().indexOf(feature.id());
      if (there >= 0) {
        int here = one.engine.catalogue().indexOf(feature.id());
        assertThat(one.values[here]).as(feature.id()).isEqualTo(other.values[there]);
        assertThat(one.isValid(here)).as(feature.id()).isEqualTo(other.isValid(there));
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  @Test
  void aSelectedFeatureHasTheValueThatItHasAmongAll() {
    List<Bar> bars = BarFamilyContract.market(1, 400, 30_000, 1, 1);
    Run all = new Run("@all").feed(bars);
    assertSame(new Run("family:candles").feed(bars), all);
    assertSame(new Run("*_1m").feed(bars), all);
    assertSame(new Run("@core").feed(bars), all);
  }

  @Test
  void stateOfOtherFeaturesKeepsWhatBothHave() {
    List<Bar> bars = BarFamilyContract.market(2, 400, 30_000, 1, 1);
    for (String[] change :
        new String[][] {
          {"@core", "@all"}, {"@all", "@core"}, {"@all", "family:candles"}, {"*_1m", "rsi_14_1m"}
        }) {
      Run before = new Run(change[0]).feed(bars.subList(0, 200));
      Run after = new Run(change[1]);
      after.engine.read(new StateReader(before.state()));
      after.feed(bars.subList(200, 400));
      Run undisturbed = new Run(change[0]).feed(bars.subList(0, 200)).feed(bars.subList(200, 400));
      assertSame(after, undisturbed);
    }
  }

  @Test
  void featuresOfBarsThatNoLongerComeAreStale() {
    List<Bar> bars = BarFamilyContract.market(3, 100, 30_000, 1, 1);
    Run run = new Run("cdl_doji_1m").feed(bars);
    assertThat(run.isValid(0)).isTrue();
    run.engine.snapshot(run.now + 119_999_999_999L, run.values, run.valid);
    assertThat(run.isValid(0)).isTrue();
    run.engine.snapshot(run.now + 120_000_000_000L, run.values, run.valid);
    assertThat(run.isValid(0)).isFalse();
    assertThat(run.values[0]).isZero();
  }
}
