package io.cryptoscalp.engine.matching;

import java.util.Arrays;

/** Own stop and take-profit orders that wait for their trigger, in the order of their arrival. */
final class StopOrders {
  private VenueOrder[] orders = new VenueOrder[4];
  private int size;

  int size() {
    return size;
  }

  VenueOrder get(int index) {
    return orders[index];
  }

  void add(VenueOrder order) {
    if (size == orders.length) {
      orders = Arrays.copyOf(orders, size * 2);
    }
    order.working = true;
    orders[size++] = order;
  }

  void remove(VenueOrder order) {
    int at = 0;
    while (orders[at] != order) {
      at++;
    }
    System.arraycopy(orders, at + 1, orders, at, size - at - 1);
    size--;
  }

  void onTrade(int tick, Taking taking, long now) {
    fire(tick, tick, taking, now);
  }

  /** Sells watch the bid, buys the ask. */
  void onTouch(DepthBook book, Taking taking, long now) {
    if (book.isTwoSided()) {
      fire(book.bestAsk(), book.bestBid(), taking, now);
    }
  }

  private void fire(int buyPrice, int sellPrice, Taking taking, long now) {
    int i = 0;
    while (i < size) {
      VenueOrder order = orders[i];
      if (order.triggers(order.buy ? buyPrice : sellPrice)) {
        remove(order);
        order.working = false;
        taking.market(order, now);
      } else {
        i++;
      }
    }
  }
}
