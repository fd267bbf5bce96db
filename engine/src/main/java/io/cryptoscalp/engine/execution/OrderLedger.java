package io.cryptoscalp.engine.execution;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every open order of an account, and the last closed ones. An id enters once; a report that says
 * nothing new changes nothing. Orders keep the order in which they were sent.
 */
public final class OrderLedger {
  private static final int VERSION = 1;

  /** Closed orders whose late fills are still recognised. */
  static final int CLOSED_KEPT = 1024;

  private final Map<String, OrderState> open = new LinkedHashMap<>();
  private final Map<String, OrderState> closed =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OrderState> eldest) {
          return size() > CLOSED_KEPT;
        }
      };

  /** Creates an empty ledger. */
  public OrderLedger() {}

  /**
   * Enters a new order.
   *
   * @return false when the id is known: nothing is to be sent again
   */
  public boolean enter(Order order, long stopPrice, long takeProfitPrice) {
    return enter(order, stopPrice, takeProfitPrice, 0);
  }

  /**
   * Enters an order that repeats what failed before.
   *
   * @param attempt how often it failed
   * @return false when the id is known
   */
  public boolean enter(Order order, long stopPrice, long takeProfitPrice, int attempt) {
    if (knows(order.clientOrderId())) {
      return false;
    }
    open.put(order.clientOrderId(), new OrderState(order, stopPrice, takeProfitPrice, attempt));
    return true;
  }

  /** True when the order is open or was closed not long ago. */
  public boolean knows(String clientOrderId) {
    return open.containsKey(clientOrderId) || closed.containsKey(clientOrderId);
  }

  /** The open order of that id, or null. */
  public @Nullable OrderState find(String clientOrderId) {
    return open.get(clientOrderId);
  }

  /**
   * Takes a report.
   *
   * @return what it changed; null when it says nothing new or its order is not known
   */
  public @Nullable Booking apply(ExecutionReport report) {
    String id = report.clientOrderId();
    OrderState state = open.get(id);
    boolean late = state == null;
    if (state == null) {
      state = closed.get(id);
    }
    if (state == null) {
      return null;
    }
    long quantity = state.apply(report);
    if (quantity < 0) {
      return null;
    }
    if (!late && !state.isOpen()) {
      open.remove(id);
      closed.put(id, state);
    }
    return new Booking(state, quantity, Math.max(0, quantity - report.lastQuantity()), late);
  }

  /** Number of open orders. */
  public int openCount() {
    return open.size();
  }

  /** Number of orders whose state nobody knows. */
  public int unknownCount() {
    int count = 0;
    for (OrderState state : open.values()) {
      count += state.status() == Status.UNKNOWN ? 1 : 0;
    }
    return count;
  }

  /** Open orders in sending order; a copy, so that reports may come in while it is walked. */
  public List<OrderState> openOrders() {
    return new ArrayList<>(open.values());
  }

  /** True when an open order of the strategy enters a position in the instrument. */
  public boolean hasOpenEntry(String strategy, String instrument) {
    for (OrderState state : open.values()) {
      Order order = state.order();
      if (!order.reduceOnly()
          && order.strategy().equals(strategy)
          && order.instrument().equals(instrument)) {
        return true;
      }
    }
    return false;
  }

  /** True when a market exit of the position is under way; one in state UNKNOWN does not count. */
  public boolean hasOpenExit(String strategy, String instrument) {
    for (OrderState state : open.values()) {
      Order order = state.order();
      if (order.reduceOnly()
          && order.parentId().isEmpty()
          && state.status() != Status.UNKNOWN
          && order.strategy().equals(strategy)
          && order.instrument().equals(instrument)) {
        return true;
      }
    }
    return false;
  }

  /** Writes open and recently closed orders. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    write(open, out);
    write(closed, out);
  }

  private static void write(Map<String, OrderState> orders, StateWriter out) {
    out.writeInt(orders.size());
    for (OrderState state : orders.values()) {
      state.write(out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "order-ledger");
    read(open, in);
    read(closed, in);
  }

  private static void read(Map<String, OrderState> orders, StateReader in) {
    orders.clear();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      OrderState state = OrderState.read(in);
      orders.put(state.order().clientOrderId(), state);
    }
  }

  /** Writes an order. */
  public static void write(Order order, StateWriter out) {
    out.writeString(order.clientOrderId());
    out.writeString(order.kind().name());
    out.writeString(order.account());
    out.writeString(order.strategy());
    out.writeString(order.instrument());
    out.writeString(order.side().name());
    out.writeString(order.type().name());
    out.writeLong(order.price());
    out.writeLong(order.triggerPrice());
    out.writeLong(order.quantity());
    out.writeBoolean(order.reduceOnly());
    out.writeString(order.intentId());
    out.writeString(order.parentId());
    out.writeString(order.reason());
    out.writeLong(order.eventTimeNs());
    out.writeLong(order.receiveTimeNs());
  }

  /** Reads what {@link #write(Order, StateWriter)} wrote. */
  public static Order readOrder(StateReader in) {
    return new Order(
        in.readText(),
        Order.Kind.valueOf(in.readText()),
        in.readText(),
        in.readText(),
        in.readText(),
        Side.valueOf(in.readText()),
        OrderType.valueOf(in.readText()),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        in.readText(),
        in.readText(),
        in.readText(),
        in.readLong(),
        in.readLong());
  }
}
