package io.cryptoscalp.engine.barsim;

import org.jspecify.annotations.Nullable;

/**
 * What a strategy on bars sees and does: closed bars, its account, its orders. Quantities are in
 * base units, positive to buy and negative to sell. Prices are put on the instrument's ticks,
 * limits away from the market and stops farther from it. A placement returns the order's id, 0 when
 * it was not taken: a quantity or price that is none, or before the run's begin.
 */
public final class BarContext {
  private final BarAccount account;
  private final TickGrid[] grids;
  private final @Nullable DecisionLog decisions;
  private long ids;
  long orders;

  BarContext(BarAccount account, @Nullable DecisionLog decisions) {
    this.account = account;
    this.decisions = decisions;
    grids = account.grids;
  }

  /** Number of instruments, from 0. */
  public int instruments() {
    return grids.length;
  }

  /** End of the bars that just closed, ns since the epoch. */
  public long nowNs() {
    return account.nowNs;
  }

  /** Closed bars of an instrument. */
  public BarView bars(int instrument) {
    return account.views[instrument];
  }

  /** True when a bar of the instrument just closed; false in its gaps. */
  public boolean isNew(int instrument) {
    return account.fresh[instrument];
  }

  /** Position, base units, negative when short. */
  public double position(int instrument) {
    return account.holdings[instrument].quantity;
  }

  /** Mean entry price of the position, 0 when flat. */
  public double averagePrice(int instrument) {
    return account.holdings[instrument].average;
  }

  /** Equity at the last closes, account currency. */
  public double equity() {
    return account.equity();
  }

  /** Orders that are open, children of brackets included. */
  public int openOrders(int instrument) {
    return account.holdings[instrument].orders.count;
  }

  /** True while an order is open. */
  public boolean isOpen(int instrument, long id) {
    return account.holdings[instrument].orders.find(id) >= 0;
  }

  /** Quantity worth a share of equity times the terms' leverage at the last close. */
  public double sizeByEquity(int instrument, double share) {
    double close = account.views[instrument].close(0);
    return Math.max(0, share * equity() * account.terms.leverage() / close);
  }

  /**
   * Quantity that loses a share of equity when the price moves by a distance.
   *
   * @param share of equity to lose, 0.01 = 1 %
   * @param distance from entry to stop, quote units, positive
   */
  public double sizeByRisk(int instrument, double share, double distance) {
    return distance > 0 ? Math.max(0, share * equity() / distance) : 0;
  }

  /** Buys or sells at the next bar's open. */
  public long market(int instrument, double quantity) {
    return place(instrument, OrderTable.MARKET, quantity, 0, 0, false);
  }

  /** Closes the position at the next bar's open. */
  public long close(int instrument) {
    return place(instrument, OrderTable.MARKET, -position(instrument), 0, 0, true);
  }

  /** Buys at a price or below, sells at it or above. */
  public long limit(int instrument, double quantity, double price, boolean reduceOnly) {
    return place(instrument, OrderTable.LIMIT, quantity, price, 0, reduceOnly);
  }

  /** Buys at market when the price reaches a price from below, sells from above. */
  public long stop(int instrument, double quantity, double stop, boolean reduceOnly) {
    return place(instrument, OrderTable.STOP, quantity, 0, stop, reduceOnly);
  }

  /** A limit order that is placed when the price reaches the stop. */
  public long stopLimit(
      int instrument, double quantity, double stop, double limit, boolean reduceOnly) {
    return place(instrument, OrderTable.STOP_LIMIT, quantity, limit, stop, reduceOnly);
  }

  /**
   * A stop that follows the best price since it works.
   *
   * @param distance fraction of the best price, above 0 to below 1
   */
  public long trailingStop(int instrument, double quantity, double distance, boolean reduceOnly) {
    long id = place(instrument, OrderTable.TRAILING, quantity, 0, distance, reduceOnly);
    return id;
  }

