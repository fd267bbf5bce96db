package io.cryptoscalp.engine.matching;

import java.util.Arrays;

/**
 * The market's single orders by id (market by order): price, quantity, side and place in time. Open
 * addressing with linear probing; a removed entry is closed by moving later ones up (Knuth 6.4,
 * algorithm R).
 */
final class OrderFeed {
  private long[] ids = new long[1024];
  private boolean[] used = new boolean[1024];
  private boolean[] buys = new boolean[1024];
  private int[] ticks = new int[1024];
  private long[] quantities = new long[1024];
  private long[] places = new long[1024];
  private int size;
  private long joined;

  /** How many orders have joined so far: the place of the last one. */
  long joined() {
    return joined;
  }

  private int home(long id) {
    long mixed = id * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) & (ids.length - 1);
  }

  /** Slot of an order, -1 when it is unknown. */
  int find(long id) {
    int slot = home(id);
    while (used[slot]) {
      if (ids[slot] == id) {
        return slot;
      }
      slot = (slot + 1) & (ids.length - 1);
    }
    return -1;
  }

  boolean isBuy(int slot) {
    return buys[slot];
  }

  int tick(int slot) {
    return ticks[slot];
  }

  long quantity(int slot) {
    return quantities[slot];
  }

  long place(int slot) {
    return places[slot];
  }

  void setQuantity(int slot, long quantity) {
    quantities[slot] = quantity;
  }

  /** Adds an order at the end of its queue; one of the same id is replaced. */
  void add(long id, boolean buy, int tick, long quantity) {
    if (size * 2 >= ids.length) {
      grow();
    }
    int slot = home(id);
    while (used[slot] && ids[slot] != id) {
      slot = (slot + 1) & (ids.length - 1);
    }
    size += used[slot] ? 0 : 1;
    put(slot, id, buy, tick, quantity, ++joined);
  }

  private void put(int slot, long id, boolean buy, int tick, long quantity, long place) {
    ids[slot] = id;
    used[slot] = true;
    buys[slot] = buy;
    ticks[slot] = tick;
    quantities[slot] = quantity;
    places[slot] = place;
  }

  void remove(int slot) {
    int hole = slot;
    int at = hole;
    used[hole] = false;
    size--;
    while (true) {
      at = (at + 1) & (ids.length - 1);
      if (!used[at]) {
        return;
      }
      int home = home(ids[at]);
      boolean stays = hole <= at ? hole < home && home <= at : hole < home || home <= at;
      if (!stays) {
        put(hole, ids[at], buys[at], ticks[at], quantities[at], places[at]);
        used[at] = false;
        hole = at;
      }
    }
  }

  void clear() {
    Arrays.fill(used, false);
    size = 0;
  }

  private void grow() {
    long[] oldIds = ids;
    boolean[] oldUsed = used;
    boolean[] oldBuys = buys;
    int[] oldTicks = ticks;
    long[] oldQuantities = quantities;
    long[] oldPlaces = places;
    int length = ids.length * 2;
    ids = new long[length];
    used = new boolean[length];
    buys = new boolean[length];
    ticks = new int[length];
    quantities = new long[length];
    places = new long[length];
    for (int i = 0; i < oldIds.length; i++) {
      if (oldUsed[i]) {
        int slot = home(oldIds[i]);
        while (used[slot]) {
          slot = (slot + 1) & (length - 1);
        }
        put(slot, oldIds[i], oldBuys[i], oldTicks[i], oldQuantities[i], oldPlaces[i]);
      }
    }
  }
}
