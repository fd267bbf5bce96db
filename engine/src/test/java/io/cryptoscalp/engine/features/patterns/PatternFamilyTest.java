package io.cryptoscalp.engine.features.patterns;

import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.BarFamilyContract;

/** Do pivots, levels, trend lines and chart patterns keep the contract? */
class PatternFamilyTest extends BarFamilyContract {
  @Override
  protected BarFamily family() {
    return new PatternFamily();
  }

  @Override
  protected int length() {
    return 1500;
  }
}
