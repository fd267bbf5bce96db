package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.portfolio.Position;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * Margin over the instruments of a trial: whether a new order is carried, and what happens at the
 * maintenance margin. The margin of orders counts every open one, whatever its side, which is never
 * below what a venue asks. Isolated positions stand for themselves: their margins are not there for
 * anything else, and the rest of the account is not there for them.
 */
final class MarginDesk {
  private final VenueLedger ledger;
  private InstrumentVenue[] venues = {};
  private int liquidations;
  private long forcedOrders;

  MarginDesk(VenueLedger ledger) {
    this.ledger = ledger;
  }

  void setVenues(InstrumentVenue[] all) {
    venues = all;
  }

  int liquidations() {
    return liquidations;
  }

  /** True when the margin of everything open and of a new order is there. */
  boolean carries(InstrumentVenue venue, VenueOrder order) {
    MarginModel model = venue.options.margin();
    if (model == null) {
      return true;
    }
    double needed = notional(venue, order) / model.leverage();
    for (InstrumentVenue other : venues) {
      MarginModel terms = other.options.margin();
      if (terms != null) {
        other.value();
        double open = terms.isIsolated() ? 0 : ledger.position(other.index).notional();
        open += notional(other, other.buys) + notional(other, other.sells);
        needed += open / terms.leverage();
      }
    }
    return needed <= ledger.freeEquity();
  }

  private static double notional(InstrumentVenue venue, OwnOrders orders) {
    double sum = 0;
    for (int i = 0; i < orders.size(); i++) {
      sum += orders.get(i).reduceOnly ? 0 : notional(venue, orders.get(i));
    }
    return sum;
  }

  private static double notional(InstrumentVenue venue, VenueOrder order) {
    long touch = order.buy ? venue.book.askPrice() : venue.book.bidPrice();
    long price = order.tick != 0 ? venue.book.price(order.tick) : touch;
    return venue.instrument.notional(price, order.leaves());
  }

  /** Closes by force what is no longer covered. */
  void check(long now) {
    double maintenance = 0;
    for (InstrumentVenue venue : venues) {
      MarginModel model = venue.options.margin();
      if (model != null) {
        venue.value();
        if (model.isIsolated()) {
          checkIsolated(venue, model, now);
        } else {
          maintenance += model.maintenance(ledger.position(venue.index).notional());
        }
      }
    }
    if (maintenance == 0 || ledger.freeEquity() > maintenance) {
      return;
    }
    liquidations++;
    for (InstrumentVenue venue : venues) {
      MarginModel model = venue.options.margin();
      if (model != null && !model.isIsolated()) {
        close(venue, model, now);
      }
    }
  }

  private void checkIsolated(InstrumentVenue venue, MarginModel model, long now) {
    Position position = ledger.position(venue.index);
    double cover = ledger.isolated.margin(venue.index) + position.unrealizedPnl();
    if (position.quantity() == 0 || cover > model.maintenance(position.notional())) {
      return;
    }
    double others = ledger.equity() - cover;
    liquidations++;
    ForcedOrder order = close(venue, model, now);
    double lost = others - ledger.equity();
    if (order != null && lost > 0) {
      ledger.forgive(venue.index, lost, now);
      order.charge -= lost;
    }
  }

  private @Nullable ForcedOrder close(InstrumentVenue venue, MarginModel model, long now) {
    cancel(venue, venue.buys, now);
    cancel(venue, venue.sells, now);
    while (venue.stops.size() > 0) {
      venue.end(venue.stops.get(0), Status.CANCELED, VenueReason.LIQUIDATION, now);
    }
    Position position = ledger.position(venue.index);
    long held = position.quantity();
    if (held == 0) {
      return null;
    }
    double liquidationFee = position.notional() * model.liquidationFee();
    ForcedOrder order = new ForcedOrder(venue.index, held < 0, Math.abs(held), ++forcedOrders);
    int best = order.buy ? venue.book.bestAsk() : venue.book.bestBid();
    boolean empty = best == (order.buy ? DepthBook.NO_ASK : DepthBook.NO_BID);
    if (!empty) {
      venue.taking.take(order, order.buy ? DepthBook.NO_ASK - 1 : DepthBook.NO_BID + 1, now);
    }
    if (order.leaves() > 0) {
      // What the book does not hold is taken over at the last mark.
      long price = venue.instrument.scalePrice(position.markPrice());
      venue.execute(order, order.leaves(), price, false, now);
    }
    ledger.liquidationFee(venue.index, liquidationFee, now);
    order.charge = liquidationFee;
    return order;
  }

  private static void cancel(InstrumentVenue venue, OwnOrders orders, long now) {
    while (orders.size() > 0) {
      venue.end(orders.get(0), Status.CANCELED, VenueReason.LIQUIDATION, now);
    }
  }

  void write(StateWriter out) {
    out.writeInt(liquidations);
    out.writeLong(forcedOrders);
  }

  void read(StateReader in) {
    liquidations = in.readInt();
    forcedOrders = in.readLong();
  }
}
