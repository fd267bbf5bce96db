package io.cryptoscalp.engine.features.momentum;

import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.BarFamilyContract;

/** Does the momentum family keep the contract of features on bars? */
class MomentumFamilyTest extends BarFamilyContract {
  @Override
  protected BarFamily family() {
    return new MomentumFamily();
  }
}