  /**
   * Adds a take-profit and a stop-loss to an open order; they work from its first fill, take from
   * each other, and only ever reduce.
   *
   * @param entry an open order that was placed before
   * @param target distance of the take-profit from the fill, fraction; 0 = none
   * @param stop distance of the stop-loss, fraction; 0 = none
   * @param trailing distance of a trailing stop, fraction; 0 = none
   * @return false when the order is not open
   */
  public boolean bracket(int instrument, long entry, double target, double stop, double trailing) {
    OrderTable orders = account.holdings[instrument].orders;
    int at = orders.find(entry);
    if (at < 0) {
      return false;
    }
    double quantity = -orders.quantity[at];
    long group = ++ids;
    if (target > 0) {
      int k = child(orders, OrderTable.LIMIT, BarExit.TARGET, quantity, entry, group);
      orders.relative[k] = target;
      log(instrument, k);
    }
    if (stop > 0) {
      int k = child(orders, OrderTable.STOP, BarExit.STOP, quantity, entry, group);
      orders.relative[k] = stop;
      log(instrument, k);
    }
    if (trailing > 0) {
      int k = child(orders, OrderTable.TRAILING, BarExit.TRAILING_STOP, quantity, entry, group);
      orders.trail[k] = trailing;
      log(instrument, k);
    }
    return true;
  }

  private int child(
      OrderTable orders, byte kind, BarExit why, double quantity, long parent, long group) {
    int k = orders.add(++ids, kind, why, quantity, true);
    orders.parent[k] = parent;
    orders.group[k] = group;
    orders.waiting[k] = true;
    return k;
  }

  /** Cancels an order; false when it is not open. */
  public boolean cancel(int instrument, long id) {
    OrderTable orders = account.holdings[instrument].orders;
    int at = orders.find(id);
    if (at < 0) {
      return false;
    }
    if (decisions != null) {
      decisions.cancel(account.nowNs, instrument, id);
    }
    orders.remove(at);
    return true;
  }

  /** Cancels all orders of an instrument. */
  public void cancelAll(int instrument) {
    OrderTable orders = account.holdings[instrument].orders;
    if (decisions != null && orders.count > 0) {
      decisions.cancel(account.nowNs, instrument, 0);
    }
    orders.clear();
  }

  private long place(
      int instrument, byte kind, double quantity, double limit, double stop, boolean reduceOnly) {
    double signed = lots(instrument, quantity);
    boolean priced = kind == OrderTable.MARKET || (limit >= 0 && stop >= 0 && limit + stop > 0);
    boolean trails = kind != OrderTable.TRAILING || stop < 1;
    if (!account.trading || signed == 0 || !priced || !trails) {
      return 0;
    }
    BarExit why =
        switch (kind) {
          case OrderTable.MARKET -> BarExit.SIGNAL;
          case OrderTable.LIMIT -> BarExit.LIMIT;
          case OrderTable.TRAILING -> BarExit.TRAILING_STOP;
          default -> BarExit.STOP;
        };
    OrderTable table = account.holdings[instrument].orders;
    int k = table.add(++ids, kind, why, signed, reduceOnly);
    boolean buy = signed > 0;
    if (limit > 0) {
      table.limit[k] = grids[instrument].away(limit, !buy);
    }
    if (kind == OrderTable.TRAILING) {
      table.trail[k] = stop;
    } else if (stop > 0) {
      table.stop[k] = grids[instrument].away(stop, buy);
    }
    orders++;
    log(instrument, k);
    return ids;
  }

  private double lots(int instrument, double quantity) {
    double lot = account.markets.get(instrument).lotSize();
    double size = Math.abs(quantity);
    double whole = lot > 0 ? Math.floor(size / lot * (1 + 1e-12)) * lot : size;
    return Double.isFinite(whole) ? Math.copySign(whole, quantity) : 0;
  }

  private void log(int instrument, int k) {
    if (decisions != null) {
      decisions.order(account.nowNs, instrument, account.holdings[instrument].orders, k);
    }
  }
}
