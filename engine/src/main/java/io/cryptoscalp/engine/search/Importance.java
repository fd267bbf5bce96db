package io.cryptoscalp.engine.search;

import java.util.Arrays;
import java.util.List;

/**
 * How much of what trials came to hangs on a parameter alone: the share of the variance of their
 * ranks that lies between classes of its values, corrected for the number of classes (epsilon
 * squared of Kelley, 1935). Parameters that matter only together show little here.
 */
public final class Importance {
  private static final int MOST_CLASSES = 6;
  private static final int LEAST_EACH = 3;

  private Importance() {}

  /**
   * Importance of each parameter.
   *
   * @param points canonical points of trials
   * @param losses a loss each, not NaN
   * @return 0 to 1 each; 0 where there are too few trials to say
   */
  public static double[] of(SearchSpace space, List<double[]> points, double[] losses) {
    double[] ranks = ranks(losses);
    double[] importance = new double[space.size()];
    for (int d = 0; d < importance.length; d++) {
      importance[d] = one(space, d, points, ranks);
    }
    return importance;
  }

  private static double[] ranks(double[] losses) {
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    double[] ranks = new double[losses.length];
    for (int i = 0; i < ranks.length; i++) {
      int low = 0;
      int high = 0;
      for (double other : sorted) {
        low += other < losses[i] ? 1 : 0;
        high += other <= losses[i] ? 1 : 0;
      }
      ranks[i] = (low + high - 1) / 2.0;
    }
    return ranks;
  }

  private static double one(SearchSpace space, int d, List<double[]> points, double[] ranks) {
    Parameter parameter = space.parameter(d);
    int most = Math.min(MOST_CLASSES, points.size() / LEAST_EACH);
    int levels = parameter.levels();
    int classes = (levels > 0 && levels <= most) || !parameter.ordered() ? levels : most;
    if (classes < 2) {
      return 0;
    }
    // One class more, of trials in which the parameter has no say.
    double[] sum = new double[classes + 1];
    int[] count = new int[classes + 1];
    double total = 0;
    double squares = 0;
    for (int i = 0; i < ranks.length; i++) {
      double[] point = points.get(i);
      int level = Math.min(classes - 1, (int) (point[d] * classes));
      int at = space.active(d, point) ? level : classes;
      sum[at] += ranks[i];
      count[at]++;
      total += ranks[i];
      squares += ranks[i] * ranks[i];
    }
    double within = squares;
    int used = 0;
    for (int c = 0; c <= classes; c++) {
      if (count[c] > 0) {
        within -= sum[c] * sum[c] / count[c];
        used++;
      }
    }
    double all = squares - total * total / ranks.length;
    if (!(all > 0) || ranks.length <= used) {
      return 0;
    }
    double mean = within / (ranks.length - used);
    return Math.max(0, Math.min(1, 1 - mean / (all / (ranks.length - 1))));
  }
}
