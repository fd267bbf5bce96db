package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.features.calendar.CalendarFamily;
import io.cryptoscalp.engine.features.candles.CandleFamily;
import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.catalogue.BarFeature;
import io.cryptoscalp.engine.features.momentum.MomentumFamily;
import io.cryptoscalp.engine.features.patterns.PatternFamily;
import io.cryptoscalp.engine.features.statistics.StatisticsFamily;
import io.cryptoscalp.engine.features.trend.TrendFamily;
import io.cryptoscalp.engine.features.volatility.VolatilityFamily;
import io.cryptoscalp.engine.features.volume.VolumeFamily;
import java.util.ArrayList;
import java.util.List;

/** All families of features on bars. A new one is one line here. */
final class BarFamilies {
  private static final List<BarFamily> FAMILIES =
      List.of(
          new TrendFamily(),
          new MomentumFamily(),
          new VolatilityFamily(),
          new StatisticsFamily(),
          new CalendarFamily(),
          new VolumeFamily(),
          new CandleFamily(),
          new PatternFamily());

  /** Every feature on every timeframe; declared once, for it is the same for all instruments. */
  static final List<BarFeature> FEATURES = declare();

  private BarFamilies() {}

  private static List<BarFeature> declare() {
    List<BarFeature> features = new ArrayList<>();
    for (Timeframe timeframe : Timeframe.ALL) {
      BarDeclarations declarations = new BarDeclarations(timeframe.name());
      for (BarFamily family : FAMILIES) {
        family.declare(declarations);
      }
      features.addAll(declarations.features());
    }
    return List.copyOf(features);
  }
}
