package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.OrderType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The obvious venue: a list of everything that happens in time order, sorted maps for levels, a
 * list of orders walked from end to end at every event. Constant latency, one instrument, flat
 * fees, no funding.
 */
final class NaiveVenue {
  /** What a fill was. */
  record Filled(long timeNs, long order, boolean buy, int tick, long quantity, boolean maker) {}

  final List<Filled> fills = new ArrayList<>();
  private final TreeMap<Integer, Long> bids = new TreeMap<>();
  private final TreeMap<Integer, Long> asks = new TreeMap<>();
  private final List<Resting> orders = new ArrayList<>();
  private final String queue;
  private final boolean partial;
  private final boolean consumes;
  private final double unit;
  private int bestBid = DepthBook.NO_BID;
  private int bestAsk = DepthBook.NO_ASK;
  private long arrivals;

  NaiveVenue(String queue, boolean partial, boolean consumes, double unit) {
    this.queue = queue;
    this.partial = partial;
    this.consumes = consumes;
    this.unit = unit;
  }

  private static final class Resting {
    final ScriptedAction action;
    int tick;
    long left;
    long filled;
    boolean open;
    long arrival;
    double ahead;
    double traded;

    Resting(ScriptedAction action) {
      this.action = action;
      this.tick = action.tick();
      this.left = action.quantity();
    }

    boolean waits() {
      return action.type() == OrderType.STOP_MARKET
          || action.type() == OrderType.TAKE_PROFIT_MARKET;
    }
  }

  private record Moment(long timeNs, int rank, int number, Runnable what) {}

  void run(EventTape tape, List<ScriptedAction> script, long entryNs) {
    List<Moment> moments = new ArrayList<>();
    for (int i = 0; i < tape.size(); i++) {
      int event = i;
      moments.add(new Moment(tape.venueNs(i), 0, i, () -> market(tape, event)));
    }
    Resting[] placed = new Resting[script.size()];
    for (int i = 0; i < script.size(); i++) {
      ScriptedAction action = script.get(i);
      long at = action.timeNs() + entryNs;
      moments.add(new Moment(at, 1, i, () -> request(action, placed, at)));
    }
    moments.sort(
        Comparator.comparingLong(Moment::timeNs)
            .thenComparingInt(Moment::rank)
            .thenComparingInt(Moment::number));
    moments.forEach(moment -> moment.what().run());
  }

  private void market(EventTape tape, int event) {
    int tick = (int) (tape.price(event) / 10);
    long quantity = tape.quantity(event);
    long now = tape.venueNs(event);
    switch (tape.kind(event)) {
      case TapeKind.BID -> level(true, tick, quantity, now);
      case TapeKind.ASK -> level(false, tick, quantity, now);
      case TapeKind.TRADE_BUY -> trade(true, tick, quantity, now);
      case TapeKind.TRADE_SELL -> trade(false, tick, quantity, now);
      default -> {
        bids.clear();
        asks.clear();
        bestBid = DepthBook.NO_BID;
        bestAsk = DepthBook.NO_ASK;
      }
    }
  }

  private void level(boolean bid, int tick, long quantity, long now) {
    Long old = (bid ? bids : asks).get(tick);
    long before = old == null ? 0 : old;
    int best = bid ? bestBid : bestAsk;
    set(bid, tick, quantity);
    boolean moved = best != (bid ? bestBid : bestAsk);
    for (Resting order : orders) {
      if (order.open && !order.waits() && order.action.buy() == bid && order.tick == tick) {
        move(order, before, quantity);
      }
    }
    for (Resting order : sorted(!bid)) {
      boolean passed = bid ? order.tick <= bestBid : order.tick >= bestAsk;
      if (moved && passed) {
        fill(order, order.left, order.tick, true, now);
      }
    }
  }

  private void set(boolean bid, int tick, long quantity) {
    TreeMap<Integer, Long> side = bid ? bids : asks;
    if (quantity == 0) {
      side.remove(tick);
    } else {
      side.put(tick, quantity);
    }
    if (bid) {
      if (quantity > 0 && tick > bestBid) {
        bestBid = tick;
        bestAsk = bestAsk <= tick ? orElse(asks.higherKey(tick), DepthBook.NO_ASK) : bestAsk;
      } else if (quantity == 0 && tick == bestBid) {
        bestBid = orElse(bids.lowerKey(tick), DepthBook.NO_BID);
      }
    } else if (quantity > 0 && tick < bestAsk) {
      bestAsk = tick;
      bestBid = bestBid >= tick ? orElse(bids.lowerKey(tick), DepthBook.NO_BID) : bestBid;
    } else if (quantity == 0 && tick == bestAsk) {
      bestAsk = orElse(asks.higherKey(tick), DepthBook.NO_ASK);
    }
  }

  /** Whether own taking has left another touch than a book of the feed alone has. */
  boolean isTouchConsumed(DepthBook book) {
    return bestBid != book.bestBid() || bestAsk != book.bestAsk();
  }

  private static int orElse(Integer found, int otherwise) {
    return found == null ? otherwise : found;
  }

