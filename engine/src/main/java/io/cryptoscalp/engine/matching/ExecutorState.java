package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.execution.OrderLedger;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SortedMap;

/**
 * Binary form of a {@link SimulatedExecutor}: the orders, each once, then who refers to them. An
 * order is in the book, among the stops, in requests and in reports at a time.
 */
final class ExecutorState {
  /** Since 2: margins, and the venue's own orders. */
  private static final int VERSION = 2;

  private final IdentityHashMap<VenueOrder, Integer> numbers = new IdentityHashMap<>();
  private final List<VenueOrder> orders = new ArrayList<>();

  private ExecutorState() {}

  static void write(SimulatedVenue venue, SortedMap<String, AccountOrder> open, StateWriter out) {
    new ExecutorState().writeAll(venue, open, out);
  }

  private void writeAll(
      SimulatedVenue venue, SortedMap<String, AccountOrder> open, StateWriter out) {
    open.values().forEach(this::add);
    for (InstrumentSim sim : venue.sims) {
      for (int i = 0; i < sim.desk.queue.size(); i++) {
        add(sim.desk.queue.order(i));
      }
      for (int i = 0; i < sim.venue.reports.size(); i++) {
        add(sim.venue.reports.order(i));
      }
    }
    out.writeByte(VERSION);
    out.writeInt(orders.size());
    for (VenueOrder order : orders) {
      out.writeBoolean(order instanceof ForcedOrder);
      if (order instanceof ForcedOrder forced) {
        forced.write(out);
      } else {
        AccountOrder own = (AccountOrder) order;
        own.write(out);
        out.writeBoolean(open.get(own.order.clientOrderId()) == own);
      }
    }
    for (InstrumentSim sim : venue.sims) {
      InstrumentVenue market = sim.venue;
      market.write(out);
      write(market.buys, out);
      write(market.sells, out);
      out.writeInt(market.stops.size());
      for (int i = 0; i < market.stops.size(); i++) {
        out.writeInt(number(market.stops.get(i)));
      }
      sim.desk.write(out, this::number);
      market.reports.write(out, this::number);
    }
    venue.ledger.write(out);
    venue.ledger.isolated.write(out);
    venue.margin.write(out);
  }

  private void add(VenueOrder order) {
    if (numbers.putIfAbsent(order, orders.size()) == null) {
      orders.add(order);
    }
  }

  private int number(VenueOrder order) {
    Integer number = numbers.get(order);
    if (number == null) {
      throw new IllegalStateException("an order at the venue is not known to be open");
    }
    return number;
  }

  private void write(OwnOrders side, StateWriter out) {
    out.writeInt(side.size());
    for (int i = 0; i < side.size(); i++) {
      out.writeInt(number(side.get(i)));
    }
  }

  static void read(SimulatedVenue venue, SortedMap<String, AccountOrder> open, StateReader in) {
    new ExecutorState().readAll(venue, open, in);
  }

  private void readAll(SimulatedVenue venue, SortedMap<String, AccountOrder> open, StateReader in) {
    boolean margins = in.readVersion(VERSION, "simulated-executor") >= 2;
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      boolean isForced = margins && in.readBoolean();
      orders.add(isForced ? ForcedOrder.read(in) : readOwn(venue, open, in));
    }
    for (InstrumentSim sim : venue.sims) {
      InstrumentVenue market = sim.venue;
      market.read(in, margins);
      read(market.buys, in);
      read(market.sells, in);
      int stops = in.readInt();
      for (int i = 0; i < stops; i++) {
        market.stops.add(orders.get(in.readInt()));
      }
      sim.desk.read(in, orders::get);
      market.reports.read(in, orders::get);
    }
    venue.ledger.read(in);
    if (margins) {
      venue.ledger.isolated.read(in);
      venue.margin.read(in);
    }
  }

  private static AccountOrder readOwn(
      SimulatedVenue venue, SortedMap<String, AccountOrder> open, StateReader in) {
    Order order = OrderLedger.readOrder(in);
    AccountOrder entry = new AccountOrder(venue.sim(order.instrument()).venue, order);
    entry.read(in);
    if (in.readBoolean()) {
      open.put(order.clientOrderId(), entry);
    }
    return entry;
  }

  private void read(OwnOrders side, StateReader in) {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      side.add(orders.get(in.readInt()));
    }
  }
}
