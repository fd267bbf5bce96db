package io.cryptoscalp.models.dataset;

import io.cryptoscalp.engine.validation.PurgedSplits;
import io.cryptoscalp.models.ModelException;
import java.util.ArrayList;
import java.util.List;

/**
 * Purged, embargoed k-fold cross-validation of labelled rows, by {@link PurgedSplits}. Test parts
 * are consecutive stretches of time of about equal row counts. A training row whose span from
 * feature time to label time touches the test part's span is purged, and so is one that starts
 * within the embargo after it.
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
    if (folds < 2 || embargoNs < 0) {
      throw new ModelException(
          "SELECTION_OPTION_INVALID", "folds=" + folds + " embargoNs=" + embargoNs);
    }
    if (eventTimeNs.length < folds) {
      throw new ModelException(
          "SELECTION_TOO_FEW_ROWS", "rows=" + eventTimeNs.length + " folds=" + folds);
    }
    PurgedSplits groups = new PurgedSplits(eventTimeNs, labelTimeNs, folds, embargoNs);
    List<Fold> result = new ArrayList<>();
    for (PurgedSplits.Split split : groups.kFold()) {
      int k = result.size();
      if (split.train().length == 0) {
        throw new ModelException(
            "SELECTION_TOO_FEW_ROWS", "fold=" + k + " train=0 test=" + split.test().length);
      }
      result.add(
          new Fold(
              k,
              split.train(),
              split.test(),
              groups.startNs(k),
              groups.endNs(k),
              split.purged(),
              split.embargoed()));
    }
    return result;
  }
}
