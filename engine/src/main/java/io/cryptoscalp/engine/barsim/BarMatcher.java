package io.cryptoscalp.engine.barsim;

/**
 * Fills the orders of one instrument along a bar: at the open first, then on straight lines to one
 * extreme, the other, and the close, in the order in which the price meets them.
 */
final class BarMatcher {
  private final BarTerms terms;
  private final OrderFiller filler;

  BarMatcher(BarTerms terms) {
    this.terms = terms;
    filler = new OrderFiller(terms);
  }

  /** Sets the instrument and the rest of the account, which does not change inside the bar. */
  void bind(
      BarMarket market,
      TickGrid steps,
      double base,
      double otherNotional,
      double otherMaintenance) {
    filler.bind(market, steps, base, otherNotional, otherMaintenance);
  }

  /** Walks a bar whose extremes come in the given order. */
  void walk(Holding held, double open, double first, double second, double close) {
    filler.atOpen = true;
    settle(held, open);
    filler.atOpen = false;
    line(held, open, first);
    line(held, first, second);
    line(held, second, close);
  }

  /** Fills the market orders at a price. */
  void close(Holding held, double price) {
    filler.atOpen = false;
    settle(held, price);
  }

  /**
   * Things inside a bar whose order can matter: with fewer than two of them both ways end the same.
   */
  int candidates(Holding held, double high, double low) {
    OrderTable orders = held.orders;
    int found = 0;
    for (int k = 0; k < orders.count; k++) {
      boolean buy = orders.quantity[k] > 0;
      switch (orders.kind[k]) {
        case OrderTable.LIMIT -> {
          boolean unknown = !Double.isNaN(orders.relative[k]);
          found += unknown || (buy ? low <= orders.limit[k] : high >= orders.limit[k]) ? 1 : 0;
        }
        case OrderTable.STOP -> {
          boolean unknown = !Double.isNaN(orders.relative[k]);
          found += unknown || (buy ? high >= orders.stop[k] : low <= orders.stop[k]) ? 1 : 0;
        }
        case OrderTable.STOP_LIMIT ->
            found += (buy ? high >= orders.stop[k] : low <= orders.stop[k]) ? 2 : 0;
        case OrderTable.TRAILING -> found += 2;
        default -> {}
      }
    }
    if (found > 0 && terms.leverage() > 1) {
      return found + 1;
    }
    double liquidation = filler.liquidationPrice(held);
    return found + (liquidation >= low && liquidation <= high ? 1 : 0);
  }

  /** True when the position would be liquidated inside a bar if nothing else happened. */
  boolean inDanger(Holding held, double high, double low) {
    double price = filler.liquidationPrice(held);
    return held.quantity > 0 ? price >= low : price <= high;
  }

  /** Takes what is due at a price, one after the other. */
  private void settle(Holding held, double price) {
    OrderTable orders = held.orders;
    int k = 0;
    while (k < orders.count) {
      if (orders.waiting[k] || !due(held, k, price)) {
        k++;
      } else {
        // What a fill changed may be due now, though it was not when it was passed.
        k = take(held, k, price) ? 0 : k + 1;
      }
    }
    if (filler.isLiquidated(held, price)) {
      filler.liquidate(held, price);
    }
    for (int i = 0; i < orders.count; i++) {
      orders.fresh[i] &= orders.waiting[i];
    }
  }

  private boolean due(Holding held, int k, double price) {
    OrderTable orders = held.orders;
    boolean buy = orders.quantity[k] > 0;
    return switch (orders.kind[k]) {
      case OrderTable.MARKET -> held.capacity > 0;
      case OrderTable.LIMIT -> held.capacity > 0 && isThrough(buy, orders.limit[k], price);
      case OrderTable.STOP, OrderTable.STOP_LIMIT ->
          buy ? price >= orders.stop[k] : price <= orders.stop[k];
      default -> {
        follow(orders, k, price);
        double stop = trailed(orders, k);
        yield buy ? price >= stop : price <= stop;
      }
    };
  }

  /** Does what a due order does; false when it changed nothing else. */
  private boolean take(Holding held, int k, double price) {
    OrderTable orders = held.orders;
    switch (orders.kind[k]) {
      case OrderTable.MARKET -> filler.fill(held, k, price, true);
      case OrderTable.LIMIT -> {
        boolean arriving = orders.fresh[k];
        filler.fill(held, k, arriving ? price : orders.limit[k], arriving);
      }
      case OrderTable.STOP_LIMIT -> {
        orders.kind[k] = OrderTable.LIMIT;
        orders.fresh[k] = true;
      }
      default -> {
        orders.kind[k] = OrderTable.MARKET;
        if (held.capacity > 0) {
          filler.fill(held, k, price, true);
        } else {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isThrough(boolean buy, double limit, double price) {
    boolean touches = terms.limits() == LimitRule.TOUCH && price == limit;
    return touches || (buy ? price < limit : price > limit);
  }

  private static double trailed(OrderTable orders, int k) {
    double sign = orders.quantity[k] > 0 ? 1 : -1;
    return orders.extreme[k] * (1 + sign * orders.trail[k]);
  }

  private static void follow(OrderTable orders, int k, double price) {
    boolean buy = orders.quantity[k] > 0;
    double best = orders.extreme[k];
    if (Double.isNaN(best) || (buy ? price < best : price > best)) {
      orders.extreme[k] = price;
    }
  }

  /** Moves the price in a straight line and takes what it meets, nearest first. */
  private void line(Holding held, double from, double to) {
    OrderTable orders = held.orders;
    boolean down = to < from;
    double price = from;
    while (price != to && (orders.count > 0 || held.quantity != 0)) {
      int nearest = -1;
      double level = to;
      boolean found = false;
      for (int k = 0; k < orders.count; k++) {
        double met = orders.waiting[k] ? Double.NaN : level(held, k, down, to);
        if (down
            ? met > level || (met == level && !found)
            : met < level || (met == level && !found)) {
          nearest = k;
          level = met;
          found = true;
        }
      }
      double liquidation = filler.liquidationPrice(held);
      boolean along = down ? held.quantity > 0 : held.quantity < 0;
      if (along && (down ? liquidation >= level : liquidation <= level)) {
        filler.liquidate(held, down ? Math.min(liquidation, price) : Math.max(liquidation, price));
        continue;
      }
      if (!found) {
        break;
      }
      price = level;
      take(held, nearest, price);
      settle(held, price);
    }
    for (int k = 0; k < orders.count; k++) {
      if (orders.kind[k] == OrderTable.TRAILING && !orders.waiting[k]) {
        follow(orders, k, to);
      }
    }
  }

  /** Where on the way an order is met; NaN when it is not. */
  private double level(Holding held, int k, boolean down, double to) {
    OrderTable orders = held.orders;
    boolean buy = orders.quantity[k] > 0;
    byte kind = orders.kind[k];
    if (kind == OrderTable.LIMIT) {
      boolean met = buy == down && held.capacity > 0 && isThrough(buy, orders.limit[k], to);
      return met ? orders.limit[k] : Double.NaN;
    }
    if (kind == OrderTable.MARKET || buy == down) {
      return Double.NaN;
    }
    double stop = kind == OrderTable.TRAILING ? trailed(orders, k) : orders.stop[k];
    return (down ? stop >= to : stop <= to) ? stop : Double.NaN;
  }
}
