package io.cryptoscalp.gateway.publish;

import io.cryptoscalp.engine.instrument.Venue;

/**
 * One message of a venue as the edge received it.
 *
 * @param venue product line it came from
 * @param symbol the venue's symbol in upper case; the record key
 * @param stream stream name without symbol and rate ({@code depth}, {@code trade}, ...), {@code
 *     unknown} when it cannot be told
 * @param receiveTimeNs receive time, ns since the epoch
 * @param payload the message, never modified
 */
public record MarketMessage(
    Venue venue, String symbol, String stream, long receiveTimeNs, byte[] payload) {
  /** The stream name of a message whose stream cannot be told. */
  public static final String UNKNOWN_STREAM = "unknown";
}
