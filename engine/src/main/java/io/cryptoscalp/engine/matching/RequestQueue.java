package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/** Requests on their way to the venue, in the order they were sent: none overtakes another. */
final class RequestQueue {
  static final byte NEW = 0;
  static final byte CANCEL = 1;
  static final byte AMEND = 2;

  private byte[] kinds = new byte[16];
  private VenueOrder[] orders = new VenueOrder[16];
  private long[] times = new long[16];
  private int[] ticks = new int[16];
  private long[] quantities = new long[16];
  private int head;
  private int size;
  private long lastNs = Long.MIN_VALUE;

  /** Arrival of the first, {@link Long#MAX_VALUE} when empty. */
  long nextNs() {
    return size == 0 ? Long.MAX_VALUE : times[head];
  }

  byte kind() {
    return kinds[head];
  }

  VenueOrder order() {
    return orders[head];
  }

  int tick() {
    return ticks[head];
  }

  long quantity() {
    return quantities[head];
  }

  /** Adds a request; returns when it arrives. */
  long add(byte kind, VenueOrder order, int tick, long quantity, long arrivalNs) {
    if (size == kinds.length) {
      grow();
    }
    int at = (head + size++) & (kinds.length - 1);
    lastNs = Math.max(lastNs, arrivalNs);
    kinds[at] = kind;
    orders[at] = order;
    times[at] = lastNs;
    ticks[at] = tick;
    quantities[at] = quantity;
    return lastNs;
  }

  void remove() {
    head = (head + 1) & (kinds.length - 1);
    size--;
  }

  /** Requests on their way. */
  int size() {
    return size;
  }

  /** The order of a request by its place. */
  VenueOrder order(int at) {
    return orders[(head + at) & (kinds.length - 1)];
  }

  /** Writes the requests; orders by their numbers. */
  void write(StateWriter out, ToIntFunction<VenueOrder> numbers) {
    out.writeLong(lastNs);
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      int at = (head + i) & (kinds.length - 1);
      out.writeByte(kinds[at]);
      out.writeInt(numbers.applyAsInt(orders[at]));
      out.writeLong(times[at]);
      out.writeInt(ticks[at]);
      out.writeLong(quantities[at]);
    }
  }

  /** Reads what {@link #write} wrote. */
  void read(StateReader in, IntFunction<VenueOrder> orders) {
    long last = in.readLong();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      byte kind = (byte) in.readByte();
      VenueOrder order = orders.apply(in.readInt());
      long time = in.readLong();
      int tick = in.readInt();
      add(kind, order, tick, in.readLong(), time);
    }
    lastNs = last;
  }

  private void grow() {
    int old = kinds.length;
    byte[] newKinds = new byte[old * 2];
    VenueOrder[] newOrders = new VenueOrder[old * 2];
    long[] newTimes = new long[old * 2];
    int[] newTicks = new int[old * 2];
    long[] newQuantities = new long[old * 2];
    for (int i = 0; i < size; i++) {
      int at = (head + i) & (old - 1);
      newKinds[i] = kinds[at];
      newOrders[i] = orders[at];
      newTimes[i] = times[at];
      newTicks[i] = ticks[at];
      newQuantities[i] = quantities[at];
    }
    kinds = newKinds;
    orders = newOrders;
    times = newTimes;
    ticks = newTicks;
    quantities = newQuantities;
    head = 0;
  }
}
