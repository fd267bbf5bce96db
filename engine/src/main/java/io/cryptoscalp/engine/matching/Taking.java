package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.ExecutionReport.Status;

/** Own orders that take: how they walk the book. */
final class Taking {
  private final InstrumentVenue venue;
  private final DepthBook book;
  private final ImpactModel impact;
  private final boolean partial;

  Taking(InstrumentVenue venue) {
    this.venue = venue;
    this.book = venue.book;
    this.impact = venue.options.impact();
    this.partial = venue.options.fills() == VenueOptions.Fills.PARTIAL;
  }

  /** True when a limit order would meet the other side. */
  boolean meets(boolean buy, int tick) {
    return buy ? tick >= book.bestAsk() : tick <= book.bestBid();
  }

  /** True when the other side holds a quantity up to a limit. */
  boolean holds(boolean buy, int limit, long quantity) {
    long left = quantity;
    int level = best(buy);
    while (left > 0 && within(buy, level, limit)) {
      left -= there(buy, level);
      level = next(buy, level);
    }
    return left <= 0 || (!partial && left < quantity);
  }

  /** Executes an order at market; what finds nothing to take is cancelled. */
  void market(VenueOrder order, long now) {
    take(order, order.buy ? DepthBook.NO_ASK - 1 : DepthBook.NO_BID + 1, now);
    if (order.leaves() > 0) {
      venue.end(order, Status.CANCELED, VenueReason.NO_LIQUIDITY, now);
    }
  }

  /** Takes levels up to a limit, best first. */
  void take(VenueOrder order, int limit, long now) {
    int level = best(order.buy);
    if (!partial) {
      if (within(order.buy, level, limit)) {
        venue.execute(order, order.leaves(), slipped(order, level, order.leaves()), false, now);
      }
      return;
    }
    while (order.leaves() > 0 && within(order.buy, level, limit)) {
      long there = there(order.buy, level);
      long part = Math.min(order.leaves(), there);
      long price = slipped(order, level, order.filled + part);
      int following = next(order.buy, level);
      if (impact.consumes()) {
        consume(order.buy, level, there - part);
      }
      venue.execute(order, part, price, false, now);
      level = following;
    }
  }

  private void consume(boolean buy, int level, long left) {
    if (buy) {
      book.setAsk(level, left);
    } else {
      book.setBid(level, left);
    }
  }

  private long slipped(VenueOrder order, int level, long taken) {
    long price = book.price(level);
    double slip = impact.slip(venue.instrument.quantity(taken));
    return slip == 0 ? price : Math.round(price * (order.buy ? 1 + slip : 1 - slip));
  }

  private int best(boolean buy) {
    return buy ? book.bestAsk() : book.bestBid();
  }

  private int next(boolean buy, int level) {
    return buy ? book.nextAsk(level) : book.nextBid(level);
  }

  private long there(boolean buy, int level) {
    return buy ? book.askQuantity(level) : book.bidQuantity(level);
  }

  private static boolean within(boolean buy, int level, int limit) {
    return buy ? level <= limit : level >= limit && level != DepthBook.NO_BID;
  }
}
