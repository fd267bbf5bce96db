package io.cryptoscalp.engine.features.tick;

import io.cryptoscalp.engine.book.OrderBook;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/** A copy of the best levels of one side, scaled, and what describes their shape. */
final class BookSide {
  private final long[] prices;
  private final long[] quantities;
  private int count;

  BookSide(int levels) {
    prices = new long[levels];
    quantities = new long[levels];
  }

  void clear() {
    count = 0;
  }

  void takeBids(OrderBook book) {
    count = Math.min(prices.length, book.bidCount());
    for (int i = 0; i < count; i++) {
      prices[i] = book.bidPrice(i);
      quantities[i] = book.bidQuantity(i);
    }
  }

  void takeAsks(OrderBook book) {
    count = Math.min(prices.length, book.askCount());
    for (int i = 0; i < count; i++) {
      prices[i] = book.askPrice(i);
      quantities[i] = book.askQuantity(i);
    }
  }

  int count() {
    return count;
  }

  double price(int level) {
    return (double) prices[level];
  }

  double quantity(int level) {
    return (double) quantities[level];
  }

  /** Quantity of the best so many levels. */
  double total(int levels) {
    double sum = 0;
    for (int i = 0; i < Math.min(levels, count); i++) {
      sum += quantities[i];
    }
    return sum;
  }

  /** Sum of squared quantities. */
  double squares() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (double) quantities[i] * quantities[i];
    }
    return sum;
  }

  /** Quantity-weighted mean distance from the mid of the best so many levels, scaled price. */
  double distance(double mid, int levels) {
    double sum = 0;
    for (int i = 0; i < Math.min(levels, count); i++) {
      sum += Math.abs(prices[i] - mid) * quantities[i];
    }
    return sum / total(levels);
  }

  /** Least-squares slope of the cumulative share of quantity on distance, through the origin. */
  double slope(double mid) {
    double total = total(count);
    double cumulative = 0;
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < count; i++) {
      cumulative += quantities[i];
      double x = Math.abs(prices[i] - mid);
      xy += x * (cumulative / total);
      xx += x * x;
    }
    return xy / xx;
  }

  /**
   * The b of the least-squares fit of cumulative share = a x + b x^2, x the distance from the mid
   * as a fraction of the farthest level's: positive where quantity lies deep in the book.
   */
  double convexity(double mid) {
    double farthest = Math.abs(prices[count - 1] - mid);
    double total = total(count);
    double cumulative = 0;
    double x2 = 0;
    double x3 = 0;
    double x4 = 0;
    double xy = 0;
    double x2y = 0;
    for (int i = 0; i < count; i++) {
      cumulative += quantities[i];
      double x = Math.abs(prices[i] - mid) / farthest;
      double y = cumulative / total;
      x2 += x * x;
      x3 += x * x * x;
      x4 += x * x * x * x;
      xy += x * y;
      x2y += x * x * y;
    }
    double determinant = x2 * x4 - x3 * x3;
    // Levels at nearly one distance do not determine a curve.
    return determinant > 1e-9 * x2 * x4 ? (x2 * x2y - x3 * xy) / determinant : Double.NaN;
  }

  void write(StateWriter out) {
    out.writeLongs(prices, count);
    out.writeLongs(quantities, count);
  }

  void read(StateReader in) {
    count = in.readLongs(prices, "tick");
    in.readLongs(quantities, "tick");
  }
}
