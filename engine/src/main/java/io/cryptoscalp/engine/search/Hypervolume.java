package io.cryptoscalp.engine.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Volume of what a set of losses is better than, up to a reference point: grows with a front that
 * comes closer or covers more (Zitzler and Thiele, PPSN V, 1998). Computed by slicing along the
 * last loss; meant for a few losses and some hundred points.
 */
public final class Hypervolume {
  private Hypervolume() {}

  /**
   * The volume.
   *
   * @param losses points; those not better than the reference in all losses add nothing
   * @param reference worst losses that count
   */
  public static double of(List<double[]> losses, double[] reference) {
    List<double[]> inside = new ArrayList<>();
    for (double[] point : losses) {
      boolean better = true;
      for (int i = 0; i < reference.length; i++) {
        better &= point[i] < reference[i];
      }
      if (better) {
        inside.add(point);
      }
    }
    return slices(inside, reference, reference.length);
  }

  private static double slices(List<double[]> points, double[] reference, int losses) {
    if (points.isEmpty()) {
      return 0;
    }
    if (losses == 1) {
      double best = reference[0];
      for (double[] point : points) {
        best = Math.min(best, point[0]);
      }
      return reference[0] - best;
    }
    int last = losses - 1;
    List<double[]> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparingDouble(point -> point[last]));
    if (losses == 2) {
      return area(sorted, reference);
    }
    double volume = 0;
    for (int i = 0; i < sorted.size(); i++) {
      double to = i + 1 < sorted.size() ? sorted.get(i + 1)[last] : reference[last];
      double height = to - sorted.get(i)[last];
      if (height > 0) {
        volume += height * slices(sorted.subList(0, i + 1), reference, last);
      }
    }
    return volume;
  }

  private static double area(List<double[]> sorted, double[] reference) {
    double area = 0;
    double left = reference[0];
    for (double[] point : sorted) {
      if (point[0] < left) {
        area += (left - point[0]) * (reference[1] - point[1]);
        left = point[0];
      }
    }
    return area;
  }

  /** The worst of each loss over points, for a reference; empty points give an empty array. */
  public static double[] worst(List<double[]> losses) {
    if (losses.isEmpty()) {
      return new double[0];
    }
    double[] worst = new double[losses.get(0).length];
    Arrays.fill(worst, Double.NEGATIVE_INFINITY);
    for (double[] point : losses) {
      for (int i = 0; i < worst.length; i++) {
        worst[i] = Math.max(worst[i], point[i]);
      }
    }
    return worst;
  }
}
