package io.cryptoscalp.operators.stream;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka record of a raw topic: the payload untouched, with what its key and headers say. The
 * payload array is owned by the frame and never modified.
 *
 * @param key instrument id, or {@code ?venue:symbol} when the catalogue does not know the symbol
 * @param venue venue of the topic
 * @param symbol record key
 * @param kind stream header as a kind, null when the header is missing or unknown
 * @param stream stream header as it came, empty when missing
 * @param receiveTimeNs receive-time header; 0 when missing or unreadable
 * @param sentTimeNs sent-time header; 0 when missing
 * @param consumedTimeNs wall clock when the source read it; latency measurement only
 * @param partition Kafka partition
 * @param offset Kafka offset
 * @param payload the message
 */
public record RawFrame(
    String key,
    Venue venue,
    String symbol,
    @Nullable FrameKind kind,
    String stream,
    long receiveTimeNs,
    long sentTimeNs,
    long consumedTimeNs,
    int partition,
    long offset,
    byte[] payload) {
  /** Type information for Flink. */
  public static final TypeInformation<RawFrame> TYPE =
      new ValueTypeInfo<>(RawFrame.class, RawFrameSerializer::new);

  /** The key of a symbol that the catalogue does not know. */
  public static String unknownKey(Venue venue, String symbol) {
    return "?" + venue.id() + ":" + symbol;
  }

  /** False when the catalogue does not know the symbol. */
  public boolean isKnown() {
    return !key.startsWith("?");
  }
}
