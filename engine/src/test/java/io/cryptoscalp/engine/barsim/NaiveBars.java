package io.cryptoscalp.engine.barsim;

import java.util.ArrayList;
import java.util.List;

/**
 * Bars walked tick by tick: the price stands on every whole number on its way, and everything there
 * is to do is looked for from the first order to the last each time. One instrument with ticks of
 * 1, one tick of slippage, no margin. Market, limit, stop and stop-limit orders, brackets.
 */
final class NaiveBars {
  static final double MAKER = 0.0002;
  static final double TAKER = 0.0005;

  /** What a fill was. */
  record Filled(double price, double quantity, double fee, boolean maker) {}

  /** An order. */
  static final class Working {
    final int number;
    final char kind;
    final boolean buy;
    final boolean reduces;
    double left;
    double limit;
    double stop;
    double distance;
    int parent = -1;
    boolean waits;
    boolean market;
    boolean triggered;
    boolean arrives = true;

    Working(int number, char kind, double signed, double limit, double stop, boolean reduces) {
      this.number = number;
      this.kind = kind;
      this.buy = signed > 0;
      this.left = Math.abs(signed);
      this.limit = limit;
      this.stop = stop;
      this.reduces = reduces;
      this.market = kind == 'M';
    }

    boolean isLimit() {
      return !market && (kind == 'L' || triggered);
    }
  }

  private static final double TIE = 1e-6;

  private final boolean touch;
  private final double share;
  private List<Working> orders = new ArrayList<>();
  private List<Filled> fills = new ArrayList<>();
  private double cash;
  private double held;
  private double capacity;

  private final List<Filled> compared;

  /**
   * Bars without orders.
   *
   * @param compared fills that decide between ways that leave the same
   */
  NaiveBars(boolean touch, double share, List<Filled> compared) {
    this.touch = touch;
    this.share = share;
    this.compared = compared;
  }

  private boolean agrees() {
    int size = fills.size();
    return size <= compared.size() && fills.equals(compared.subList(0, size));
  }

  List<Filled> fills() {
    return fills;
  }

  double cash() {
    return cash;
  }

  void place(Working order) {
    orders.add(order);
  }

  void cancel(int number) {
    if (number < 0) {
      return;
    }
    for (Working order : new ArrayList<>(orders)) {
      if (order.number == number) {
        drop(order);
      }
    }
  }

  /** Gives an entry a take-profit and a stop-loss. */
  void bracket(Working entry, double target, double stop) {
    for (boolean profit : new boolean[] {true, false}) {
      double signed = entry.buy ? -entry.left : entry.left;
      Working child = new Working(-1, profit ? 'L' : 'S', signed, 0, 0, true);
      child.distance = profit ? target : stop;
      child.parent = entry.number;
      child.waits = true;
      orders.add(child);
    }
  }

  /** Walks a bar with the high first, the low first, or the way that leaves less. */
  void bar(char rule, double open, double high, double low, double close, double volume) {
    capacity = share == 0 ? Double.POSITIVE_INFINITY : share * volume;
    if (rule == 'H') {
      walk(open, high, low, close);
    } else if (rule == 'L') {
      walk(open, low, high, close);
    } else {
      NaiveBars other = copy();
      walk(open, high, low, close);
      other.walk(open, low, high, close);
      double difference = other.cash + other.held * close - cash - held * close;
      // Where both leave the same, either may be taken: that of the fills to compare with.
      if (difference < -TIE || (difference < TIE && !agrees() && other.agrees())) {
        take(other);
      }
    }
  }

  private void walk(double... path) {
    settle(path[0]);
    for (int i = 1; i < path.length; i++) {
      int steps = (int) Math.abs(path[i] - path[i - 1]);
      boolean down = path[i] < path[i - 1];
      for (int step = 0; steps > 0 && step <= steps; step++) {
        meet(path[i - 1] + (down ? -step : step), down, path[i]);
      }
    }
  }

  private void meet(double at, boolean down, double end) {
    for (int i = 0; i < orders.size(); i++) {
      Working order = orders.get(i);
      if (order.waits || order.market) {
        continue;
      }
      boolean met =
          order.isLimit()
              ? order.buy == down && capacity > 0 && order.limit == at && (touch || end != at)
              : order.buy != down && order.stop == at;
      if (met) {
        act(order, at, false);
        settle(at);
        i = -1;
      }
    }
  }

