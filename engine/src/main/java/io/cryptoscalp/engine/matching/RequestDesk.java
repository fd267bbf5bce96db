package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/** The venue's entrance: requests that arrive are refused or carried out. */
final class RequestDesk {
  private final InstrumentVenue venue;
  private final MarginDesk margin;
  private final VenueOptions options;
  final RequestQueue queue = new RequestQueue();
  private long requests;

  RequestDesk(InstrumentVenue venue, MarginDesk margin) {
    this.venue = venue;
    this.margin = margin;
    this.options = venue.options;
  }

  void write(StateWriter out, ToIntFunction<VenueOrder> numbers) {
    out.writeLong(requests);
    queue.write(out, numbers);
  }

  void read(StateReader in, IntFunction<VenueOrder> orders) {
    requests = in.readLong();
    queue.read(in, orders);
  }

  /** Sends a request; returns its arrival at the venue. */
  long send(byte kind, VenueOrder order, int tick, long quantity, long localNs) {
    long delay = options.latency().entryNs(localNs, requests++);
    return queue.add(kind, order, tick, quantity, localNs + delay);
  }

  /** Lets the first request arrive. */
  void onRequest() {
    byte kind = queue.kind();
    VenueOrder order = queue.order();
    int tick = queue.tick();
    long quantity = queue.quantity();
    long now = queue.nextNs();
    queue.remove();
    int outage = options.outages().at(now);
    if (outage >= 0) {
      if (!options.outages().lost()[outage]) {
        refuse(kind, order, VenueReason.VENUE_UNAVAILABLE, now);
      }
      return;
    }
    switch (kind) {
      case RequestQueue.NEW -> onNew(order, now);
      case RequestQueue.CANCEL -> onCancel(order, now);
      default -> onAmend(order, tick, quantity, now);
    }
  }

  private void refuse(byte kind, VenueOrder order, VenueReason reason, long now) {
    if (kind == RequestQueue.NEW) {
      venue.end(order, Status.REJECTED, reason, now);
    } else {
      venue.report(order, state(order), reason, now).requestRefused = true;
    }
  }

  private static Status state(VenueOrder order) {
    if (!order.working) {
      return order.filled > 0 && order.leaves() == 0 ? Status.FILLED : Status.CANCELED;
    }
    return order.filled > 0 ? Status.PARTIALLY_FILLED : Status.NEW;
  }

  private VenueReason judge(VenueOrder order) {
    long price = venue.book.price(order.tick);
    long touch = order.buy ? venue.book.askPrice() : venue.book.bidPrice();
    return options
        .rules()
        .check(
            venue.instrument,
            order,
            price,
            venue.book.price(order.triggerTick),
            touch,
            reference());
  }

  /** What price bands are around: the mark, else the middle of the touch. */
  private double reference() {
    double mark = venue.ledger.markPrice(venue.index);
    if (mark > 0 || !venue.book.isTwoSided()) {
      return mark;
    }
    return (venue.instrument.price(venue.book.bidPrice())
            + venue.instrument.price(venue.book.askPrice()))
        / 2;
  }

  private void onNew(VenueOrder order, long now) {
    VenueReason reason = judge(order);
    if (reason == VenueReason.NONE) {
      int open = venue.buys.size() + venue.sells.size() + venue.stops.size();
      if (open >= options.rules().maxOrders()) {
        reason = VenueReason.FILTER_MAX_ORDERS;
      } else if (order.reduceOnly && !order.isStop() && venue.reducible(order.buy) == 0) {
        reason = VenueReason.REDUCE_ONLY_NOTHING_HELD;
      } else if (!order.reduceOnly && !margin.carries(venue, order)) {
        reason = VenueReason.MARGIN_INSUFFICIENT;
      } else {
        reason = refusalAtOnce(order);
      }
    }
    if (reason != VenueReason.NONE) {
      venue.end(order, Status.REJECTED, reason, now);
      return;
    }
    venue.report(order, Status.NEW, VenueReason.NONE, now);
    enter(order, now);
  }

