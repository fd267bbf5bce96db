package io.cryptoscalp.models.dataset;

import org.jspecify.annotations.Nullable;

/**
 * One feature snapshot and the prices that came with it.
 *
 * @param instrument instrument id
 * @param eventTimeNs venue time, ns since the epoch
 * @param sequence frame sequence, orders rows of equal time
 * @param mid mid price in quote units, of candles their close; 0 when a side of the book was empty
 * @param low lowest price since the row before, quote units; the mid where only that is known
 * @param high highest price since the row before, quote units; the mid where only that is known
 * @param regime probabilities of the six regimes in the order of the engine's {@code Regime}; null
 *     where they are not known
 * @param values one value a feature in catalogue order
 * @param valid bit i of word i/64 is set when value i is usable
 */
public record FeatureRow(
    String instrument,
    long eventTimeNs,
    long sequence,
    double mid,
    double low,
    double high,
    float @Nullable [] regime,
    double[] values,
    long[] valid) {

  /** A row of which only the mid is known. */
  public FeatureRow(
      String instrument,
      long eventTimeNs,
      long sequence,
      double mid,
      double[] values,
      long[] valid) {
    this(instrument, eventTimeNs, sequence, mid, mid, mid, null, values, valid);
  }

  /** The same moment with other features. */
  public FeatureRow withFeatures(double[] otherValues, long[] otherValid) {
    return new FeatureRow(
        instrument, eventTimeNs, sequence, mid, low, high, regime, otherValues, otherValid);
  }

  /** True when feature {@code index} is usable. */
  public boolean isValid(int index) {
    return index < values.length
        && (index >>> 6) < valid.length
        && (valid[index >>> 6] >>> (index & 63) & 1L) != 0
        && Double.isFinite(values[index]);
  }
}
