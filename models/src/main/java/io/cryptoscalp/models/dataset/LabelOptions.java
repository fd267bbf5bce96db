package io.cryptoscalp.models.dataset;

import io.cryptoscalp.models.ModelException;

/**
 * How rows become labelled examples.
 *
 * @param horizonNs how far ahead the return is measured, ns, positive
 * @param toleranceNs how much later than the horizon its price may be, ns; rows without one are
 *     dropped
 * @param minReturn rows whose absolute forward return is below this fraction (cost of a round trip)
 *     are dropped; rows without any move always are
 * @param spacingNs least distance between examples of an instrument, ns; 0 takes every row
 * @param minValidity features valid in a smaller share of rows than this, 0 to 1, are left out
 */
public record LabelOptions(
    long horizonNs, long toleranceNs, double minReturn, long spacingNs, double minValidity) {

  /** Ten seconds ahead, at most two late, every move counts, features valid in nine rows of ten. */
  public static final LabelOptions DEFAULT =
      new LabelOptions(10_000_000_000L, 2_000_000_000L, 0, 0, 0.9);

  /** Checks the ranges. */
  public LabelOptions {
    check(horizonNs > 0, "horizonNs", horizonNs);
    check(toleranceNs >= 0, "toleranceNs", toleranceNs);
    check(minReturn >= 0, "minReturn", minReturn);
    check(spacingNs >= 0, "spacingNs", spacingNs);
    check(minValidity >= 0 && minValidity <= 1, "minValidity", minValidity);
  }

  private static void check(boolean valid, String field, Object value) {
    if (!valid) {
      throw new ModelException("DATASET_OPTION_INVALID", field + "=" + value);
    }
  }
}
