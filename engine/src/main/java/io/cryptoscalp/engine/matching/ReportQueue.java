package io.cryptoscalp.engine.matching;

import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/** Reports on their way to the owner, in the order they were sent: none overtakes another. */
final class ReportQueue {
  private OrderReport[] ring = new OrderReport[16];
  private int head;
  private int size;
  private long lastNs = Long.MIN_VALUE;

  ReportQueue() {
    for (int i = 0; i < ring.length; i++) {
      ring[i] = new OrderReport();
    }
  }

  /** Arrival of the first, {@link Long#MAX_VALUE} when empty. */
  long nextNs() {
    return size == 0 ? Long.MAX_VALUE : ring[head].localNs;
  }

  /** A report to fill in that arrives at a time, or with the one before it. */
  OrderReport add(long localNs) {
    if (size == ring.length) {
      grow();
    }
    OrderReport report = ring[(head + size) & (ring.length - 1)];
    size++;
    lastNs = Math.max(lastNs, localNs);
    report.localNs = lastNs;
    return report;
  }

  /** Takes the first; valid until the next {@link #add}. */
  OrderReport poll() {
    OrderReport report = ring[head];
    head = (head + 1) & (ring.length - 1);
    size--;
    return report;
  }

  /** Reports on their way. */
  int size() {
    return size;
  }

  /** The order of a report by its place. */
  VenueOrder order(int at) {
    return ring[(head + at) & (ring.length - 1)].order;
  }

  /** Writes the reports; orders by their numbers. */
  void write(StateWriter out, ToIntFunction<VenueOrder> numbers) {
    out.writeLong(lastNs);
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      OrderReport report = ring[(head + i) & (ring.length - 1)];
      out.writeInt(numbers.applyAsInt(report.order));
      report.write(out);
    }
  }

  /** Reads what {@link #write} wrote. */
  void read(StateReader in, IntFunction<VenueOrder> orders) {
    long last = in.readLong();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      VenueOrder order = orders.apply(in.readInt());
      OrderReport report = add(Long.MIN_VALUE);
      report.order = order;
      report.read(in);
    }
    lastNs = last;
  }

  private void grow() {
    OrderReport[] larger = new OrderReport[ring.length * 2];
    for (int i = 0; i < larger.length; i++) {
      larger[i] = i < size ? ring[(head + i) & (ring.length - 1)] : new OrderReport();
    }
    ring = larger;
    head = 0;
  }
}
