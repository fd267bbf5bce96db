package io.cryptoscalp.engine.matching;

/**
 * One instrument of a trial: the venue's side, the requests and reports between, and the book as
 * its owner sees it. Of events of the same time the local ones come first: feed, report, then the
 * venue's market, then requests.
 */
final class InstrumentSim {
  final InstrumentVenue venue;
  final RequestDesk desk;
  final DepthBook localBook;
  private final OrderFeed localFeed = new OrderFeed();
  private final MarketColumns tape;
  private final MarginDesk margin;
  private final boolean sees;
  private int nextLocal;

  /** What the owner knows to hold, scaled. */
  long knownPosition;

  InstrumentSim(InstrumentVenue venue, MarginDesk margin, boolean sees) {
    this.venue = venue;
    this.tape = venue.tape;
    this.desk = new RequestDesk(venue, margin);
    this.margin = margin;
    this.sees = sees;
    this.localBook = sees ? new DepthBook(tape) : new DepthBook(0, 0, tape.step());
  }

  /** Time of the next thing to happen, {@link Long#MAX_VALUE} when there is none. */
  long nextNs() {
    long local = Math.min(nextLocalNs(), venue.reports.nextNs());
    return Math.min(local, nextVenueNs());
  }

  /** The same on the venue's side alone. */
  long nextVenueNs() {
    return Math.min(venue.nextDataNs(), desk.queue.nextNs());
  }

  private long nextLocalNs() {
    int[] order = tape.localOrder;
    if (!sees || nextLocal >= tape.end) {
      return Long.MAX_VALUE;
    }
    return tape.localNs[order == null ? nextLocal : order[nextLocal]];
  }

  /** Lets the next thing on the venue's side happen. */
  void stepVenue() {
    long now;
    if (venue.nextDataNs() <= desk.queue.nextNs()) {
      now = venue.nextDataNs();
      venue.onData();
    } else {
      now = desk.queue.nextNs();
      desk.onRequest();
    }
    if (venue.takeMarginDue()) {
      margin.check(now);
    }
  }

  /** Lets everything happen up to the loop's limit, which may come nearer meanwhile. */
  void run(TickLoop loop) {
    DepthBook book = localBook;
    while (true) {
      long local = nextLocalNs();
      long report = venue.reports.nextNs();
      long data = venue.nextDataNs();
      long request = desk.queue.nextNs();
      if (local <= report && local <= data && local <= request) {
        if (local > loop.limit || local == Long.MAX_VALUE) {
          return;
        }
        int[] order = tape.localOrder;
        int event = order == null ? nextLocal : order[nextLocal];
        nextLocal++;
        byte kind = tape.kinds[event];
        if (kind <= TapeKind.ASK) {
          if (kind == TapeKind.BID) {
            book.setBid(tape.ticks[event], tape.quantities[event]);
          } else {
            book.setAsk(tape.ticks[event], tape.quantities[event]);
          }
        } else if (kind >= TapeKind.CLEAR) {
          applyRare(event, kind);
        }
        if (loop.listens != 0) {
          loop.onFeed(this, event, local);
        }
      } else if (report <= data && report <= request) {
        if (report > loop.limit) {
          return;
        }
        loop.onReport(this, venue.reports.poll(), report);
      } else {
        if (Math.min(data, request) > loop.limit) {
          return;
        }
        stepVenue();
      }
    }
  }

  /** Events of the owner's feed other than plain levels and trades. */
  private void applyRare(int event, byte kind) {
    int tick = tape.ticks[event];
    long quantity = tape.quantities[event];
    if (kind == TapeKind.CLEAR) {
      localFeed.clear();
    }
    if (kind < TapeKind.ADD_BID) {
      localBook.apply(kind, tick, quantity);
      return;
    }
    long id = tape.orderId(event);
    if (kind == TapeKind.ADD_BID || kind == TapeKind.ADD_ASK) {
      join(id, kind == TapeKind.ADD_BID, tick, quantity);
      return;
    }
    int slot = localFeed.find(id);
    if (slot < 0) {
      return;
    }
    boolean buy = localFeed.isBuy(slot);
    long held = localFeed.quantity(slot);
    long gone = kind == TapeKind.EXECUTE ? Math.min(quantity, held) : held;
    change(buy, localFeed.tick(slot), -gone);
    if (gone < held) {
      localFeed.setQuantity(slot, held - gone);
    } else {
      localFeed.remove(slot);
    }
    if (kind == TapeKind.MODIFY) {
      join(id, buy, tick, quantity);
    }
  }

  private void join(long id, boolean buy, int tick, long quantity) {
    localFeed.add(id, buy, tick, quantity);
    change(buy, tick, quantity);
  }

  private void change(boolean buy, int tick, long by) {
    if (buy) {
      localBook.setBid(tick, Math.max(0, localBook.bidQuantity(tick) + by));
    } else {
      localBook.setAsk(tick, Math.max(0, localBook.askQuantity(tick) + by));
    }
  }
}
