package io.cryptoscalp.engine.features.momentum;

import io.cryptoscalp.engine.features.catalogue.BarDeclarations;
import io.cryptoscalp.engine.features.catalogue.BarFamily;
import java.util.List;

/** The features that say how fast the price moves and whether it is stretched. */
public final class MomentumFamily implements BarFamily {
  private static final List<BarFamily> PARTS =
      List.of(
          new StrengthFeatures(),
          new StochasticFeatures(),
          new RateFeatures(),
          new AverageOscillatorFeatures(),
          new BarPowerFeatures(),
          new CompositeFeatures());

  @Override
  public void declare(BarDeclarations to) {
    to.family("momentum");
    for (BarFamily part : PARTS) {
      part.declare(to);
    }
  }
}
