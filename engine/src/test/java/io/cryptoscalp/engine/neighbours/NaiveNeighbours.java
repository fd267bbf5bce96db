package io.cryptoscalp.engine.neighbours;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Neighbours from all prices that ever were, by the definitions alone. */
final class NaiveNeighbours {
  private final NeighbourOptions options;
  private final SortedMap<String, List<double[]>> prices = new TreeMap<>(); // time, price

  /** An edge to a neighbour. */
  record Edge(String neighbour, double correlation, double leading, double lag) {}

  NaiveNeighbours(NeighbourOptions options) {
    this.options = options;
  }

  void update(String instrument, long timeNs, double price) {
    prices.computeIfAbsent(instrument, id -> new ArrayList<>()).add(new double[] {timeNs, price});
  }

  private double price(String instrument, long stepNs) {
    double found = Double.NaN;
    for (double[] price : prices.get(instrument)) {
      if (price[0] <= stepNs) {
        found = stepNs - price[0] < options.maxAgeNs() ? price[1] : Double.NaN;
      }
    }
    return found;
  }

  private double[] returns(String instrument, long stepNs) {
    double[] returns = new double[options.window()];
    for (int i = 0; i < returns.length; i++) {
      long at = stepNs - (returns.length - 1 - i) * options.stepNs();
      returns[i] = Math.log(price(instrument, at) / price(instrument, at - options.stepNs()));
    }
    return returns;
  }

  private static double product(double[] a, double[] b, int lag) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      if (i - lag >= 0 && i - lag < a.length) {
        double x = Double.isNaN(a[i]) ? 0 : a[i] - mean(a);
        double y = Double.isNaN(b[i - lag]) ? 0 : b[i - lag] - mean(b);
        sum += x * y;
      }
    }
    return sum;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += Double.isNaN(value) ? 0 : value;
    }
    return sum / known(values);
  }

  private static int known(double[] values) {
    int known = 0;
    for (double value : values) {
      known += Double.isNaN(value) ? 0 : 1;
    }
    return known;
  }

  private boolean usable(double[] returns) {
    return known(returns) >= 0.75 * options.window() && product(returns, returns, 0) > 1e-20;
  }

  /** The strongest neighbours as of a step. */
  List<Edge> of(String target, long stepNs) {
    double[] own = returns(target, stepNs);
    List<Edge> edges = new ArrayList<>();
    for (Map.Entry<String, List<double[]>> other : prices.entrySet()) {
      double[] theirs = returns(other.getKey(), stepNs);
      if (!other.getKey().equals(target) && usable(own) && usable(theirs)) {
        edges.add(edge(other.getKey(), own, theirs));
      }
    }
    edges.sort((a, b) -> Double.compare(Math.abs(b.leading), Math.abs(a.leading)));
    return edges.subList(0, Math.min(options.count(), edges.size()));
  }

  private Edge edge(String neighbour, double[] own, double[] theirs) {
    double scale = Math.sqrt(product(own, own, 0) * product(theirs, theirs, 0));
    int best = 0;
    for (int lag = -options.lags(); lag <= options.lags(); lag++) {
      double size = Math.abs(product(own, theirs, lag));
      if (size > Math.abs(product(own, theirs, best))) {
        best = lag;
      }
    }
    return new Edge(
        neighbour,
        product(own, theirs, 0) / scale,
        product(own, theirs, best) / scale,
        (double) best / options.lags());
  }
}
