package io.cryptoscalp.jobs.proof;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares vectors feature by feature. A value differs when it is not the same bit for bit; that of
 * a feature that is valid on one side only differs in validity and adds no error.
 */
public final class FeatureTally {
  /**
   * Where a feature differed for the first time.
   *
   * @param instrument instrument id
   * @param eventTimeNs event time of the vector, ns since the epoch
   * @param sequence of the vector
   * @param left value of the left run, NaN when it was not valid
   * @param right value of the right run, NaN when it was not valid
   */
  public record First(
      String instrument, long eventTimeNs, long sequence, double left, double right) {}

  /**
   * What was found of one feature.
   *
   * @param position its position in the vector
   * @param compared vectors in which both runs have it valid
   * @param validity vectors in which one run only has it valid
   * @param differing vectors in which both have it valid with other values
   * @param maxAbsolute largest |left - right|, in the feature's unit
   * @param maxRelative largest |left - right| / max(|left|, |right|), from 0 to 2
   * @param first the first difference; null when there is none
   */
  public record Row(
      int position,
      long compared,
      long validity,
      long differing,
      double maxAbsolute,
      double maxRelative,
      @Nullable First first) {
    /** True when the two runs never differ. */
    public boolean isEqual() {
      return validity == 0 && differing == 0;
    }
  }

  private final long[] compared;
  private final long[] validity;
  private final long[] differing;
  private final double[] maxAbsolute;
  private final double[] maxRelative;
  private final @Nullable First[] first;
  private long vectors;

  /** A tally of so many features. */
  FeatureTally(int features) {
    compared = new long[features];
    validity = new long[features];
    differing = new long[features];
    maxAbsolute = new double[features];
    maxRelative = new double[features];
    first = new First[features];
  }

  /** Compares two vectors of the same input. */
  void add(FeatureVector left, FeatureVector right) {
    if (left.values().length != compared.length || right.values().length != compared.length) {
      throw new IllegalArgumentException(
          "PROOF_VECTOR_INVALID: expected="
              + compared.length
              + " left="
              + left.values().length
              + " right="
              + right.values().length);
    }
    vectors++;
    for (int i = 0; i < compared.length; i++) {
      boolean inLeft = left.isValid(i);
      boolean inRight = right.isValid(i);
      if (inLeft && inRight) {
        compared[i]++;
        compare(i, left, right);
      } else if (inLeft != inRight) {
        validity[i]++;
        note(i, left, right);
      }
    }
  }

  private void compare(int i, FeatureVector left, FeatureVector right) {
    double a = left.values()[i];
    double b = right.values()[i];
    if (Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b)) {
      return;
    }
    differing[i]++;
    double error = Math.abs(a - b);
    maxAbsolute[i] = Math.max(maxAbsolute[i], error);
    if (error > 0) {
      maxRelative[i] = Math.max(maxRelative[i], error / Math.max(Math.abs(a), Math.abs(b)));
    }
    note(i, left, right);
  }

  private void note(int i, FeatureVector left, FeatureVector right) {
    if (first[i] == null) {
      first[i] =
          new First(
              left.instrument(),
              left.eventTimeNs(),
              left.sequence(),
              left.isValid(i) ? left.values()[i] : Double.NaN,
              right.isValid(i) ? right.values()[i] : Double.NaN);
    }
  }

  /** Pairs of vectors compared. */
  public long vectors() {
    return vectors;
  }

  /** Findings by position. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>(compared.length);
    for (int i = 0; i < compared.length; i++) {
      rows.add(row(i));
    }
    return rows;
  }

  private Row row(int i) {
    return new Row(
        i, compared[i], validity[i], differing[i], maxAbsolute[i], maxRelative[i], first[i]);
  }

  /** Features that differ at least once. */
  public List<Row> differences() {
    return rows().stream().filter(row -> !row.isEqual()).toList();
  }
}
