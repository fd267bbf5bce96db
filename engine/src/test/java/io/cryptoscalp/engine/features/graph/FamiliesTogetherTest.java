package io.cryptoscalp.engine.features.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.calendar.CalendarFamily;
import io.cryptoscalp.engine.features.candles.CandleFamily;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.catalogue.BarFeature;
import io.cryptoscalp.engine.features.momentum.MomentumFamily;
import io.cryptoscalp.engine.features.patterns.PatternFamily;
import io.cryptoscalp.engine.features.statistics.StatisticsFamily;
import io.cryptoscalp.engine.features.trend.TrendFamily;
import io.cryptoscalp.engine.features.volatility.VolatilityFamily;
import io.cryptoscalp.engine.features.volume.VolumeFamily;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Does a feature have the same values alone as beside all others? It would not if two computations
 * went by one key.
 */
class FamiliesTogetherTest {
  private static final List<BarFamily> FAMILIES =
      List.of(
          new CandleFamily(),
          new PatternFamily(),
          new TrendFamily(),
          new CalendarFamily(),
          new StatisticsFamily(),
          new MomentumFamily(),
          new VolatilityFamily(),
          new VolumeFamily());

  private static List<BarFeature> all() {
    List<BarFeature> features = new ArrayList<>();
    for (BarFamily family : FAMILIES) {
      features.addAll(BarRun.declared(family));
    }
    return features;
  }

  @Test
  void idsAreUnique() {
    Set<String> ids = new HashSet<>();
    for (BarFeature feature : all()) {
      assertThat(ids.add(feature.definition().id())).as(feature.definition().id()).isTrue();
    }
  }

  @Test
  void companyDoesNotChangeAFeature() {
    List<Bar> bars = BarFamilyContract.market(41, 400, 30_000, 1, 1);
    List<BarFeature> features = all();
    BarRun together = new BarRun(features).feed(bars);
    for (int f = 0; f < features.size(); f++) {
      BarRun alone = new BarRun(List.of(features.get(f))).feed(bars);
      String id = features.get(f).definition().id();
      for (int i = 0; i < bars.size(); i++) {
        // As bits, so that NaN equals NaN.
        assertThat(Double.doubleToLongBits(alone.row(i)[0]))
            .as(id + " at " + i)
            .isEqualTo(Double.doubleToLongBits(together.row(i)[f]));
      }
    }
  }
}
