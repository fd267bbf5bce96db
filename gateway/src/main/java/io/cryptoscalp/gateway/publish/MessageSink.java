package io.cryptoscalp.gateway.publish;

/** Where messages go. Used by one thread; acknowledgements may come from another. */
public interface MessageSink extends AutoCloseable {
  /**
   * Takes a message; may wait while the receiver is slower.
   *
   * @throws PublishException when an earlier message could not be delivered for good
   */
  void send(MarketMessage message);

  /**
   * Tells every partition of every raw topic that all messages received before this time have been
   * handed over.
   *
   * @param receiveTimeNs ns since the epoch, never decreasing
   */
  void heartbeat(long receiveTimeNs);

  /** A mark behind what was handed over so far. */
  Mark mark();

  /** Waits until everything handed over is acknowledged. */
  void flush();

  /** Flushes and releases what is held. */
  @Override
  void close();

  /** A point in the order of sending. */
  interface Mark {
    /** True once everything handed over before the mark was acknowledged. */
    boolean isAcknowledged();
  }
}
