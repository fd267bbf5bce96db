package io.cryptoscalp.engine.market;

import io.cryptoscalp.engine.instrument.Venue;

/**
 * Headers of a record on {@code market.raw.<venue>}. The value is the message exactly as received,
 * the key is the venue's symbol; header values are ASCII.
 */
public final class FrameHeaders {
  /** When the edge received the message: ns since the epoch, decimal. */
  public static final String RECEIVE_TIME_NS = "recv-ns";

  /** {@link Venue#id()}. */
  public static final String VENUE = "venue";

  /** {@link FrameKind#stream()}. */
  public static final String STREAM = "stream";

  /**
   * When the edge handed the record to Kafka: ns since the epoch by the edge's wall clock, decimal.
   * Equals the receive time within microseconds when live; the base of latency measurements on
   * recordings.
   */
  public static final String SENT_TIME_NS = "sent-ns";

  private FrameHeaders() {}

  /** The topic that carries a venue's raw frames. */
  public static String topic(Venue venue) {
    return "market.raw." + venue.id();
  }
}
