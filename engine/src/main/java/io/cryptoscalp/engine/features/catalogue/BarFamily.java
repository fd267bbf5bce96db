package io.cryptoscalp.engine.features.catalogue;

/**
 * A group of features on bars. It declares the same features for every timeframe; what is computed
 * follows from what is selected.
 */
@FunctionalInterface
public interface BarFamily {
  /** Declares the features of one timeframe. */
  void declare(BarDeclarations to);
}
