package io.cryptoscalp.engine.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.catalogue.BarFeature;
import io.cryptoscalp.engine.features.graph.BarFamilyContract;
import io.cryptoscalp.engine.features.graph.BarRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The core computes some indicators of two lengths of bars itself, the families compute those of
 * the same ids on all others: is it the same feature?
 */
class CoreTwinTest {
  /** Computed by the same operations in the same order. */
  private static final Set<String> SAME_BITS =
      Set.of(
          "ema_dist_9_1m",
          "ema_dist_21_1m",
          "ema_dist_50_1m",
          "macd_1m",
          "macd_signal_1m",
          "macd_hist_1m",
          "roc_10_1m",
          "stoch_k_14_1m",
          "donchian_20_1m",
          "autocorr_60_1m");

  private static List<BarFeature> common() {
    FeatureCatalogue core = FeatureCatalogue.of(FeatureOptions.defaults());
    List<BarFeature> common = new ArrayList<>();
    for (BarFeature feature : BarFamilies.FEATURES) {
      String id = feature.definition().id();
      if (id.endsWith("_1m") && core.indexOf(id) >= 0) {
        common.add(feature);
      }
    }
    return common;
  }

  private static void compare(List<Bar> bars) {
    List<BarFeature> features = common();
    BarRun run = new BarRun(features).feed(bars);
    EngineRun core = new EngineRun(EngineRun.btc());
    for (int i = 0; i < bars.size(); i++) {
      core.engine.onBar(bars.get(i));
      core.snapshot(bars.get(i).closeTimeNs());
      for (int f = 0; f < features.size(); f++) {
        String id = features.get(f).definition().id();
        int position = core.engine.catalogue().indexOf(id);
        double value = run.row(i)[f];
        assertThat(!Double.isNaN(value)).as(id + " at " + i).isEqualTo(core.isValid(id));
        if (!Double.isNaN(value)) {
          assertThat(value)
              .as(id + " at " + i)
              .isCloseTo(core.values[position], within(tolerance(id, value)));
        }
      }
    }
  }

  private static double tolerance(String id, double value) {
    return SAME_BITS.contains(id) ? 0 : 1e-9 * Math.max(1, Math.abs(value));
  }

  @Test
  void theFamiliesComputeWhatTheCoreComputes() {
    assertThat(common()).hasSize(19);
    compare(BarFamilyContract.market(21, 2000, 30_000, 1, 1));
  }

  @Test
  void alsoWhereNoPriceMoves() {
    List<Bar> flat = new ArrayList<>();
    for (Bar bar : BarFamilyContract.market(22, 300, 30_000, 1, 1)) {
      flat.add(
          new Bar(
              bar.instrument(),
              bar.spec(),
              bar.openTimeNs(),
              bar.closeTimeNs(),
              3_000_000_000_000L,
              3_000_000_000_000L,
              3_000_000_000_000L,
              3_000_000_000_000L,
              bar.volume(),
              bar.quoteVolume(),
              bar.takerBuyVolume(),
              bar.trades(),
              bar.sequence()));
    }
    compare(flat);
  }
}
