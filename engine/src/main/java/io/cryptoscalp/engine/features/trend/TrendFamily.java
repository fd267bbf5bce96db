package io.cryptoscalp.engine.features.trend;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import java.util.List;

/** The features that say where the price is heading. */
public final class TrendFamily implements BarFamily {
  private static final List<BarFamily> PARTS =
      List.of(
          new AverageFeatures(),
          new CrossFeatures(),
          new DirectionFeatures(),
          new StopFeatures(),
          new RegressionFeatures(),
          new ChannelFeatures(),
          new IchimokuFeatures());

  @Override
  public void declare(BarDeclarations to) {
    to.family("trend");
    for (BarFamily part : PARTS) {
      part.declare(to);
    }
  }
}