  /** Does what is due at a price until nothing is. */
  private void settle(double at) {
    for (int i = 0; i < orders.size(); i++) {
      Working order = orders.get(i);
      if (order.waits) {
        continue;
      }
      boolean better = order.buy ? at < order.limit : at > order.limit;
      boolean due;
      if (order.market) {
        due = capacity > 0;
      } else if (order.isLimit()) {
        due = capacity > 0 && (better || (touch && at == order.limit));
      } else {
        due = order.buy ? at >= order.stop : at <= order.stop;
      }
      if (due && act(order, at, order.arrives)) {
        i = -1;
      }
    }
    for (Working order : orders) {
      order.arrives &= order.waits;
    }
  }

  private boolean act(Working order, double at, boolean arriving) {
    if (order.market) {
      fill(order, at, true);
    } else if (order.isLimit()) {
      fill(order, arriving ? at : order.limit, arriving);
    } else if (order.kind == 'P') {
      order.triggered = true;
      order.arrives = true;
    } else {
      order.market = true;
      if (capacity == 0) {
        return false;
      }
      fill(order, at, true);
    }
    return true;
  }

  private void fill(Working order, double at, boolean taker) {
    double sign = order.buy ? 1 : -1;
    double wanted = order.left;
    if (order.reduces) {
      double there = Math.max(0, -sign * held);
      if (there == 0) {
        drop(order);
        return;
      }
      wanted = Math.min(wanted, there);
    }
    double size = Math.min(wanted, capacity);
    double price = at;
    if (taker) {
      price += sign;
      if (order.isLimit()) {
        price = order.buy ? Math.min(price, order.limit) : Math.max(price, order.limit);
      }
    }
    double fee = size * price * (taker ? TAKER : MAKER);
    fills.add(new Filled(price, sign * size, fee, !taker));
    cash -= sign * size * price + fee;
    held += sign * size;
    capacity -= size;
    for (Working child : orders) {
      if (child.waits && child.parent == order.number) {
        child.waits = false;
        boolean above = child.kind == 'L' == order.buy;
        double raw = price * (above ? 1 + child.distance : 1 - child.distance);
        double level = above ? Math.ceil(raw - 1e-6) : Math.floor(raw + 1e-6);
        child.limit = level;
        child.stop = level;
      }
    }
    order.left -= size;
    if (size == wanted) {
      drop(order);
    }
    for (Working other : new ArrayList<>(orders)) {
      if (order.parent >= 0 && other.parent == order.parent && other != order) {
        other.left -= size;
        if (other.left <= 0) {
          drop(other);
        }
      }
    }
    if (order.parent >= 0) {
      cancel(order.parent);
    }
    for (Working other : new ArrayList<>(orders)) {
      boolean reducing = other.buy ? held < 0 : held > 0;
      if (other.reduces && !other.waits && !reducing) {
        drop(other);
      }
    }
  }

  private void drop(Working order) {
    orders.remove(order);
    orders.removeIf(child -> child.waits && child.parent == order.number);
  }

  /** Closes what is held at a price. */
  void close(double at) {
    if (held != 0) {
      orders.clear();
      capacity = Double.POSITIVE_INFINITY;
      fill(new Working(-1, 'M', -held, 0, 0, true), at, true);
    }
  }

  private NaiveBars copy() {
    NaiveBars copy = new NaiveBars(touch, share, compared);
    copy.orders = new ArrayList<>();
    for (Working order : orders) {
      double signed = order.buy ? order.left : -order.left;
      Working twin =
          new Working(order.number, order.kind, signed, order.limit, order.stop, order.reduces);
      twin.distance = order.distance;
      twin.parent = order.parent;
      twin.waits = order.waits;
      twin.market = order.market;
      twin.triggered = order.triggered;
      twin.arrives = order.arrives;
      copy.orders.add(twin);
    }
    copy.fills = new ArrayList<>(fills);
    copy.cash = cash;
    copy.held = held;
    copy.capacity = capacity;
    return copy;
  }

  private void take(NaiveBars copy) {
    orders = copy.orders;
    fills = copy.fills;
    cash = copy.cash;
    held = copy.held;
    capacity = copy.capacity;
  }
}
