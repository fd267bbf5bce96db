package io.cryptoscalp.models.selection;

import io.cryptoscalp.models.ModelException;

/**
 * How features are selected.
 *
 * @param count features to select, positive
 * @param folds parts of the cross-validation, at least 2
 * @param embargoNs distance of training rows after a test part, ns
 * @param bins bins of the mutual information
 * @param trees trees of a forest
 * @param depth most levels of a tree
 * @param maxCorrelation absolute rank correlation above which a feature is a copy, 0 to 1
 * @param keepShare share of features that each step of the elimination keeps, between 0 and 1
 * @param seed of the forests
 */
public record SelectionOptions(
    int count,
    int folds,
    long embargoNs,
    int bins,
    int trees,
    int depth,
    double maxCorrelation,
    double keepShare,
    int seed) {

  /** 25 features, five folds, an embargo of ten seconds. */
  public static final SelectionOptions DEFAULT =
      new SelectionOptions(25, 5, 10_000_000_000L, 16, 100, 8, 0.95, 0.7, 1);

  /** Checks the ranges. */
  public SelectionOptions {
    check(count > 0, "count", count);
    check(folds >= 2, "folds", folds);
    check(embargoNs >= 0, "embargoNs", embargoNs);
    check(bins >= 2, "bins", bins);
    check(trees > 0, "trees", trees);
    check(depth > 0 && depth <= 16, "depth", depth);
    check(maxCorrelation > 0 && maxCorrelation <= 1, "maxCorrelation", maxCorrelation);
    check(keepShare > 0 && keepShare < 1, "keepShare", keepShare);
  }

  private static void check(boolean valid, String field, Object value) {
    if (!valid) {
      throw new ModelException("SELECTION_OPTION_INVALID", field + "=" + value);
    }
  }
}
