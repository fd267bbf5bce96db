package io.cryptoscalp.models.dataset;

import io.cryptoscalp.models.ModelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Purged, embargoed k-fold cross-validation (Lopez de Prado, Advances in Financial Machine
 * Learning, 2018, 7.4). Test parts are consecutive stretches of time of about equal row counts. A
 * training row whose span from feature time to label time touches the test part's span is purged,
 * and so is one that starts within the embargo after it.
 */
public final class PurgedFolds {
  private PurgedFolds() {}

  /**
   * One fold; rows by index, ascending in time.
   *
   * @param index position in time, from 0
   * @param train rows to learn from
   * @param test rows to judge by
   * @param fromNs first feature time of the test part
   * @param toNs last label time of the test part
   * @param purged rows left out because their label's span touches the test part
   * @param embargoed rows left out because they follow it too closely
   */
  public record Fold(
      int index, int[] train, int[] test, long fromNs, long toNs, int purged, int embargoed) {}

  /**
   * Splits rows.
   *
   * @param eventTimeNs feature time of each row, any order
   * @param labelTimeNs time of the price that made its label, not before the feature time
   * @param folds number of parts, at least 2
   * @param embargoNs distance kept after a test part, ns
   * @throws ModelException {@code SELECTION_TOO_FEW_ROWS} when a part would be empty
   */
  public static List<Fold> of(long[] eventTimeNs, long[] labelTimeNs, int folds, long embargoNs) {
    int rows = eventTimeNs.length;
    if (folds < 2 || embargoNs < 0) {
      throw new ModelException(
          "SELECTION_OPTION_INVALID", "folds=" + folds + " embargoNs=" + embargoNs);
    }
    int[] order = order(eventTimeNs);
    List<Fold> result = new ArrayList<>();
    for (int k = 0; k < folds; k++) {
      int from = (int) ((long) rows * k / folds);
      int to = (int) ((long) rows * (k + 1) / folds);
      Fold fold = fold(k, order, from, to, eventTimeNs, labelTimeNs, embargoNs);
      if (fold.train.length == 0 || fold.test.length == 0) {
        throw new ModelException(
            "SELECTION_TOO_FEW_ROWS",
            "fold=" + k + " train=" + fold.train.length + " test=" + fold.test.length);
      }
      result.add(fold);
    }
    return result;
  }

  private static Fold fold(
      int index,
      int[] order,
      int from,
      int to,
      long[] eventTimeNs,
      long[] labelTimeNs,
      long embargoNs) {
    int[] test = Arrays.copyOfRange(order, from, to);
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    for (int row : test) {
      start = Math.min(start, eventTimeNs[row]);
      end = Math.max(end, labelTimeNs[row]);
    }
    int[] train = new int[order.length];
    int kept = 0;
    int purged = 0;
    int embargoed = 0;
    for (int i = 0; i < order.length; i++) {
      if (i >= from && i < to) {
        continue;
      }
      int row = order[i];
      if (eventTimeNs[row] <= end && labelTimeNs[row] >= start) {
        purged++;
      } else if (eventTimeNs[row] > end && eventTimeNs[row] - end <= embargoNs) {
        embargoed++;
      } else {
        train[kept++] = row;
      }
    }
    return new Fold(index, Arrays.copyOf(train, kept), test, start, end, purged, embargoed);
  }

  /** Row indices by time; rows of equal time keep their order. */
  private static int[] order(long[] eventTimeNs) {
    Integer[] order = new Integer[eventTimeNs.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong(row -> eventTimeNs[row]));
    int[] rows = new int[order.length];
    Arrays.setAll(rows, i -> order[i]);
    return rows;
  }
}
