package io.cryptoscalp.engine.backtest;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Order;

/**
 * One number of all orders and reports of a trial, in their order: FNV-1a (Fowler, Noll, Vo) over
 * characters and longs in place of bytes.
 */
final class TrialDigest {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private long value = OFFSET;

  long value() {
    return value;
  }

  /** Goes on from a value that was stored. */
  void restore(long stored) {
    value = stored;
  }

  void add(Order order) {
    add(order.clientOrderId());
    add(order.kind().name());
    add(order.price());
    add(order.triggerPrice());
    add(order.quantity());
    add(order.receiveTimeNs());
  }

  void add(ExecutionReport report) {
    add(report.clientOrderId());
    add(report.status().name());
    add(report.lastQuantity());
    add(report.lastPrice());
    add(report.eventTimeNs());
  }

  private void add(String text) {
    for (int i = 0; i < text.length(); i++) {
      add(text.charAt(i));
    }
  }

  private void add(long next) {
    value = (value ^ next) * PRIME;
  }
}
