package io.cryptoscalp.operators.source;

import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameHeaders;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.operators.stream.RawFrame;
import io.cryptoscalp.operators.stream.TextCodec;
import io.cryptoscalp.operators.stream.WallClock;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Turns a record of a raw topic into a {@link RawFrame} without looking at its payload. Never
 * fails: what the headers lack is left empty, and the instrument stage makes a dead letter of it.
 */
public final class RawFrameDeserializer implements KafkaRecordDeserializationSchema<RawFrame> {
  private static final long serialVersionUID = 1L;
  private static final byte[] EMPTY = new byte[0];
  private static final String TOPIC_PREFIX = "market.raw.";

  private final SerializableSupplier<InstrumentCatalogue> catalogueSupplier;
  private final WallClock clock;

  private transient @Nullable InstrumentCatalogue catalogue;
  private transient TextCodec text = new TextCodec();
  private transient Map<String, FrameKind> kinds = new HashMap<>();
  private transient Map<String, Venue> venues = new HashMap<>();

  /**
   * Creates it.
   *
   * @param catalogue loads the instruments on the worker
   * @param clock stamps the time of reading, for latency measurement only
   */
  public RawFrameDeserializer(
      SerializableSupplier<InstrumentCatalogue> catalogue, WallClock clock) {
    this.catalogueSupplier = catalogue;
    this.clock = clock;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    catalogue = catalogueSupplier.get();
    text = new TextCodec();
    kinds = new HashMap<>();
    for (FrameKind kind : FrameKind.values()) {
      kinds.put(kind.stream(), kind);
    }
    venues = new HashMap<>();
    for (Venue venue : Venue.values()) {
      venues.put(TOPIC_PREFIX + venue.id(), venue);
    }
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawFrame> out) {
    Venue venue = venues.get(record.topic());
    if (venue == null) {
      throw new IllegalStateException("TOPIC_UNKNOWN: topic=" + record.topic());
    }
    byte[] key = record.key() == null ? EMPTY : record.key();
    String symbol = text.intern(key, key.length);
    String stream = "";
    long receiveTime = 0;
    long sentTime = 0;
    for (Header header : record.headers()) {
      byte[] value = header.value();
      if (value == null) {
        continue;
      }
      switch (header.key()) {
        case FrameHeaders.RECEIVE_TIME_NS -> receiveTime = parseTime(value);
        case FrameHeaders.SENT_TIME_NS -> sentTime = parseTime(value);
        case FrameHeaders.STREAM -> stream = text.intern(value, value.length);
        default -> {
          // Headers of other tools are none of our business.
        }
      }
    }
    byte[] payload = record.value() == null ? EMPTY : record.value();
    out.collect(
        new RawFrame(
            instrumentKey(venue, symbol),
            venue,
            symbol,
            kinds.get(stream),
            stream,
            receiveTime,
            sentTime,
            clock.nowNs(),
            record.partition(),
            record.offset(),
            payload));
  }

  private String instrumentKey(Venue venue, String symbol) {
    if (catalogue == null) {
      throw new IllegalStateException("deserializer used before open()");
    }
    Instrument instrument = catalogue.find(venue, symbol);
    return instrument == null ? RawFrame.unknownKey(venue, symbol) : instrument.id();
  }

  /** Decimal ns since the epoch; 0 when it is anything else. */
  static long parseTime(byte[] ascii) {
    if (ascii.length == 0 || ascii.length > 19) {
      return 0;
    }
    long value = 0;
    for (byte digit : ascii) {
      if (digit < '0' || digit > '9') {
        return 0;
      }
      value = value * 10 + (digit - '0');
    }
    return Math.max(value, 0);
  }

  @Override
  public TypeInformation<RawFrame> getProducedType() {
    return RawFrame.TYPE;
  }
}
