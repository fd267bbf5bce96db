package io.cryptoscalp.models.dataset;

import java.util.List;

/**
 * Which stored features to read.
 *
 * @param featureSet catalogue version
 * @param instruments instrument ids; empty for all
 * @param fromNs first venue time, inclusive
 * @param toNs last venue time, exclusive
 */
public record FeatureQuery(String featureSet, List<String> instruments, long fromNs, long toNs) {
  /** Copies the list and checks the range. */
  public FeatureQuery {
    instruments = List.copyOf(instruments);
    if (fromNs >= toNs) {
      throw new IllegalArgumentException("DATASET_RANGE_EMPTY: fromNs=" + fromNs + " toNs=" + toNs);
    }
  }

  /** Everything stored of a feature set. */
  public static FeatureQuery all(String featureSet) {
    return new FeatureQuery(featureSet, List.of(), Long.MIN_VALUE, Long.MAX_VALUE);
  }
}
