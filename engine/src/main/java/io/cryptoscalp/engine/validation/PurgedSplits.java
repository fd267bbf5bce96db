package io.cryptoscalp.engine.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Purged, embargoed cross-validation (Lopez de Prado, Advances in Financial Machine Learning, 2018,
 * 7.4 and 12.4). Rows are cut into groups that are consecutive in time and of about equal size; a
 * split is tested on one group or on several. A training row whose span from event to label touches
 * the span of a tested group is purged, and so is one that begins within the embargo after it.
 */
public final class PurgedSplits {
  /** More splits than this are a mistake. */
  private static final long MOST_SPLITS = 1_000_000;

  private final long[] eventNs;
  private final long[] labelNs;
  private final long embargoNs;
  private final int[] order;
  private final int groups;
  private final long[] startNs;
  private final long[] endNs;

  /**
   * A split; rows by index, ascending in time.
   *
   * @param groups which groups are tested, ascending
   * @param train rows to learn from
   * @param test rows to judge by
   * @param purged rows left out because their span touches a tested group's
   * @param embargoed rows left out because they follow one too closely
   */
  public record Split(int[] groups, int[] train, int[] test, int purged, int embargoed) {}

  /**
   * Cuts rows into groups.
   *
   * @param eventNs time of each row, any order
   * @param labelNs time at which the row's outcome was known, not before its event
   * @param groups number of groups, at least 2 and at most the number of rows
   * @param embargoNs distance kept after a tested group, ns
   * @throws IllegalArgumentException {@code SPLIT_INVALID}
   */
  public PurgedSplits(long[] eventNs, long[] labelNs, int groups, long embargoNs) {
    if (groups < 2
        || embargoNs < 0
        || eventNs.length < groups
        || labelNs.length != eventNs.length) {
      throw new IllegalArgumentException(
          "SPLIT_INVALID: rows="
              + eventNs.length
              + " groups="
              + groups
              + " embargoNs="
              + embargoNs);
    }
    this.eventNs = eventNs.clone();
    this.labelNs = labelNs.clone();
    this.groups = groups;
    this.embargoNs = embargoNs;
    order = byTime(eventNs);
    startNs = new long[groups];
    endNs = new long[groups];
    for (int g = 0; g < groups; g++) {
      startNs[g] = Long.MAX_VALUE;
      endNs[g] = Long.MIN_VALUE;
      for (int i = begin(g); i < begin(g + 1); i++) {
        startNs[g] = Math.min(startNs[g], eventNs[order[i]]);
        endNs[g] = Math.max(endNs[g], labelNs[order[i]]);
      }
    }
  }

  /** Row indices by time; rows of equal time keep their order. */
  private static int[] byTime(long[] eventNs) {
    Integer[] order = new Integer[eventNs.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong(row -> eventNs[row]));
    int[] rows = new int[order.length];
    Arrays.setAll(rows, i -> order[i]);
    return rows;
  }

  private int begin(int group) {
    return (int) ((long) order.length * group / groups);
  }

  /** First event of a group, ns. */
  public long startNs(int group) {
    return startNs[group];
  }

  /** Last label of a group, ns. */
  public long endNs(int group) {
    return endNs[group];
  }

  /** Splits that test one group each, in time order. */
  public List<Split> kFold() {
    return combinatorial(1);
  }

  /**
   * Splits for every choice of tested groups, in lexicographic order.
   *
   * @param tested groups tested at once, 1 to groups - 1
   * @throws IllegalArgumentException {@code SPLIT_INVALID}
   */
  public List<Split> combinatorial(int tested) {
    long count = Combinations.count(groups, tested);
    if (tested < 1 || tested >= groups || count > MOST_SPLITS) {
      throw new IllegalArgumentException(
          "SPLIT_INVALID: groups=" + groups + " tested=" + tested + " splits=" + count);
    }
    List<Split> splits = new ArrayList<>();
    for (int[] chosen : Combinations.of(groups, tested)) {
      splits.add(split(chosen));
    }
    return splits;
  }

  /**
   * Puts the tested groups of all splits together to paths through the whole history: each path
   * takes every group once, from the split that tests it for the first, second ... time.
   *
   * @param splits of {@link #combinatorial}
   * @return for each of C(groups - 1, tested - 1) paths the split that each group is taken from
   */
  public int[][] paths(List<Split> splits) {
    int tested = splits.get(0).groups().length;
    int[][] paths = new int[(int) Combinations.count(groups - 1, tested - 1)][groups];
    int[] seen = new int[groups];
    for (int s = 0; s < splits.size(); s++) {
      for (int group : splits.get(s).groups()) {
        paths[seen[group]++][group] = s;
      }
    }
    return paths;
  }

  private Split split(int[] chosen) {
    boolean[] isTested = new boolean[groups];
    for (int group : chosen) {
      isTested[group] = true;
    }
    int[] train = new int[order.length];
    int[] test = new int[order.length];
    int kept = 0;
    int judged = 0;
    int purged = 0;
    int embargoed = 0;
    int group = 0;
    for (int i = 0; i < order.length; i++) {
      group += i == begin(group + 1) ? 1 : 0;
      int row = order[i];
      if (isTested[group]) {
        test[judged++] = row;
      } else if (touches(row, chosen)) {
        purged++;
      } else if (follows(row, chosen)) {
        embargoed++;
      } else {
        train[kept++] = row;
      }
    }
    return new Split(
        chosen, Arrays.copyOf(train, kept), Arrays.copyOf(test, judged), purged, embargoed);
  }

  private boolean touches(int row, int[] chosen) {
    for (int group : chosen) {
      if (eventNs[row] <= endNs[group] && labelNs[row] >= startNs[group]) {
        return true;
      }
    }
    return false;
  }

  private boolean follows(int row, int[] chosen) {
    for (int group : chosen) {
      if (eventNs[row] > endNs[group] && eventNs[row] - endNs[group] <= embargoNs) {
        return true;
      }
    }
    return false;
  }
}
