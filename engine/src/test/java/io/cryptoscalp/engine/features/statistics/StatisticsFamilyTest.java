package io.cryptoscalp.engine.features.statistics;

import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.BarFamilyContract;

/** Does the statistics family keep the contract of features on bars? */
class StatisticsFamilyTest extends BarFamilyContract {
  @Override
  protected BarFamily family() {
    return new StatisticsFamily();
  }
}
