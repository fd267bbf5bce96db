package io.cryptoscalp.jobs.proof;

/**
 * What a run said about all features of an instrument at a moment. Arrays are never modified.
 *
 * @param instrument instrument id
 * @param eventTimeNs event time, ns since the epoch; rises from vector to vector of an instrument
 * @param sequence number of the instrument's input that it was taken at, from 1
 * @param values one a feature, in the order of the catalogue; 0 where not valid
 * @param valid bit i of word i/64 is set when value i is valid
 */
public record FeatureVector(
    String instrument, long eventTimeNs, long sequence, double[] values, long[] valid) {

  /** True when feature {@code index} is valid. */
  public boolean isValid(int index) {
    return (valid[index >>> 6] >>> (index & 63) & 1L) != 0;
  }
}
