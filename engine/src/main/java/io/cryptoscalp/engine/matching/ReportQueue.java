package io.cryptoscalp.engine.matching;

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

  private void grow() {
    OrderReport[] larger = new OrderReport[ring.length * 2];
    for (int i = 0; i < larger.length; i++) {
      larger[i] = i < size ? ring[(head + i) & (ring.length - 1)] : new OrderReport();
    }
    ring = larger;
    head = 0;
  }
}
