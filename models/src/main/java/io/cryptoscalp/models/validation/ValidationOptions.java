package io.cryptoscalp.models.validation;

import io.cryptoscalp.engine.validation.Capacity;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a validation assumes.
 *
 * @param paths Monte Carlo paths, at least 1,000
 * @param seed of all chance
 * @param trials trials that were made in all, with those of earlier searches; 0 for those of the
 *     run
 * @param benchmark true to test trials against the run's benchmark, false against doing nothing
 * @param slippageBps least cost of a side that stress multiplies, basis points
 * @param latencyNs latency that stress multiplies, ns
 * @param markets of instruments, for the capacity
 */
public record ValidationOptions(
    int paths,
    long seed,
    int trials,
    boolean benchmark,
    double slippageBps,
    long latencyNs,
    Map<String, Capacity.Market> markets) {
  /** Checks and copies. */
  public ValidationOptions {
    if (paths < 1_000 || trials < 0 || !(slippageBps >= 0) || latencyNs < 0) {
      throw new IllegalArgumentException(
          "VALIDATION_INVALID: paths="
              + paths
              + " trials="
              + trials
              + " slippageBps="
              + slippageBps
              + " latencyNs="
              + latencyNs);
    }
    markets = new TreeMap<>(markets);
  }

  /** 1,000 paths, half a basis point a side, 100 ms. */
  public static ValidationOptions defaults() {
    return new ValidationOptions(1_000, 1, 0, false, 0.5, 100_000_000, Map.of());
  }
}
