package io.cryptoscalp.jobs.proof;

import java.io.IOException;

/** Holds the vectors of a live run against those of a bounded run. */
public final class ParityComparison implements VectorAlignment.Pairs {
  private final FeatureTally tally;
  private final VectorAlignment vectors = new VectorAlignment(this);
  private long liveOnly;
  private long boundedOnly;
  private long otherSequences;

  private ParityComparison(int features) {
    tally = new FeatureTally(features);
  }

  /**
   * Compares two parts of topics, row by row of both, so that only the lead of one is held.
   *
   * @param features length of a vector
   */
  public static ParityComparison of(int features, FeatureTopic live, FeatureTopic bounded)
      throws IOException {
    ParityComparison comparison = new ParityComparison(features);
    FeatureVector left = live.next();
    FeatureVector right = bounded.next();
    while (left != null || right != null) {
      if (left != null) {
        comparison.vectors.left(left);
        left = live.next();
      }
      if (right != null) {
        comparison.vectors.right(right);
        right = bounded.next();
      }
    }
    comparison.vectors.end();
    return comparison;
  }

  @Override
  public void pair(FeatureVector left, FeatureVector right) {
    if (left.sequence() != right.sequence()) {
      otherSequences++;
    }
    tally.add(left, right);
  }

  @Override
  public void single(FeatureVector vector, boolean left) {
    if (left) {
      liveOnly++;
    } else {
      boundedOnly++;
    }
  }

  /** Feature by feature; left is the live run. */
  public FeatureTally tally() {
    return tally;
  }

  /** Vectors of the live run that the bounded one lacks. */
  public long liveOnly() {
    return liveOnly;
  }

  /** Vectors of the bounded run that the live one lacks. */
  public long boundedOnly() {
    return boundedOnly;
  }

  /** Pairs of vectors that were not taken at the same frame of their instrument. */
  public long otherSequences() {
    return otherSequences;
  }

  /** Rows that a run wrote more than once. */
  public long repeated() {
    return vectors.repeated();
  }

  /** True when both runs have the same vectors. */
  public boolean isEqual() {
    return liveOnly == 0
        && boundedOnly == 0
        && otherSequences == 0
        && tally.differences().isEmpty();
  }
}