  private void move(Resting order, long before, long after) {
    double cancelled = before - after - order.traded;
    order.traded = 0;
    if (queue.equals("risk-averse") || cancelled < 0) {
      order.ahead = Math.min(order.ahead, (double) after);
      return;
    }
    double front = order.ahead;
    double back = before - front;
    double share = weight(back) / (weight(back) + weight(front));
    double behind = Double.isInfinite(share) ? 1 : share;
    double estimate = front - (1 - behind) * cancelled + Math.min(0, back - behind * cancelled);
    order.ahead = Double.isNaN(estimate) ? after : Math.min(estimate, (double) after);
  }

  private double weight(double quantity) {
    double x = quantity * unit;
    return queue.equals("log") ? StrictMath.log(1 + x) : x * x * x;
  }

  private List<Resting> sorted(boolean buy) {
    List<Resting> list = new ArrayList<>();
    for (Resting order : orders) {
      if (order.open && !order.waits() && order.action.buy() == buy) {
        list.add(order);
      }
    }
    list.sort(
        Comparator.<Resting>comparingInt(order -> order.tick)
            .thenComparingLong(order -> order.arrival));
    return list;
  }

  private void trade(boolean buyerTook, int tick, long quantity, long now) {
    List<Resting> there = sorted(!buyerTook);
    for (Resting order : there) {
      if (buyerTook ? order.tick < tick : order.tick > tick) {
        fill(order, order.left, order.tick, true, now);
      }
    }
    long taken = 0;
    for (Resting order : there) {
      if (order.tick == tick) {
        order.ahead -= quantity - taken;
        order.traded += quantity;
        long reached = ((long) (-order.ahead / 5 + 0.5)) * 5;
        if (reached > 0) {
          long part = partial ? Math.min(order.left, Math.min(reached, quantity)) : order.left;
          order.ahead += part;
          taken += partial ? part : 0;
          fill(order, part, tick, true, now);
        }
      }
    }
    for (Resting order : new ArrayList<>(orders)) {
      if (order.open && order.waits()) {
        boolean rising = order.action.buy() == (order.action.type() == OrderType.STOP_MARKET);
        if (rising ? tick >= order.action.trigger() : tick <= order.action.trigger()) {
          order.open = false;
          take(order, order.action.buy() ? Integer.MAX_VALUE - 1 : Integer.MIN_VALUE + 1, now);
        }
      }
    }
  }

  private void request(ScriptedAction action, Resting[] placed, long now) {
    if (action.kind() == RequestQueue.NEW) {
      placed[action.order()] = new Resting(action);
      enter(placed[action.order()], now);
      return;
    }
    Resting order = placed[action.order()];
    if (!order.open) {
      return;
    }
    if (action.kind() == RequestQueue.CANCEL || action.quantity() <= order.filled) {
      order.open = false;
    } else if (action.tick() == order.tick && action.quantity() <= order.filled + order.left) {
      order.left = action.quantity() - order.filled;
    } else {
      order.open = false;
      orders.remove(order);
      order.tick = action.tick();
      order.left = action.quantity() - order.filled;
      enter(order, now);
    }
  }

  private boolean meets(Resting order) {
    return order.action.buy() ? order.tick >= bestAsk : order.tick <= bestBid;
  }

  private void enter(Resting order, long now) {
    OrderType type = order.action.type();
    if (type == OrderType.MARKET) {
      take(order, order.action.buy() ? Integer.MAX_VALUE - 1 : Integer.MIN_VALUE + 1, now);
      return;
    }
    if (order.waits()) {
      order.open = true;
      orders.add(order);
      return;
    }
    if (type == OrderType.POST_ONLY && meets(order)) {
      return;
    }
    if (order.action.timeInForce() == TimeInForce.FOK && !holds(order)) {
      return;
    }
    if (meets(order)) {
      take(order, order.tick, now);
    }
    if (order.left > 0 && order.action.timeInForce() == TimeInForce.GTC) {
      order.open = true;
      order.arrival = ++arrivals;
      Long level = (order.action.buy() ? bids : asks).get(order.tick);
      order.ahead = level == null ? 0 : level;
      order.traded = 0;
      orders.add(order);
    }
  }

  private boolean holds(Resting order) {
    long sum = 0;
    for (int[] at : levels(order.action.buy(), order.tick)) {
      sum += at[1];
    }
    return partial ? sum >= order.left : sum > 0;
  }

  private List<int[]> levels(boolean buy, int limit) {
    List<int[]> list = new ArrayList<>();
    if (buy) {
      asks.tailMap(bestAsk, true).forEach((tick, there) -> add(list, tick <= limit, tick, there));
    } else {
      bids.headMap(bestBid, true)
          .descendingMap()
          .forEach((tick, there) -> add(list, tick >= limit, tick, there));
    }
    return list;
  }

  private static void add(List<int[]> list, boolean wanted, int tick, long there) {
    if (wanted) {
      list.add(new int[] {tick, (int) there});
    }
  }

  private void take(Resting order, int limit, long now) {
    for (int[] at : levels(order.action.buy(), limit)) {
      if (order.left > 0) {
        long part = partial ? Math.min(order.left, at[1]) : order.left;
        if (partial && consumes) {
          set(!order.action.buy(), at[0], at[1] - part);
        }
        fill(order, part, at[0], false, now);
      }
    }
  }

  private void fill(Resting order, long quantity, int tick, boolean maker, long now) {
    order.left -= quantity;
    order.filled += quantity;
    if (order.left == 0) {
      order.open = false;
    }
    fills.add(new Filled(now, order.action.order(), order.action.buy(), tick, quantity, maker));
  }
}