  /** What the order's own type refuses, given the book. */
  private VenueReason refusalAtOnce(VenueOrder order) {
    boolean meets = !order.isStop() && venue.taking.meets(order.buy, order.tick);
    if (order.type == OrderType.POST_ONLY) {
      return meets ? VenueReason.POST_ONLY_WOULD_TAKE : VenueReason.NONE;
    }
    if (order.type == OrderType.LIMIT && order.timeInForce == TimeInForce.FOK) {
      boolean holds = meets && venue.taking.holds(order.buy, order.tick, order.quantity);
      return holds ? VenueReason.NONE : VenueReason.FOK_NOT_FILLABLE;
    }
    if (order.type == OrderType.MARKET) {
      int other = order.buy ? venue.book.bestAsk() : venue.book.bestBid();
      boolean empty = other == (order.buy ? DepthBook.NO_ASK : DepthBook.NO_BID);
      return empty ? VenueReason.NO_LIQUIDITY : VenueReason.NONE;
    }
    return VenueReason.NONE;
  }

  private void enter(VenueOrder order, long now) {
    if (order.isStop()) {
      venue.stops.add(order);
    } else if (order.type == OrderType.MARKET) {
      venue.taking.market(order, now);
    } else {
      if (order.type == OrderType.LIMIT && venue.taking.meets(order.buy, order.tick)) {
        venue.taking.take(order, order.tick, now);
      }
      if (order.leaves() > 0 && order.timeInForce == TimeInForce.GTC) {
        venue.rest(order);
      } else if (order.leaves() > 0) {
        venue.end(order, Status.CANCELED, VenueReason.IOC_REMAINDER, now);
      }
    }
  }

  private void onCancel(VenueOrder order, long now) {
    if (order.working) {
      venue.end(order, Status.CANCELED, VenueReason.CANCELED_ON_REQUEST, now);
    } else {
      refuse(RequestQueue.CANCEL, order, VenueReason.UNKNOWN_ORDER, now);
    }
  }

  /**
   * A new price or quantity. A lower quantity at the same price keeps the place in the queue where
   * the rules say so; anything else joins at the end.
   */
  private void onAmend(VenueOrder order, int tick, long quantity, long now) {
    if (!order.working || order.isStop()) {
      refuse(RequestQueue.AMEND, order, VenueReason.UNKNOWN_ORDER, now);
      return;
    }
    if (quantity <= order.filled) {
      venue.end(order, Status.CANCELED, VenueReason.CANCELED_ON_REQUEST, now);
      return;
    }
    int oldTick = order.tick;
    long oldQuantity = order.quantity;
    if (tick == oldTick && quantity <= oldQuantity && options.rules().keepPlace()) {
      order.quantity = quantity;
      venue.report(order, state(order), VenueReason.NONE, now);
      return;
    }
    venue.remove(order);
    order.tick = tick;
    order.quantity = quantity;
    VenueReason reason = judge(order);
    if (reason == VenueReason.NONE && !order.reduceOnly && !margin.carries(venue, order)) {
      reason = VenueReason.MARGIN_INSUFFICIENT;
    }
    if (reason != VenueReason.NONE) {
      // Refused requests change nothing, the place in the queue included.
      order.tick = oldTick;
      order.quantity = oldQuantity;
      venue.restore(order);
      refuse(RequestQueue.AMEND, order, reason, now);
    } else if (order.type == OrderType.POST_ONLY && venue.taking.meets(order.buy, tick)) {
      venue.end(order, Status.CANCELED, VenueReason.POST_ONLY_WOULD_TAKE, now);
    } else {
      venue.report(
          order, order.filled > 0 ? Status.PARTIALLY_FILLED : Status.NEW, VenueReason.NONE, now);
      enter(order, now);
    }
  }
}
