package io.cryptoscalp.engine.barsim;

/** Books fills with slippage, fees and margin, and what they do to other orders. */
final class OrderFiller {
  private static final double TINY = 1e-9;
  private static final double BPS = 1e-4;

  private final BarTerms terms;
  private TickGrid grid = new TickGrid(1);
  private double tick;
  private double lot;
  private double makerFee;
  private double takerFee;
  private double maintenance;
  private double base;
  private double otherNotional;
  private double otherMaintenance;

  /** True while the bar's first price is taken. */
  boolean atOpen;

  OrderFiller(BarTerms terms) {
    this.terms = terms;
  }

  void bind(BarMarket market, TickGrid steps, double equityBase, double notional, double margin) {
    tick = market.tickSize();
    grid = steps;
    lot = market.lotSize();
    makerFee = market.makerFee();
    takerFee = market.takerFee();
    maintenance = market.maintenanceRate();
    base = equityBase;
    otherNotional = notional;
    otherMaintenance = margin;
  }

  /** Fills what of an order can be filled at a price. */
  void fill(Holding held, int k, double at, boolean taker) {
    OrderTable orders = held.orders;
    double direction = orders.quantity[k] > 0 ? 1 : -1;
    double wanted = Math.abs(orders.quantity[k]);
    double against = Math.max(0, -direction * held.quantity);
    if (orders.reduceOnly[k]) {
      if (against == 0) {
        orders.remove(k);
        return;
      }
      wanted = Math.min(wanted, against);
    }
    double price = taker ? slipped(orders, k, at, direction) : at;
    double size = wanted;
    if (size > held.capacity) {
      size = floor(held.capacity);
      if (size <= 0) {
        held.capacity = 0;
        return;
      }
    }
    double allowed = allowed(held, price, direction, against);
    boolean cut = size > allowed * (1 + TINY);
    if (cut) {
      size = Math.max(against, floor(allowed));
      held.cut++;
      if (size <= 0) {
        held.refused++;
        orders.remove(k);
        return;
      }
    }
    book(held, k, price, direction * size, Math.abs(price - at) * size, taker);
    after(held, k, size, price, cut || size >= wanted * (1 - TINY));
  }

  private void book(
      Holding held, int k, double price, double signed, double slippage, boolean taker) {
    double fee = Math.abs(signed) * price * (taker ? takerFee : makerFee);
    held.capacity -= Math.abs(signed);
    held.book(held.orders.id[k], price, signed, fee, slippage, held.orders.reason[k]);
    held.maker[held.fills - 1] = !taker;
    held.atOpen[held.fills - 1] = atOpen;
  }

  /** What margin allows to fill, base units: whatever closes, and up to the leverage beyond. */
  private double allowed(Holding held, double price, double direction, double against) {
    double equity = base + held.worth(price);
    double most = (terms.leverage() * equity - otherNotional) / price;
    return Math.max(against, most - direction * held.quantity);
  }

  private double slipped(OrderTable orders, int k, double at, double direction) {
    double moved = at + direction * (terms.slippageTicks() * tick + terms.slippageBps() * BPS * at);
    if (orders.kind[k] == OrderTable.LIMIT) {
      moved = direction > 0 ? Math.min(moved, orders.limit[k]) : Math.max(moved, orders.limit[k]);
    }
    // A sale never pays: far below the market the venue's least price remains.
    return Math.max(moved, Math.min(at, tick));
  }

  private double floor(double quantity) {
    return lot > 0 ? Math.floor(quantity / lot * (1 + 1e-12)) * lot : quantity;
  }

  /** Lets children work, takes from siblings, drops what no longer reduces. */
  private void after(Holding held, int k, double size, double price, boolean done) {
    OrderTable orders = held.orders;
    long id = orders.id[k];
    long group = orders.group[k];
    long parent = orders.parent[k];
    for (int i = 0; i < orders.count; i++) {
      if (orders.waiting[i] && orders.parent[i] == id) {
        orders.waiting[i] = false;
        price(orders, i, price);
      }
    }
    if (done) {
      orders.remove(k);
    } else {
      orders.quantity[k] -= Math.signum(orders.quantity[k]) * size;
    }
    for (int i = orders.count - 1; i >= 0; i--) {
      boolean useless = false;
      if (group != 0 && orders.group[i] == group && orders.id[i] != id) {
        double left = Math.abs(orders.quantity[i]) - size;
        useless = left <= TINY * size;
        orders.quantity[i] = Math.signum(orders.quantity[i]) * Math.max(left, 0);
      }
      useless |=
          orders.reduceOnly[i] && !orders.waiting[i] && held.quantity * orders.quantity[i] >= 0;
      // What is left of an entry goes with the exit that belongs to it.
      if (useless || (parent != 0 && orders.id[i] == parent)) {
        orders.remove(i);
        i = Math.min(i, orders.count);
      }
    }
  }

  private void price(OrderTable orders, int k, double from) {
    double distance = orders.relative[k];
    if (Double.isNaN(distance)) {
      return;
    }
    // Children stand on the other side of the parent: a sale that protects a purchase.
    double side = orders.quantity[k] > 0 ? -1 : 1;
    if (orders.kind[k] == OrderTable.LIMIT) {
      orders.limit[k] = grid.away(from * (1 + side * distance), side > 0);
    } else {
      orders.stop[k] = grid.away(from * (1 - side * distance), side < 0);
    }
    orders.relative[k] = Double.NaN;
  }

  /** Price at which equity falls to the maintenance margin; NaN when flat. */
  double liquidationPrice(Holding held) {
    double quantity = held.quantity;
    if (quantity == 0) {
      return Double.NaN;
    }
    double rest = base + held.cash - otherMaintenance;
    return quantity > 0
        ? (quantity * held.average - rest) / (quantity * (1 - maintenance))
        : (rest - quantity * held.average) / (-quantity * (1 + maintenance));
  }

  boolean isLiquidated(Holding held, double price) {
    double limit = liquidationPrice(held);
    return held.quantity > 0 ? price <= limit : price >= limit;
  }

  /** Closes the position at a price whatever the volume, and cancels everything. */
  void liquidate(Holding held, double at) {
    double signed = -held.quantity;
    double direction = signed > 0 ? 1 : -1;
    double price =
        Math.max(
            at + direction * (terms.slippageTicks() * tick + terms.slippageBps() * BPS * at),
            Math.min(at, tick));
    double fee = Math.abs(signed) * price * (takerFee + terms.liquidationFee());
    held.orders.clear();
    double slippage = Math.abs(price - at) * Math.abs(signed);
    held.book(0, price, signed, fee, slippage, BarExit.LIQUIDATION);
    held.maker[held.fills - 1] = false;
    held.atOpen[held.fills - 1] = atOpen;
    held.liquidated = true;
  }
}
