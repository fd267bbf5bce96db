package io.cryptoscalp.jobs.proof;

import java.util.BitSet;
import java.util.List;

/**
 * What a {@link LookaheadProof} found.
 *
 * @param events events of the input
 * @param vectors vectors of the whole run
 * @param valid bit i is set when feature i was valid at least once
 * @param trials one a run that left the input at a cut
 */
public record LookaheadReport(long events, long vectors, BitSet valid, List<Trial> trials) {
  /**
   * What was found of one run.
   *
   * @param cut events before the cut
   * @param changed true when it got another future, false when it got none
   * @param before vectors before the cut; left is the whole run
   * @param single vectors before the cut that only one of the two runs has
   * @param moved features that differ after the cut; that a future does reach them shows that the
   *     comparison can fail
   */
  public record Trial(
      long cut, boolean changed, FeatureTally before, long single, boolean[] moved) {}

  /** True when no vector before a cut differs or lacks. */
  public boolean isProven() {
    return trials.stream()
        .allMatch(trial -> trial.single() == 0 && trial.before().differences().isEmpty());
  }

  /** Pairs of vectors compared before the cuts, over all runs. */
  public long compared() {
    return trials.stream().mapToLong(trial -> trial.before().vectors()).sum();
  }

  /** Vectors before the cuts that only one run has, over all runs. */
  public long single() {
    return trials.stream().mapToLong(Trial::single).sum();
  }

  /** Features that another future moved at least once. */
  public BitSet moved() {
    BitSet moved = new BitSet();
    for (Trial trial : trials) {
      for (int i = 0; i < trial.moved().length; i++) {
        moved.set(i, moved.get(i) || trial.moved()[i]);
      }
    }
    return moved;
  }

  /** Counts what the whole run gives. */
  static final class Seen {
    private final int features;
    private final BitSet valid = new BitSet();
    private long vectors;

    Seen(int features) {
      this.features = features;
    }

    void add(FeatureVector vector) {
      vectors++;
      for (int i = 0; i < features; i++) {
        if (vector.isValid(i)) {
          valid.set(i);
        }
      }
    }

    long vectors() {
      return vectors;
    }

    BitSet valid() {
      return valid;
    }
  }
}
