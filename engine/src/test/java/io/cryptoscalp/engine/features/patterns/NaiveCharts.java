package io.cryptoscalp.engine.features.patterns;

import io.cryptoscalp.engine.features.patterns.NaivePivots.Pivot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The rules of the chart patterns as their documentation states them, on swings newest first, with
 * prices upside down for the mirrored patterns.
 */
final class NaiveCharts {
  private final List<Pivot> swings;
  private final int now;

  NaiveCharts(NaivePivots pivots, int now) {
    swings = new ArrayList<>(pivots.swings());
    Collections.reverse(swings);
    this.now = now;
  }

  double headAndShoulders(boolean inverse) {
    return told(inverse, true, NaiveCharts::headAndShoulders);
  }

  double doubleTop(boolean inverse) {
    return told(inverse, true, NaiveCharts::doubleTop);
  }

  double flag(boolean inverse) {
    return told(inverse, false, NaiveCharts::flag);
  }

  double cup() {
    return told(false, false, NaiveCharts::cup);
  }

  /** The rule's verdict where enough swings exist, are recent and end on the right side. */
  private double told(boolean inverse, boolean endsHigh, ToDoubleFunction<List<Pivot>> rule) {
    if (swings.size() < 6) {
      return Double.NaN;
    }
    List<Pivot> turned =
        swings.stream().map(p -> inverse ? new Pivot(p.bar(), -p.price(), !p.high()) : p).toList();
    boolean stale = now - turned.get(0).bar() > turned.get(0).bar() - turned.get(4).bar();
    return stale || turned.get(0).high() != endsHigh ? 0 : rule.applyAsDouble(turned);
  }

  private static double headAndShoulders(List<Pivot> s) {
    double[] e = {p(s, 5), p(s, 4), p(s, 3), p(s, 2), p(s, 1), p(s, 0)};
    double neck = (e[2] + e[4]) / 2;
    double height = e[3] - neck;
    double one = s.get(2).bar() - s.get(4).bar();
    double two = s.get(0).bar() - s.get(2).bar();
    return height <= 0
        ? 0
        : least(
            score((e[3] - Math.max(e[1], e[5])) / height, 0.1, 0.25),
            score(Math.abs(e[1] - e[5]) / height, 0.4, 0),
            score(Math.abs(e[2] - e[4]) / height, 0.4, 0),
            score((Math.min(e[1], e[5]) - neck) / height, 0.1, 0.3),
            score((neck - e[0]) / height, 0, 0.3),
            score(Math.min(one / two, two / one), 0.25, 0.5));
  }

  private static double doubleTop(List<Pivot> s) {
    double top = (p(s, 0) + p(s, 2)) / 2;
    double height = top - p(s, 1);
    return height <= 0
        ? 0
        : least(
            score(Math.abs(p(s, 0) - p(s, 2)) / height, 0.3, 0),
            score((top - p(s, 3)) / height, 0.8, 1.3));
  }

  private static double flag(List<Pivot> s) {
    double pole = p(s, 3) - p(s, 4);
    double bars = s.get(0).bar() - s.get(3).bar();
    double poleBars = s.get(3).bar() - s.get(4).bar();
    double fall = (p(s, 3) - Math.min(p(s, 0), p(s, 2))) / pole;
    double upper = bars * (p(s, 1) - p(s, 3)) / (s.get(1).bar() - s.get(3).bar());
    double lower = bars * (p(s, 0) - p(s, 2)) / (s.get(0).bar() - s.get(2).bar());
    return pole <= 0
        ? 0
        : least(
            score(fall, 0.7, 0.45),
            score(fall, 0.05, 0.12),
            score((p(s, 1) - p(s, 3)) / pole, 0.08, 0),
            score((p(s, 0) - p(s, 2)) / pole, 0.08, 0),
            score(Math.abs(upper - lower) / pole, 0.35, 0),
            score(poleBars / bars, 1.5, 1));
  }

