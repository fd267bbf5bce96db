package io.cryptoscalp.models.dataset;

import io.cryptoscalp.models.ModelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Parts of a dataset to learn from and to judge by, between which no price is shared (Lopez de
 * Prado, Advances in Financial Machine Learning, 2018, 7.4): an example whose future reaches to the
 * part after it is purged, and a part begins an embargo after the one before it. An example's
 * future ends with its label or with the longest of its horizons, whichever is later. Cuts are
 * times that hold for all instruments.
 */
public final class DatasetSplits {
  private DatasetSplits() {}

  /**
   * Three parts in time order.
   *
   * @param train to learn from
   * @param validation to stop early and to calibrate by
   * @param test to judge by
   * @param validationFromNs venue time that train's futures end before, ns
   * @param testFromNs venue time that validation's futures end before, ns
   * @param left examples in none of them: purged, embargoed, or outside the window
   */
  public record Split(
      Dataset train,
      Dataset validation,
      Dataset test,
      long validationFromNs,
      long testFromNs,
      int left) {}

  /** A part to learn from and one to judge by. */
  public record Fold(Dataset train, Dataset test) {}

  /**
   * One split by time.
   *
   * @param trainShare share of examples before the first cut, 0 to 1
   * @param validationShare share between the cuts; the rest is the test part
   * @param embargoNs distance of a part's first example from the cut before it, ns
   * @throws ModelException {@code DATASET_SPLIT_INVALID}
   */
  public static Split single(
      Dataset data, double trainShare, double validationShare, long embargoNs) {
    if (!(trainShare > 0)
        || !(validationShare > 0)
        || !(trainShare + validationShare < 1)
        || embargoNs < 0) {
      throw invalid(
          "trainShare="
              + trainShare
              + " validationShare="
              + validationShare
              + " embargoNs="
              + embargoNs);
    }
    long[] sorted = sorted(data);
    long first = quantile(sorted, trainShare);
    long second = quantile(sorted, trainShare + validationShare);
    return cut(data, Long.MIN_VALUE, first, second, Long.MAX_VALUE, embargoNs);
  }

  /**
   * Walk-forward splits: the time after the first training is cut into test parts of about equal
   * numbers of examples, and each is judged after learning from what came before.
   *
   * @param tests number of test parts, at least 1
   * @param initialShare share of examples before the first test part, 0 to 1
   * @param validationShare share of the examples before a test part, its newest, that are its
   *     validation part, 0 to 1
   * @param anchored learns from the beginning of history on each time; otherwise from as long a
   *     time as the first training has
   * @param embargoNs distance of a part's first example from the cut before it, ns
   * @throws ModelException {@code DATASET_SPLIT_INVALID}
   */
  public static List<Split> walkForward(
      Dataset data,
      int tests,
      double initialShare,
      double validationShare,
      boolean anchored,
      long embargoNs) {
    if (tests < 1
        || !(initialShare > 0 && initialShare < 1)
        || !(validationShare > 0 && validationShare < 1)
        || embargoNs < 0) {
      throw invalid(
          "tests="
              + tests
              + " initialShare="
              + initialShare
              + " validationShare="
              + validationShare
              + " embargoNs="
              + embargoNs);
    }
    long[] sorted = sorted(data);
    List<Split> splits = new ArrayList<>();
    if (sorted.length == 0) {
      return splits;
    }
    long window = quantile(sorted, initialShare) - sorted[0];
    for (int k = 0; k < tests; k++) {
      long from = quantile(sorted, initialShare + (1 - initialShare) * k / tests);
      long to =
          k + 1 == tests
              ? Long.MAX_VALUE
              : quantile(sorted, initialShare + (1 - initialShare) * (k + 1) / tests);
      long begin = anchored ? Long.MIN_VALUE : from - window;
      long[] before = Arrays.stream(sorted).filter(t -> t >= begin && t < from).toArray();
      splits.add(cut(data, begin, quantile(before, 1 - validationShare), from, to, embargoNs));
    }
    return splits;
  }

  private static Split cut(
      Dataset data, long begin, long first, long second, long end, long embargoNs) {
    int[][] parts = new int[3][data.size()];
    int[] sizes = new int[3];
    for (int i = 0; i < data.size(); i++) {
      long from = data.eventTimeNs(i);
      long to = futureEndNs(data, i);
      int part = -1;
      if (from >= begin && to < first) {
        part = 0;
      } else if (from >= first && from - first >= embargoNs && to < second) {
        part = 1;
      } else if (from >= second && from - second >= embargoNs && from < end) {
        part = 2;
      }
      if (part >= 0) {
        parts[part][sizes[part]++] = i;
      }
    }
    Dataset[] sets = new Dataset[parts.length];
    Arrays.setAll(sets, p -> data.select(Arrays.copyOf(parts[p], sizes[p])));
    int left = data.size() - sizes[0] - sizes[1] - sizes[2];
    return new Split(sets[0], sets[1], sets[2], first, second, left);
  }

  /**
   * Purged, embargoed k-fold cross-validation, {@link PurgedFolds}. The training parts lie on both
   * sides of a test part, so sequences after it reach back into it unless the embargo is as long as
   * a sequence.
   */
  public static List<Fold> folds(Dataset data, int folds, long embargoNs) {
    long[] ends = new long[data.size()];
    Arrays.setAll(ends, i -> futureEndNs(data, i));
    List<Fold> result = new ArrayList<>();
    for (PurgedFolds.Fold fold : PurgedFolds.of(data.eventTimesNs(), ends, folds, embargoNs)) {
      result.add(new Fold(data.select(fold.train()), data.select(fold.test())));
    }
    return result;
  }

  /** Venue time at which everything an example was given of its future was known, ns. */
  public static long futureEndNs(Dataset data, int example) {
    long[] horizons = data.horizonsNs();
    long longest = horizons.length == 0 ? 0 : horizons[horizons.length - 1];
    return Math.max(data.labelTimeNs(example), data.eventTimeNs(example) + longest);
  }

  private static long[] sorted(Dataset data) {
    long[] times = data.eventTimesNs();
    Arrays.sort(times);
    return times;
  }

  private static long quantile(long[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))];
  }

  private static ModelException invalid(String detail) {
    return new ModelException("DATASET_SPLIT_INVALID", detail);
  }
}
