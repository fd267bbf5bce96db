package io.cryptoscalp.engine.features.trend;

import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.BarFamilyContract;

/** Does the trend family keep the contract of features on bars? */
class TrendFamilyTest extends BarFamilyContract {
  @Override
  protected BarFamily family() {
    return new TrendFamily();
  }
}