  private static double cup(List<Pivot> s) {
    double best = 0;
    for (int left = 3; left < s.size() - 1; left += 2) {
      double bottom = s.subList(1, left).stream().mapToDouble(Pivot::price).min().orElseThrow();
      double depth = (p(s, 1) + p(s, left)) / 2 - bottom;
      double length = s.get(1).bar() - s.get(left).bar();
      double fall = (p(s, 1) - p(s, 0)) / depth;
      double off = 0;
      for (Pivot swing : s.subList(2, left)) {
        double x = 2 * (swing.bar() - s.get(left).bar()) / length - 1;
        off = Math.max(off, Math.abs((swing.price() - bottom) / depth - x * x));
      }
      if (depth > 0) {
        best =
            Math.max(
                best,
                least(
                    score(Math.abs(p(s, 1) - p(s, left)) / depth, 0.3, 0),
                    score((p(s, left) - p(s, left + 1)) / depth, 0.3, 0.8),
                    score(off, 0.4, 0),
                    score(fall, 0.6, 0.35),
                    score(fall, 0.03, 0.1),
                    score((s.get(0).bar() - s.get(1).bar()) / length, 0.6, 0.35)));
      }
    }
    return best;
  }

  /** The five lines-that-meet patterns, in the order of {@link Triangle.Kind}. */
  double[] triangles() {
    double[] told = new double[5];
    if (swings.size() < 6) {
      Arrays.fill(told, Double.NaN);
      return told;
    }
    List<Pivot> five = swings.subList(0, 5);
    int end = five.get(0).bar();
    int start = five.get(4).bar();
    double[] upper = line(five.stream().filter(Pivot::high).toList());
    double[] lower = line(five.stream().filter(p -> !p.high()).toList());
    double width = upper[0] + upper[1] * start - lower[0] - lower[1] * start;
    double left = upper[0] + upper[1] * end - lower[0] - lower[1] * end;
    if (now - end > end - start || width <= 0 || left <= 0) {
      return told;
    }
    double up = upper[1] * (end - start) / width;
    double low = lower[1] * (end - start) / width;
    double common =
        least(
            score(1 - left / width, 0.15, 0.4),
            score(Math.max(upper[2], lower[2]) / width, 0.2, 0));
    told[0] = least(common, score(Math.abs(up), 0.2, 0), score(low, 0.15, 0.35));
    told[1] = least(common, score(Math.abs(low), 0.2, 0), score(-up, 0.15, 0.35));
    told[2] = least(common, score(-up, 0.1, 0.25), score(low, 0.1, 0.25));
    told[3] = least(common, score(up, 0.1, 0.25), score(low, 0.1, 0.25));
    told[4] = least(common, score(-up, 0.1, 0.25), score(-low, 0.1, 0.25));
    return told;
  }

  /** Intercept, slope and largest residual of the normal equations. */
  private static double[] line(List<Pivot> points) {
    double n = points.size();
    double shift = points.get(0).bar();
    double x = points.stream().mapToDouble(p -> p.bar() - shift).sum();
    double y = points.stream().mapToDouble(Pivot::price).sum();
    double xx = points.stream().mapToDouble(p -> (p.bar() - shift) * (p.bar() - shift)).sum();
    double xy = points.stream().mapToDouble(p -> (p.bar() - shift) * p.price()).sum();
    double slope = (n * xy - x * y) / (n * xx - x * x);
    double intercept = (y - slope * x) / n - slope * shift;
    double worst =
        points.stream()
            .mapToDouble(p -> Math.abs(p.price() - intercept - slope * p.bar()))
            .max()
            .orElseThrow();
    return new double[] {intercept, slope, worst};
  }

  private static double p(List<Pivot> swings, int i) {
    return swings.get(i).price();
  }

  private static double score(double x, double none, double full) {
    double part = (x - none) / (full - none);
    return part <= 0 ? 0 : Math.min(1, part);
  }

  private static double least(double... scores) {
    return Arrays.stream(scores).min().orElseThrow();
  }
}
