package io.cryptoscalp.engine.features.volatility;

import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.BarFamilyContract;

/** Does the volatility family keep the contract of features on bars? */
class VolatilityFamilyTest extends BarFamilyContract {
  @Override
  protected BarFamily family() {
    return new VolatilityFamily();
  }
}
