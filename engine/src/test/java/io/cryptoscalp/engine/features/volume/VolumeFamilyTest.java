package io.cryptoscalp.engine.features.volume;

import io.cryptoscalp.engine.features.catalogue.BarFamily;
import io.cryptoscalp.engine.features.graph.BarFamilyContract;

/** Does the volume family keep the contract of features on bars? */
class VolumeFamilyTest extends BarFamilyContract {
  @Override
  protected BarFamily family() {
    return new VolumeFamily();
  }
}
