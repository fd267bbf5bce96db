package io.cryptoscalp.engine.barsim;

import java.util.Arrays;

/** Open orders of one instrument in columns, in the order of their placement. */
final class OrderTable {
  static final byte MARKET = 0;
  static final byte LIMIT = 1;
  static final byte STOP = 2;
  static final byte STOP_LIMIT = 3;
  static final byte TRAILING = 4;

  int count;
  long[] id = new long[8];
  byte[] kind = new byte[8];
  BarExit[] reason = new BarExit[8];

  /** What is left, base units, positive to buy. */
  double[] quantity = new double[8];

  double[] limit = new double[8];
  double[] stop = new double[8];

  /** Distance of a trailing stop, fraction of the best price. */
  double[] trail = new double[8];

  /** Best price since a trailing stop works; NaN before. */
  double[] extreme = new double[8];

  /** Distance of a child's price from the parent's fill, fraction; NaN = the price is given. */
  double[] relative = new double[8];

  /** The order whose first fill makes this one work; 0 = none. */
  long[] parent = new long[8];

  /** True until then. */
  boolean[] waiting = new boolean[8];

  /** Orders of one group take away from each other; 0 = none. */
  long[] group = new long[8];

  boolean[] reduceOnly = new boolean[8];

  /** True until the order has met its first price. */
  boolean[] fresh = new boolean[8];

  /** Appends an order and returns its place. */
  int add(long newId, byte newKind, BarExit newReason, double signed, boolean reduce) {
    if (count == id.length) {
      grow(count * 2);
    }
    int k = count++;
    id[k] = newId;
    kind[k] = newKind;
    reason[k] = newReason;
    quantity[k] = signed;
    limit[k] = Double.NaN;
    stop[k] = Double.NaN;
    trail[k] = Double.NaN;
    extreme[k] = Double.NaN;
    relative[k] = Double.NaN;
    parent[k] = 0;
    group[k] = 0;
    waiting[k] = false;
    reduceOnly[k] = reduce;
    fresh[k] = true;
    return k;
  }

  private void grow(int size) {
    id = Arrays.copyOf(id, size);
    kind = Arrays.copyOf(kind, size);
    reason = Arrays.copyOf(reason, size);
    quantity = Arrays.copyOf(quantity, size);
    limit = Arrays.copyOf(limit, size);
    stop = Arrays.copyOf(stop, size);
    trail = Arrays.copyOf(trail, size);
    extreme = Arrays.copyOf(extreme, size);
    relative = Arrays.copyOf(relative, size);
    parent = Arrays.copyOf(parent, size);
    waiting = Arrays.copyOf(waiting, size);
    group = Arrays.copyOf(group, size);
    reduceOnly = Arrays.copyOf(reduceOnly, size);
    fresh = Arrays.copyOf(fresh, size);
  }

  int find(long wanted) {
    for (int k = 0; k < count; k++) {
      if (id[k] == wanted) {
        return k;
      }
    }
    return -1;
  }

  /** Removes an order and the children that wait for it; others keep their order. */
  void remove(int at) {
    long removed = id[at];
    take(at);
    for (int k = count - 1; k >= 0; k--) {
      if (waiting[k] && parent[k] == removed) {
        take(k);
      }
    }
  }

  private void take(int at) {
    count--;
    for (int k = at; k < count; k++) {
      copy(this, k + 1, k);
    }
  }

  void clear() {
    count = 0;
  }

  void copyFrom(OrderTable other) {
    if (other.count > id.length) {
      grow(other.id.length);
    }
    count = other.count;
    for (int k = 0; k < count; k++) {
      copy(other, k, k);
    }
  }

  private void copy(OrderTable from, int source, int target) {
    id[target] = from.id[source];
    kind[target] = from.kind[source];
    reason[target] = from.reason[source];
    quantity[target] = from.quantity[source];
    limit[target] = from.limit[source];
    stop[target] = from.stop[source];
    trail[target] = from.trail[source];
    extreme[target] = from.extreme[source];
    relative[target] = from.relative[source];
    parent[target] = from.parent[source];
    waiting[target] = from.waiting[source];
    group[target] = from.group[source];
    reduceOnly[target] = from.reduceOnly[source];
    fresh[target] = from.fresh[source];
  }
}
