package io.cryptoscalp.engine.validation;

import java.util.List;

/**
 * A figure over a grid of parameters. A result to trust is a plateau: its neighbours are about as
 * good.
 *
 * @param axes the parameters, at least 1
 * @param values the figure at each point, more is better, the last axis running fastest; NaN where
 *     the trial failed
 */
public record SensitivitySurface(List<Axis> axes, double[] values) {
  /**
   * A parameter.
   *
   * @param name its key
   * @param values ascending
   */
  public record Axis(String name, double[] values) {}

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException {@code SURFACE_INVALID}
   */
  public SensitivitySurface {
    axes = List.copyOf(axes);
    long points = axes.isEmpty() ? 0 : 1;
    for (Axis axis : axes) {
      points *= axis.values().length;
    }
    if (points == 0 || points != values.length) {
      throw new IllegalArgumentException(
          "SURFACE_INVALID: points=" + points + " values=" + values.length);
    }
  }

  /** Point with the largest figure; the first of equals. */
  public int peak() {
    int peak = 0;
    for (int i = 1; i < values.length; i++) {
      peak = Double.isNaN(values[peak]) || values[i] > values[peak] ? i : peak;
    }
    return peak;
  }

  /** Point whose figure and its neighbours' are best on average: the one to take. */
  public int plateau() {
    int best = 0;
    double mean = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      double around = neighbourhood(i, true);
      if (around > mean) {
        mean = around;
        best = i;
      }
    }
    return best;
  }

  /**
   * Mean of a point's neighbours by its own figure, 0 to 1: 1 is a plateau, near 0 a spike. 0 when
   * the figure is not above 0.
   */
  public double score(int point) {
    if (!(values[point] > 0)) {
      return 0;
    }
    double score = neighbourhood(point, false) / values[point];
    return Double.isNaN(score) ? 0 : Math.max(0, Math.min(1, score));
  }

  /** Position on each axis. */
  public int[] coordinates(int point) {
    int[] at = new int[axes.size()];
    int rest = point;
    for (int a = at.length - 1; a >= 0; a--) {
      int size = axes.get(a).values().length;
      at[a] = rest % size;
      rest /= size;
    }
    return at;
  }

  /** Mean over the points at most one step away on every axis; failed trials count as 0. */
  private double neighbourhood(int point, boolean withItself) {
    int[] at = coordinates(point);
    double sum = 0;
    int count = 0;
    for (int other = 0; other < values.length; other++) {
      if ((other != point || withItself) && near(coordinates(other), at)) {
        sum += Double.isNaN(values[other]) ? 0 : values[other];
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  private static boolean near(int[] a, int[] b) {
    for (int i = 0; i < a.length; i++) {
      if (Math.abs(a[i] - b[i]) > 1) {
        return false;
      }
    }
    return true;
  }
}
