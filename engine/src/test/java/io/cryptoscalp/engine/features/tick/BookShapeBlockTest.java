package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.features.tick.TickTape.Depth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Do the measures of the book's shape equal what its raw levels give? */
class BookShapeBlockTest extends TickBlockContract {
  @Override
  protected TickBlock block(List<Integer> windowsSeconds) {
    return new BookShapeBlock(windowsSeconds);
  }

  @Override
  protected double tolerance(String id) {
    return id.startsWith("convexity") ? 1e-5 : 1e-8;
  }

  private static double[][] best(double[][] side, int levels) {
    return Arrays.copyOf(side, Math.min(levels, side.length));
  }

  private static double total(double[][] side, int levels) {
    return Arrays.stream(best(side, levels)).mapToDouble(level -> level[1]).sum();
  }

  private static double vwap(double[][] side, int levels) {
    double value =
        Arrays.stream(best(side, levels)).mapToDouble(level -> level[0] * level[1]).sum();
    return value / total(side, levels);
  }

  private static double imbalance(Depth book, int levels) {
    double bid = total(book.bids(), levels);
    double ask = total(book.asks(), levels);
    return (bid - ask) / (bid + ask);
  }

  @Override
  protected void expect(TickTape tape, Map<String, Double> to) {
    for (int w : TickRun.WINDOWS) {
      List<Depth> books = tape.in(tape.depths, w).stream().filter(Depth::sound).toList();
      if (tape.warm(w) && !books.isEmpty()) {
        to.put(
            "imbalance_mean_l10_" + w + "s",
            books.stream().mapToDouble(book -> imbalance(book, 10)).average().orElseThrow());
      }
    }
    if (tape.depths.isEmpty() || !tape.depths.get(tape.depths.size() - 1).sound()) {
      return;
    }
    Depth book = tape.depths.get(tape.depths.size() - 1);
    double mid = (book.bids()[0][0] + book.asks()[0][0]) / 2;
    to.put("imbalance_l2", imbalance(book, 2));
    to.put("imbalance_l3", imbalance(book, 3));
    for (int levels : new int[] {2, 5, 10}) {
      double share = (1 + imbalance(book, levels)) / 2;
      double sum = share * book.asks()[0][0] + (1 - share) * book.bids()[0][0];
      double vwap = share * vwap(book.asks(), levels) + (1 - share) * vwap(book.bids(), levels);
      to.put("micro_sum_l" + levels, (sum / mid - 1) * 1e4);
      to.put("micro_vwap_l" + levels, (vwap / mid - 1) * 1e4);
    }
    side("bid", best(book.bids(), 10), mid, to);
    side("ask", best(book.asks(), 10), mid, to);
    if (book.bids().length > 1 && book.asks().length > 1) {
      to.put("book_centre_tilt", to.get("book_centre_ask") - to.get("book_centre_bid"));
    }
  }

  private static void side(String side, double[][] levels, double mid, Map<String, Double> to) {
    int n = levels.length;
    double total = total(levels, n);
    double herfindahl = 0;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      herfindahl += Math.pow(levels[i][1] / total, 2);
      x[i] = Math.abs(levels[i][0] - mid) / mid * 1e4;
      y[i] = total(levels, i + 1) / total;
    }
    to.put("top_share_" + side, levels[0][1] / total);
    to.put("book_centre_" + side, Math.abs(vwap(levels, n) - mid) / mid * 1e4);
    to.put("book_herfindahl_" + side, herfindahl);
    to.put("slope_share_" + side, dot(x, y) / dot(x, x));
    if (n > 1) {
      to.put("gap_" + side, x[1] - x[0]);
      to.put("gap_mean_" + side, (x[n - 1] - x[0]) / (n - 1));
    }
    if (n > 2) {
      // Gram-Schmidt: the part of x^2 that x does not explain.
      double[] line = new double[n];
      double[] curve = new double[n];
      for (int i = 0; i < n; i++) {
        line[i] = x[i] / x[n - 1];
        curve[i] = line[i] * line[i];
      }
      double square = dot(curve, curve);
      double explained = dot(line, curve) / dot(line, line);
      for (int i = 0; i < n; i++) {
        curve[i] -= explained * line[i];
      }
      if (dot(curve, curve) > 1e-9 * square) {
        to.put("convexity_" + side, dot(curve, y) / dot(curve, curve));
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
