package io.cryptoscalp.models.selection;

import io.cryptoscalp.models.dataset.PurgedFolds;
import io.cryptoscalp.models.training.BinaryMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Recursive feature elimination (Guyon et al., Machine Learning 46, 2002) by forest importance:
 * fit, drop the least important share, fit again. What the forest cannot tell apart is decided by
 * mutual information. Everything is learnt from the training rows of one fold; its test rows only
 * judge.
 */
final class Elimination {
  private final SelectionData data;
  private final SelectionOptions options;

  Elimination(SelectionData data, SelectionOptions options) {
    this.data = data;
    this.options = options;
  }

  /**
   * How good a number of features was.
   *
   * @param features how many
   * @param metrics on the test rows
   */
  record Step(int features, BinaryMetrics metrics) {}

  /**
   * An elimination.
   *
   * @param order columns, last survivor first
   * @param steps most features first
   */
  record Path(int[] order, List<Step> steps) {}

  /**
   * Runs on one fold.
   *
   * @param columns columns to start with
   * @param information mutual information of each of them on the training rows
   * @param fold the rows
   */
  Path run(int[] columns, double[] information, PurgedFolds.Fold fold) {
    int[] current = columns.clone();
    double[] knowledge = information.clone();
    int[] order = columns.clone();
    List<Step> steps = new ArrayList<>();
    while (true) {
      double[] importance;
      try (Forest forest = Forest.grow(data, current, fold.train(), options)) {
        steps.add(new Step(current.length, judge(data, forest.forecasts(fold.test()), fold)));
        importance = forest.importance();
      }
      for (int i = 0; i < importance.length; i++) {
        importance[i] += 1e-9 * knowledge[i]; // far below any gain that counts
      }
      int[] best = Ranking.descending(importance);
      int[] ranked = Ranking.pick(current, best, best.length);
      System.arraycopy(ranked, 0, order, 0, ranked.length);
      if (current.length == 1) {
        return new Path(order, steps);
      }
      int next = next(current.length);
      double[] kept = new double[next];
      for (int i = 0; i < next; i++) {
        kept[i] = knowledge[best[i]];
      }
      knowledge = kept;
      current = Arrays.copyOf(ranked, next);
    }
  }

  /** The next size; the wanted count is always among them. */
  private int next(int size) {
    int next = Math.min(size - 1, (int) Math.ceil(size * options.keepShare()));
    return size > options.count() && next < options.count() ? options.count() : next;
  }

  static BinaryMetrics judge(SelectionData data, double[] forecasts, PurgedFolds.Fold fold) {
    int ups = 0;
    for (int row : fold.train()) {
      ups += data.up()[row] ? 1 : 0;
    }
    double baseRate = (double) ups / fold.train().length;
    return BinaryMetrics.of(forecasts, data.labels(fold.test()), baseRate);
  }
}
