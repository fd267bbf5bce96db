package io.cryptoscalp.gateway.publish;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameHeaders;
import io.cryptoscalp.engine.market.FrameKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages on {@code market.raw.<venue>}: value = payload, key = symbol, headers as in {@link
 * FrameHeaders}.
 *
 * <p>The partition is {@code murmur2(key)} modulo the number of partitions, Kafka's own rule, so
 * that any producer puts a symbol into the same partition. The producer is idempotent and waits for
 * all replicas: order within a partition holds and no record stands there twice because of a retry.
 * A record the broker refuses for its size is reported and skipped; any other failure ends the run.
 */
public final class KafkaMessageSink implements MessageSink {
  private static final int MAX_REQUEST_BYTES = 16 << 20;
  private static final byte[] HEARTBEAT_STREAM = ascii(FrameKind.HEARTBEAT.stream());
  private static final byte[] NO_BYTES = new byte[0];

  private final KafkaProducer<byte[], byte[]> producer;
  private final WallTime time;
  private final Consumer<String> reports;
  private final Map<Venue, Integer> partitions = new EnumMap<>(Venue.class);
  private final Map<String, byte[]> texts = new HashMap<>();
  private final ArrayDeque<Epoch> epochs = new ArrayDeque<>();
  private Epoch epoch = new Epoch();
  private volatile @Nullable Exception failure;

  /**
   * Connects. The topics of all venues must exist.
   *
   * @param bootstrapServers the cluster
   * @param lingerMs how long a batch waits to fill: 0 for least latency, 5 for most throughput
   * @param time stamps the sent time
   * @param reports told of records that were refused
   */
  public KafkaMessageSink(
      String bootstrapServers, int lingerMs, WallTime time, Consumer<String> reports) {
    this.time = time;
    this.reports = reports;
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "cryptoscalp-edge");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A batch of one message does not get smaller, but each pays for the compressor's buffers.
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, lingerMs == 0 ? "none" : "lz4");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, lingerMs);
    // Without lingering, messages that come while a request is under way share the next one. More
    // requests side by side would be one a message, and the broker's time a message the latency.
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, lingerMs == 0 ? 1 : 5);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      for (Venue venue : Venue.values()) {
        partitions.put(venue, producer.partitionsFor(FrameHeaders.topic(venue)).size());
      }
    } catch (RuntimeException e) {
      producer.close(java.time.Duration.ZERO);
      throw new PublishException("cannot reach the raw topics at " + bootstrapServers, e);
    }
  }

  @Override
  public void send(MarketMessage message) {
    byte[] key = text(message.symbol());
    int partition = Utils.toPositive(Utils.murmur2(key)) % partitions(message.venue());
    send(
        message.venue(),
        partition,
        key,
        text(message.stream()),
        message.receiveTimeNs(),
        message.payload());
  }

  @Override
  public void heartbeat(long receiveTimeNs) {
    for (Venue venue : Venue.values()) {
      int count = partitions(venue);
      for (int partition = 0; partition < count; partition++) {
        byte[] key = text("heartbeat-" + partition);
        send(venue, partition, key, HEARTBEAT_STREAM, receiveTimeNs, NO_BYTES);
      }
    }
  }

  private void send(
      Venue venue, int partition, byte[] key, byte[] stream, long receiveTimeNs, byte[] payload) {
    throwFailure();
    RecordHeaders headers = new RecordHeaders();
    headers.add(FrameHeaders.RECEIVE_TIME_NS, ascii(Long.toString(receiveTimeNs)));
    headers.add(FrameHeaders.VENUE, text(venue.id()));
    headers.add(FrameHeaders.STREAM, stream);
    headers.add(FrameHeaders.SENT_TIME_NS, ascii(Long.toString(time.epochNs())));
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(
            FrameHeaders.topic(venue),
            partition,
            // The time of writing: retention would delete a recording by its recorded time.
            null,
            key,
            payload,
            headers);
    Epoch sentIn = epoch;
    sentIn.sent++;
    try {
      // Its outcome comes to the callback.
      var unused = producer.send(message, (done, error) -> onAcknowledged(sentIn, message, error));
    } catch (InterruptException e) {
      throw new PublishException("interrupted while sending", e);
    } catch (RuntimeException e) {
      throw new PublishException("cannot send to " + message.topic(), e);
    }
  }

  private void onAcknowledged(
      Epoch sentIn, ProducerRecord<byte[], byte[]> message, @Nullable Exception error) {
    if (error instanceof RecordTooLargeException) {
      reports.accept(
          "RECORD_TOO_LARGE: topic="
              + message.topic()
              + " key="
              + new String(message.key(), StandardCharsets.UTF_8)
              + " bytes="
              + message.value().length);
    } else if (error != null) {
      failure = error;
      return;
    }
    sentIn.acknowledged.incrementAndGet();
  }

  @Override
  public Mark mark() {
    Epoch closed = epoch;
    epochs.addLast(closed);
    epoch = new Epoch();
    return () -> {
      throwFailure();
      while (!epochs.isEmpty() && epochs.getFirst().isDone()) {
        epochs.removeFirst();
      }
      return !epochs.contains(closed);
    };
  }

  @Override
  public void flush() {
    producer.flush();
    throwFailure();
  }

  @Override
  public void close() {
    producer.close();
  }

  private void throwFailure() {
    Exception failed = failure;
    if (failed != null) {
      throw new PublishException("Kafka did not take a record", failed);
    }
  }

  private int partitions(Venue venue) {
    Integer count = partitions.get(venue);
    if (count == null) {
      throw new IllegalStateException("no topic for " + venue);
    }
    return count;
  }

  private byte[] text(String text) {
    return texts.computeIfAbsent(text, t -> t.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The records between two marks. Acknowledgements of one may overtake those of the next. */
  private static final class Epoch {
    private final AtomicLong acknowledged = new AtomicLong();
    private long sent;

    boolean isDone() {
      return acknowledged.get() == sent;
    }
  }
}
