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
  private static final int CLOSED_KEPT = 4096;

  private final Map<String, OrderState> open = new LinkedHashMap<>();
  private final Map<String, Boolean> closed =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
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
    if (open.containsKey(order.clientOrderId()) || closed.containsKey(order.clientOrderId())) {
      return false;
    }
    open.put(order.clientOrderId(), new OrderState(order, stopPrice, takeProfitPrice));
    return true;
  }

  /** The open order of that id, or null. */
  public @Nullable OrderState find(String clientOrderId) {
    return open.get(clientOrderId);
  }

  /**
   * Takes a report.
   *
   * @return the order, closed perhaps by this report; null when the report says nothing new or its
   *     order is not open
   */
  public @Nullable OrderState apply(ExecutionReport report) {
    OrderState state = open.get(report.clientOrderId());
    if (state == null || !state.apply(report)) {
      return null;
    }
    if (!state.isOpen()) {
      open.remove(report.clientOrderId());
      closed.put(report.clientOrderId(), Boolean.TRUE);
    }
    return state;
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

  /** Writes open and recently closed orders. */
  public void write(StateWriter out) {
    out.writeByte(VERSION);
    out.writeInt(open.size());
    for (OrderState state : open.values()) {
      write(state.order(), out);
      out.writeLong(state.stopPrice());
      out.writeLong(state.takeProfitPrice());
      out.writeString(state.status().name());
      out.writeLong(state.filled());
      out.writeBoolean(state.isAcknowledged());
    }
    out.writeInt(closed.size());
    for (String id : closed.keySet()) {
      out.writeString(id);
    }
  }

  /** Reads what {@link #write} wrote. */
  public void read(StateReader in) {
    in.readVersion(VERSION, "order-ledger");
    open.clear();
    closed.clear();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      OrderState state = new OrderState(readOrder(in), in.readLong(), in.readLong());
      state.restore(Status.valueOf(in.readText()), in.readLong(), in.readBoolean());
      open.put(state.order().clientOrderId(), state);
    }
    int ids = in.readInt();
    for (int i = 0; i < ids; i++) {
      closed.put(in.readText(), Boolean.TRUE);
    }
  }

  static void write(Order order, StateWriter out) {
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

  static Order readOrder(StateReader in) {
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
