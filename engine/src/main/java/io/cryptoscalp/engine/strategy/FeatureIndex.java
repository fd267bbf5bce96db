package io.cryptoscalp.engine.strategy;

/** Finds a feature's position in a snapshot. */
@FunctionalInterface
public interface FeatureIndex {
  /** Position of a feature, -1 when the feature set has none of that id. */
  int indexOf(String feature);

  /**
   * Position of a feature that must be there.
   *
   * @throws IllegalArgumentException when it is not
   */
  default int require(String strategy, String feature) {
    int position = indexOf(feature);
    if (position < 0) {
      throw new IllegalArgumentException(
          "STRATEGY_FEATURE_MISSING: strategy=" + strategy + " feature=" + feature);
    }
    return position;
  }
}
