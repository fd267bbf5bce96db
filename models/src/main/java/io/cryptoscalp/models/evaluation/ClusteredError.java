package io.cryptoscalp.models.evaluation;

import io.cryptoscalp.models.training.BinaryMetrics;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * Standard errors for examples that are not independent: labels of neighbouring decisions share
 * prices and instruments move together, so all examples of a stretch of time form one cluster, and
 * only clusters count as independent.
 */
public final class ClusteredError {
  private ClusteredError() {}

  /**
   * Standard error of a mean, from the sums of its clusters.
   *
   * @param values one an example
   * @param cluster id of each example's cluster
   * @return NaN with fewer than two clusters
   */
  public static double ofMean(double[] values, long[] cluster) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double[] centred = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      centred[i] = values[i] - mean;
    }
    int[] ids = dense(cluster);
    int clusters = count(ids);
    double squares = 0;
    for (double sum : sums(centred, ids, clusters)) {
      squares += sum * sum;
    }
    return clusters < 2
        ? Double.NaN
        : Math.sqrt(squares * clusters / (clusters - 1.0)) / values.length;
  }

  /**
   * Standard error of the area under the ROC curve (Obuchowski, Nonparametric analysis of clustered
   * ROC curve data, Biometrics 53, 1997); with one example a cluster it is that of DeLong, DeLong
   * and Clarke-Pearson (Biometrics 44, 1988).
   *
   * @return NaN with one class only or fewer than two clusters of either
   */
  static double ofAuc(double[] scores, boolean[] up, long[] cluster) {
    double auc = BinaryMetrics.auc(scores, up);
    double[] placement = placements(scores, up);
    int[] ids = dense(cluster);
    int clusters = count(ids);
    double[] ups = new double[clusters];
    double[] downs = new double[clusters];
    boolean[] hasUp = new boolean[clusters];
    boolean[] hasDown = new boolean[clusters];
    double m = 0;
    double n = 0;
    for (int i = 0; i < up.length; i++) {
      if (up[i]) {
        ups[ids[i]] += placement[i] - auc;
        hasUp[ids[i]] = true;
        m++;
      } else {
        downs[ids[i]] += placement[i] - auc;
        hasDown[ids[i]] = true;
        n++;
      }
    }
    double ofUps = factor(hasUp) / m;
    double ofDowns = factor(hasDown) / n;
    double crossed = clusters / (clusters - 1.0);
    double variance = 0;
    for (int c = 0; c < clusters; c++) {
      variance +=
          ofUps * ups[c] * ups[c] / m
              + ofDowns * downs[c] * downs[c] / n
              + 2 * crossed * ups[c] * downs[c] / (m * n);
    }
    return Math.sqrt(Math.max(variance, 0));
  }

  /** {@code k / (k - 1)} of the clusters that have any; NaN with fewer than two. */
  private static double factor(boolean[] has) {
    double count = 0;
    for (boolean some : has) {
      count += some ? 1 : 0;
    }
    return count < 2 ? Double.NaN : count / (count - 1);
  }

  /** For each example the share of the other class that it is ranked rightly against, ties half. */
  private static double[] placements(double[] scores, boolean[] up) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
    double ups = 0;
    for (boolean label : up) {
      ups += label ? 1 : 0;
    }
    double downs = up.length - ups;
    double[] placement = new double[scores.length];
    double upsBelow = 0;
    double downsBelow = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      double tiedUps = 0;
      double tiedDowns = 0;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        tiedUps += up[order[to]] ? 1 : 0;
        tiedDowns += up[order[to]] ? 0 : 1;
        to++;
      }
      for (int k = from; k < to; k++) {
        placement[order[k]] =
            up[order[k]]
                ? (downsBelow + tiedDowns / 2) / downs
                : (ups - upsBelow - tiedUps / 2) / ups;
      }
      upsBelow += tiedUps;
      downsBelow += tiedDowns;
      from = to;
    }
    return placement;
  }

  private static double[] sums(double[] values, int[] ids, int clusters) {
    double[] sums = new double[clusters];
    for (int i = 0; i < values.length; i++) {
      sums[ids[i]] += values[i];
    }
    return sums;
  }

  /** Ids from 0 in ascending order of the given ones. */
  private static int[] dense(long[] cluster) {
    TreeSet<Long> distinct = new TreeSet<>();
    for (long id : cluster) {
      distinct.add(id);
    }
    long[] sorted = new long[distinct.size()];
    int count = 0;
    for (long id : distinct) {
      sorted[count++] = id;
    }
    int[] ids = new int[cluster.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Arrays.binarySearch(sorted, cluster[i]);
    }
    return ids;
  }

  private static int count(int[] ids) {
    int most = -1;
    for (int id : ids) {
      most = Math.max(most, id);
    }
    return most + 1;
  }
}
