package io.cryptoscalp.engine.barsim;

import java.util.Arrays;

/**
 * Position and orders of one instrument and what happened to them inside the current bar. Two of
 * them allow a bar to be tried both ways.
 */
final class Holding {
  final OrderTable orders = new OrderTable();

  /** Base units, negative when short. */
  double quantity;

  /** Mean price of what is held; 0 when flat. */
  double average;

  /** Profit less fees that this bar realised, account currency. */
  double cash;

  /** Own fills that the bar's volume still allows, base units. */
  double capacity;

  int cut;
  int refused;
  boolean liquidated;

  int fills;
  long[] order = new long[8];
  double[] price = new double[8];
  double[] filled = new double[8];
  double[] fee = new double[8];
  double[] slipped = new double[8];

  /** Position after each fill. */
  double[] left = new double[8];

  BarExit[] reason = new BarExit[8];
  boolean[] maker = new boolean[8];
  boolean[] atOpen = new boolean[8];

  void begin(double volumeLimit) {
    cash = 0;
    fills = 0;
    cut = 0;
    refused = 0;
    liquidated = false;
    capacity = volumeLimit;
  }

  void copyFrom(Holding other) {
    orders.copyFrom(other.orders);
    quantity = other.quantity;
    average = other.average;
    begin(other.capacity);
    cash = other.cash;
  }

  /** Books a fill. */
  void book(long id, double at, double signed, double paid, double slippage, BarExit why) {
    if (fills == order.length) {
      grow(fills * 2);
    }
    order[fills] = id;
    price[fills] = at;
    filled[fills] = signed;
    fee[fills] = paid;
    slipped[fills] = slippage;
    reason[fills++] = why;
    double before = quantity;
    double after = before + signed;
    if (Math.abs(after) <= 1e-12 * Math.abs(signed)) {
      after = 0;
    }
    if (before * signed >= 0) {
      average = (before * average + signed * at) / after;
    } else {
      double closed = before * after >= 0 ? -signed : before;
      cash += closed * (at - average);
      if (before * after <= 0) {
        average = after == 0 ? 0 : at;
      }
    }
    quantity = after;
    left[fills - 1] = after;
    cash -= paid;
  }

  private void grow(int size) {
    order = Arrays.copyOf(order, size);
    price = Arrays.copyOf(price, size);
    filled = Arrays.copyOf(filled, size);
    fee = Arrays.copyOf(fee, size);
    slipped = Arrays.copyOf(slipped, size);
    left = Arrays.copyOf(left, size);
    reason = Arrays.copyOf(reason, size);
    maker = Arrays.copyOf(maker, size);
    atOpen = Arrays.copyOf(atOpen, size);
  }

  /** What this bar and the price of what is held add to the equity. */
  double worth(double at) {
    return cash + quantity * (at - average);
  }
}
