package io.cryptoscalp.engine.matching;

/**
 * Market by order: levels are the sums of single orders, and the places of own orders among them
 * are known. What joined before an own order is ahead of it; when something that joined later
 * trades, the own order would have traded instead.
 */
final class OrderEvents {
  private final InstrumentVenue venue;
  private final boolean partial;
  private final OrderFeed feed = new OrderFeed();
  private VenueOrder[] scratch = new VenueOrder[16];

  OrderEvents(InstrumentVenue venue, boolean partial) {
    this.venue = venue;
    this.partial = partial;
  }

  /** How many orders have joined so far. */
  long joined() {
    return feed.joined();
  }

  void clear() {
    feed.clear();
  }

  /** Takes an event about a single order of the market. */
  void on(byte kind, long id, int tick, long quantity, long now) {
    if (kind == TapeKind.ADD_BID || kind == TapeKind.ADD_ASK) {
      joinMarket(id, kind == TapeKind.ADD_BID, tick, quantity, now);
      return;
    }
    int slot = feed.find(id);
    if (slot < 0) {
      return;
    }
    boolean buy = feed.isBuy(slot);
    int level = feed.tick(slot);
    long held = feed.quantity(slot);
    long place = feed.place(slot);
    if (kind == TapeKind.MODIFY && tick == level && quantity <= held) {
      feed.setQuantity(slot, quantity);
      shrink(buy, level, held - quantity, place, now);
    } else if (kind == TapeKind.MODIFY) {
      feed.remove(slot);
      shrink(buy, level, held, place, now);
      joinMarket(id, buy, tick, quantity, now);
    } else if (kind == TapeKind.CANCEL) {
      feed.remove(slot);
      shrink(buy, level, held, place, now);
    } else {
      long traded = Math.min(quantity, held);
      if (traded == held) {
        feed.remove(slot);
      } else {
        feed.setQuantity(slot, held - traded);
      }
      serveBehind(buy, level, traded, place, now);
      shrink(buy, level, traded, place, now);
    }
  }

  private void joinMarket(long id, boolean buy, int tick, long quantity, long now) {
    feed.add(id, buy, tick, quantity);
    if (buy) {
      venue.onBid(tick, venue.book.bidQuantity(tick) + quantity, now);
    } else {
      venue.onAsk(tick, venue.book.askQuantity(tick) + quantity, now);
    }
  }

  /** The level loses a quantity at a place; orders that joined later move up. */
  private void shrink(boolean buy, int tick, long quantity, long place, long now) {
    OwnOrders side = buy ? venue.buys : venue.sells;
    for (int i = side.from(tick); i < side.size() && side.get(i).tick == tick; i++) {
      if (place <= side.get(i).joined) {
        side.get(i).front -= quantity;
      }
    }
    if (buy) {
      venue.onBid(tick, Math.max(0, venue.book.bidQuantity(tick) - quantity), now);
    } else {
      venue.onAsk(tick, Math.max(0, venue.book.askQuantity(tick) - quantity), now);
    }
  }

  /** An order of the market traded: own orders ahead of it would have traded instead. */
  private void serveBehind(boolean buy, int tick, long quantity, long place, long now) {
    OwnOrders side = buy ? venue.buys : venue.sells;
    int from = side.from(tick);
    int to = side.from(tick + 1);
    if (from == to) {
      return;
    }
    scratch = side.copy(from, to, scratch);
    VenueOrder[] orders = scratch;
    long left = quantity;
    for (int i = 0; i < to - from && left > 0; i++) {
      VenueOrder order = orders[i];
      if (order.working && place > order.joined) {
        long part = partial ? Math.min(left, order.leaves()) : order.leaves();
        left -= partial ? part : 0;
        venue.fillResting(order, part, now);
      }
    }
  }
}
