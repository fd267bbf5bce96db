package io.cryptoscalp.engine.regime.effect;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of its size each strategy may trade, 0 for none. A strategy that is not named has 1.
 * Immutable.
 */
public final class StrategyWeights {
  /** All strategies at their full size. */
  public static final StrategyWeights ALL = of(Map.of());

  private final String[] ids;
  private final double[] weights;

  private StrategyWeights(String[] ids, double[] weights) {
    this.ids = ids;
    this.weights = weights;
  }

  /**
   * Weights by strategy id.
   *
   * @throws IllegalArgumentException coded {@code REGIME_PROFILE_INVALID} when one is not 0 to 10
   */
  public static StrategyWeights of(Map<String, Double> byId) {
    TreeMap<String, Double> sorted = new TreeMap<>(byId);
    String[] ids = sorted.keySet().toArray(new String[0]);
    double[] weights = new double[ids.length];
    for (int i = 0; i < ids.length; i++) {
      weights[i] = sorted.getOrDefault(ids[i], 1.0);
      RegimeTerms.check(weights[i] >= 0 && weights[i] <= 10, "strategy." + ids[i], weights[i]);
    }
    return new StrategyWeights(ids, weights);
  }

  /** Weight of a strategy, 0 to 10. */
  public double of(String strategy) {
    int at = Arrays.binarySearch(ids, strategy);
    return at < 0 ? 1 : weights[at];
  }

  /** Number of strategies that are named. */
  public int size() {
    return ids.length;
  }

  /** Id of the nth, in order. */
  public String id(int nth) {
    return ids[nth];
  }

  /** Weight of the nth. */
  public double weight(int nth) {
    return weights[nth];
  }

  /** The same with one changed. */
  StrategyWeights with(String strategy, double weight) {
    Map<String, Double> next = new TreeMap<>();
    for (int i = 0; i < ids.length; i++) {
      next.put(ids[i], weights[i]);
    }
    next.put(strategy, weight);
    return of(next);
  }

  /** A part of the way from these to others. */
  StrategyWeights towards(StrategyWeights other, double part) {
    Map<String, Double> next = new TreeMap<>();
    for (String id : ids) {
      next.put(id, of(id) + part * (other.of(id) - of(id)));
    }
    for (String id : other.ids) {
      next.put(id, of(id) + part * (other.of(id) - of(id)));
    }
    return of(next);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StrategyWeights that
        && Arrays.equals(ids, that.ids)
        && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ids) + Arrays.hashCode(weights);
  }

  /** {@code id=weight} in order of the ids, a space between. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ids.length; i++) {
      text.append(i == 0 ? "" : " ").append(ids[i]).append('=').append(weights[i]);
    }
    return text.toString();
  }
}
