package io.cryptoscalp.engine.matching;

import java.util.Arrays;

/** The own resting orders of one side of one instrument, by price and then by arrival. */
final class OwnOrders {
  private VenueOrder[] orders = new VenueOrder[16];
  private int size;

  /** Lowest tick with an order; above every tick when there is none. */
  int low = Integer.MAX_VALUE;

  /** Highest tick with an order; below every tick when there is none. */
  int high = Integer.MIN_VALUE;

  int size() {
    return size;
  }

  VenueOrder get(int index) {
    return orders[index];
  }

  /** Index of the first order at or above a tick. */
  int from(int tick) {
    int left = 0;
    int right = size;
    while (left < right) {
      int middle = (left + right) >>> 1;
      if (orders[middle].tick < tick) {
        left = middle + 1;
      } else {
        right = middle;
      }
    }
    return left;
  }

  void add(VenueOrder order) {
    if (size == orders.length) {
      orders = Arrays.copyOf(orders, size * 2);
    }
    int at = from(order.tick);
    while (at < size && orders[at].tick == order.tick && orders[at].sequence < order.sequence) {
      at++;
    }
    System.arraycopy(orders, at, orders, at + 1, size - at);
    orders[at] = order;
    size++;
    span();
  }

  void remove(VenueOrder order) {
    int at = from(order.tick);
    while (orders[at] != order) {
      at++;
    }
    System.arraycopy(orders, at + 1, orders, at, size - at - 1);
    size--;
    span();
  }

  /** Takes note of the ticks of the orders. */
  void span() {
    low = size == 0 ? Integer.MAX_VALUE : orders[0].tick;
    high = size == 0 ? Integer.MIN_VALUE : orders[size - 1].tick;
  }

  /** Copies a stretch of orders into a buffer, which is enlarged when needed. */
  VenueOrder[] copy(int from, int to, VenueOrder[] buffer) {
    VenueOrder[] target = buffer.length < to - from ? new VenueOrder[size * 2] : buffer;
    System.arraycopy(orders, from, target, 0, to - from);
    return target;
  }
}
