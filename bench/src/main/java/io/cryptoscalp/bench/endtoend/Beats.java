package io.cryptoscalp.bench.endtoend;

import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSink;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages with the edge's heartbeats in between: one each 100 ms of receive time, after
 * everything received before it.
 */
final class Beats {
  private static final long PERIOD_NS = 100_000_000L;
  private static final long HOUR_NS = 3_600_000_000_000L;

  private final MessageSink sink;
  private long next = Long.MIN_VALUE;
  private long last;

  Beats(MessageSink sink) {
    this.sink = sink;
  }

  void send(@Nullable MarketMessage message) {
    if (message == null) {
      throw new IllegalStateException("the input has ended");
    }
    last = message.receiveTimeNs();
    if (next == Long.MIN_VALUE) {
      next = last / PERIOD_NS * PERIOD_NS;
    }
    for (; last >= next; next += PERIOD_NS) {
      sink.heartbeat(next);
    }
    sink.send(message);
  }

  /** The end of the input: every event may take effect. */
  void end() {
    sink.heartbeat(next);
    sink.heartbeat(last + HOUR_NS);
  }
}
