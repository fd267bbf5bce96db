package io.cryptoscalp.models.dataset;

import java.util.Arrays;

/** Weights of examples whose labels overlap, and of old ones. */
final class ExampleWeights {
  private ExampleWeights() {}

  /**
   * Average uniqueness of each label among those of one instrument (Lopez de Prado, Advances in
   * Financial Machine Learning, 2018, 4.3 and 4.4, in continuous time): the mean over the label's
   * span of one over the number of labels whose spans cover the moment. 1 when nothing overlaps.
   *
   * @param fromNs start of each span, any order
   * @param toNs its end, not before the start; an empty span counts as one of 1 ns
   */
  static double[] uniqueness(long[] fromNs, long[] toNs) {
    int count = fromNs.length;
    long[] starts = fromNs.clone();
    long[] ends = new long[count];
    Arrays.setAll(ends, i -> end(fromNs[i], toNs[i]));
    double[] result = new double[count];
    long[] sortedEnds = ends.clone();
    Arrays.sort(starts);
    Arrays.sort(sortedEnds);
    long[] edges = new long[2 * count];
    System.arraycopy(starts, 0, edges, 0, count);
    System.arraycopy(sortedEnds, 0, edges, count, count);
    Arrays.sort(edges);
    double[] integral = new double[edges.length]; // of one over the concurrency, up to each edge
    int begun = 0;
    int over = 0;
    for (int e = 0; e + 1 < edges.length; e++) {
      while (begun < count && starts[begun] <= edges[e]) {
        begun++;
      }
      while (over < count && sortedEnds[over] <= edges[e]) {
        over++;
      }
      double share = begun > over ? 1.0 / (begun - over) : 0;
      integral[e + 1] = integral[e] + share * (edges[e + 1] - edges[e]);
    }
    for (int i = 0; i < count; i++) {
      double covered = at(edges, integral, ends[i]) - at(edges, integral, fromNs[i]);
      result[i] = covered / (ends[i] - fromNs[i]);
    }
    return result;
  }

  private static long end(long from, long to) {
    return Math.max(to, from + 1);
  }

  /** Equal edges have equal integrals, whichever of them is found. */
  private static double at(long[] edges, double[] integral, long time) {
    return integral[Arrays.binarySearch(edges, time)];
  }

  /**
   * Multiplies weights by one half for each half-life between an example and the newest one.
   *
   * @param weights changed in place
   * @param timesNs time of each example
   * @param halfLifeNs positive
   */
  static void decay(double[] weights, long[] timesNs, long halfLifeNs) {
    long newest = Long.MIN_VALUE;
    for (long time : timesNs) {
      newest = Math.max(newest, time);
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= StrictMath.pow(2, -(double) (newest - timesNs[i]) / halfLifeNs);
    }
  }

  /** Scales weights, in place, to a mean of one. */
  static void normalise(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= weights.length / sum;
    }
  }
}
