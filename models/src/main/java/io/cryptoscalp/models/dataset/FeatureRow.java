package io.cryptoscalp.models.dataset;

/**
 * One stored feature snapshot.
 *
 * @param instrument instrument id
 * @param eventTimeNs venue time, ns since the epoch
 * @param sequence frame sequence, orders rows of equal time
 * @param mid mid price in quote units; 0 when a side of the book was empty
 * @param values one value a feature in catalogue order
 * @param valid bit i of word i/64 is set when value i is usable
 */
public record FeatureRow(
    String instrument, long eventTimeNs, long sequence, double mid, double[] values, long[] valid) {

  /** True when feature {@code index} is usable. */
  public boolean isValid(int index) {
    return index < values.length
        && (index >>> 6) < valid.length
        && (valid[index >>> 6] >>> (index & 63) & 1L) != 0
        && Double.isFinite(values[index]);
  }
}
