package io.cryptoscalp.engine.features.patterns;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.graph.BarRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Pivots and what is drawn through them as of one bar, from the raw bars up to it. */
final class NaivePivots {
  /** A pivot, its bar counted from 0. */
  record Pivot(int bar, double price, boolean high) {}

  /** A level and its number of pivots. */
  record Level(double price, int touches) {}

  private static final int HELD = 12;

  private final List<Bar> bars;
  private final int k;
  private final int now;

  NaivePivots(List<Bar> bars, int k, int now) {
    this.bars = bars;
    this.k = k;
    this.now = now;
  }

  static double price(long scaled) {
    return BarRun.btc().price(scaled);
  }

  double close(int bar) {
    return price(bars.get(bar).close());
  }

  private double extreme(int bar, boolean high) {
    return high ? price(bars.get(bar).high()) : -price(bars.get(bar).low());
  }

  /** The last twelve pivots of a side that are confirmed, oldest first. */
  List<Pivot> side(boolean high) {
    List<Pivot> found = new ArrayList<>();
    for (int bar = k; bar + k <= now; bar++) {
      double at = extreme(bar, high);
      double before = Double.NEGATIVE_INFINITY;
      double after = Double.NEGATIVE_INFINITY;
      for (int i = 1; i <= k; i++) {
        before = Math.max(before, extreme(bar - i, high));
        after = Math.max(after, extreme(bar + i, high));
      }
      if (at > before && at >= after) {
        found.add(new Pivot(bar, high ? at : -at, high));
      }
    }
    return found.subList(Math.max(0, found.size() - HELD), found.size());
  }

  /** Alternating pivots, oldest first. */
  List<Pivot> swings() {
    List<Pivot> all = new ArrayList<>(side(true));
    all.addAll(side(false));
    all.sort(Comparator.comparingInt(Pivot::bar));
    // Two on one bar: the one that alternates with the pivot before comes first, a high at the
    // start.
    for (int i = 0; i + 1 < all.size(); i++) {
      if (all.get(i).bar() == all.get(i + 1).bar()) {
        boolean highFirst = i == 0 || !all.get(i - 1).high();
        if (all.get(i).high() != highFirst) {
          Collections.swap(all, i, i + 1);
        }
        i++;
      }
    }
    List<Pivot> swings = new ArrayList<>();
    int i = 0;
    while (i < all.size()) {
      Pivot best = all.get(i);
      for (i++; i < all.size() && all.get(i).high() == best.high(); i++) {
        Pivot next = all.get(i);
        if (best.high() ? next.price() > best.price() : next.price() < best.price()) {
          best = next;
        }
      }
      swings.add(best);
    }
    return swings;
  }

  /** Levels, lowest first. */
  List<Level> levels() {
    List<Double> prices = new ArrayList<>();
    side(true).forEach(p -> prices.add(p.price()));
    side(false).forEach(p -> prices.add(p.price()));
    Collections.sort(prices);
    List<Level> levels = new ArrayList<>();
    while (!prices.isEmpty()) {
      double spread = Levels.WIDTH * spread();
      double first = prices.get(0);
      List<Double> members = prices.stream().filter(p -> p - first <= spread).toList();
      double mean = first + members.stream().mapToDouble(p -> p - first).sum() / members.size();
      levels.add(new Level(mean, members.size()));
      prices.removeAll(members);
    }
    return levels;
  }

  private double spread() {
    List<Pivot> all = new ArrayList<>(side(true));
    all.addAll(side(false));
    return all.stream().mapToDouble(Pivot::price).max().orElse(0)
        - all.stream().mapToDouble(Pivot::price).min().orElse(0);
  }

  /** The line through the last two pivots of a side at a bar; NaN when there are not two. */
  double line(boolean high, int bar) {
    List<Pivot> side = side(high);
    if (side.size() < 2) {
      return Double.NaN;
    }
    Pivot a = side.get(side.size() - 2);
    Pivot b = side.get(side.size() - 1);
    double part = (bar - a.bar()) / (double) (b.bar() - a.bar());
    return a.price() * (1 - part) + b.price() * part;
  }
}
