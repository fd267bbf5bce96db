package io.cryptoscalp.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameHeaders;
import io.cryptoscalp.engine.testing.RecordedData;
import io.cryptoscalp.gateway.generate.SyntheticMarket;
import io.cryptoscalp.gateway.publish.KafkaMessageSink;
import io.cryptoscalp.gateway.publish.MarketMessage;
import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.gateway.publish.Pacer;
import io.cryptoscalp.gateway.publish.Progress;
import io.cryptoscalp.gateway.publish.Publisher;
import io.cryptoscalp.gateway.publish.PublisherOptions;
import io.cryptoscalp.gateway.publish.PublisherStats;
import io.cryptoscalp.gateway.publish.RecordingSink;
import io.cryptoscalp.gateway.publish.WallTime;
import io.cryptoscalp.gateway.replay.Recording;
import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does a replay onto a real broker keep bytes, order and heartbeats, and lose nothing by a kill?
 */
class ReplayITCase {
  private static final long START = 1_700_000_000_000_000_000L;

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // set before every test
  private EmbeddedKafka kafka;

  @BeforeEach
  void start() {
    kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
    kafka.createTopics(Topics.all());
  }

  @AfterEach
  void stop() {
    kafka.close();
  }

  @Test
  void everyPartitionHoldsItsMessagesInOrderBetweenTheRightHeartbeats() throws Exception {
    Path input = generate(20);
    Publisher publisher;
    try (Recording source = Recording.open(input, null, ReplayITCase::unexpected);
        KafkaMessageSink sink = sink()) {
      publisher = new Publisher(source, sink, options(), WallTime.SYSTEM, null);
      publisher.run();
    }
    Map<String, List<byte[]>> sent = new HashMap<>();
    int partitions = 0;
    for (Map.Entry<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> partition :
        consume().entrySet()) {
      partitions++;
      long before = 0;
      long lastBeat = 0;
      int beats = 0;
      for (ConsumerRecord<byte[], byte[]> record : partition.getValue()) {
        long received = Long.parseLong(header(record, FrameHeaders.RECEIVE_TIME_NS));
        assertThat(received).isGreaterThanOrEqualTo(before);
        before = received;
        if (header(record, FrameHeaders.STREAM).equals("heartbeat")) {
          assertThat(record.value()).isEmpty();
          assertThat(received).isGreaterThan(lastBeat);
          lastBeat = received;
          beats++;
        } else {
          assertThat(received).as("after heartbeat").isGreaterThanOrEqualTo(lastBeat);
          sent.computeIfAbsent(name(record), key -> new ArrayList<>()).add(record.value());
        }
      }
      assertThat(beats).as("heartbeats in %s", partition.getKey()).isGreaterThan(200);
    }
    assertThat(partitions).isEqualTo(12);
    assertSame(expected(input), sent, false);
  }

  @Test
  void aKilledReplayGoesOnWithoutLoss() throws Exception {
    Path input = generate(20);
    Path progressFile = folder.resolve("progress.json");
    PublisherOptions options =
        new PublisherOptions(
            Pacer.MAX,
            Duration.ofMillis(100),
            Duration.ZERO,
            progressFile,
            Duration.ofMillis(1),
            Duration.ZERO,
            0);
    long total = 0;
    for (List<byte[]> messages : expected(input).values()) {
      total += messages.size();
    }
    for (int kill = 1; kill <= 2; kill++) {
      Progress resumed = Progress.read(progressFile);
      long after = total / 4;
      try (MessageSource source =
              new Failing(
                  Recording.open(input, resumed, ReplayITCase::unexpected), after, progressFile);
          KafkaMessageSink sink = sink()) {
        Publisher publisher = new Publisher(source, sink, options, WallTime.SYSTEM, resumed);
        assertThatThrownBy(publisher::run).hasMessage("killed");
      }
      assertThat(Progress.read(progressFile)).isNotEqualTo(resumed);
    }
    Progress resumed = Objects.requireNonNull(Progress.read(progressFile));
    try (Recording source = Recording.open(input, resumed, ReplayITCase::unexpected);
        KafkaMessageSink sink = sink()) {
      PublisherStats stats = new Publisher(source, sink, options, WallTime.SYSTEM, resumed).run();
      assertThat(stats.messages()).as("resumed, not repeated from the start").isLessThan(total);
    }
    Map<String, List<byte[]>> sent = new HashMap<>();
    for (List<ConsumerRecord<byte[], byte[]>> records : consume().values()) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (record.value().length > 0) {
          sent.computeIfAbsent(name(record), key -> new ArrayList<>()).add(record.value());
        }
      }
    }
    assertSame(expected(input), sent, true);
    try (Recording source =
        Recording.open(input, Progress.read(progressFile), ReplayITCase::unexpected)) {
      assertThat(source.next()).as("nothing left").isNull();
    }
  }

  @Test
  void recordedFramesArriveByteForByte() throws Exception {
    Path input = RecordedData.require("binance-raw-feed/2024-08-08");
    long start = System.nanoTime();
    PublisherStats stats;
    try (Recording source = Recording.open(input, null, ReplayITCase::unexpected);
        KafkaMessageSink sink = sink()) {
      stats = new Publisher(source, sink, options(), WallTime.SYSTEM, null).run();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "replay at max: %d frames in %.2f s, %.0f frames/s%n",
        stats.messages(), seconds, stats.messages() / seconds);
    assertThat(stats.messages()).isEqualTo(332_200);
    Map<String, List<byte[]>> sent = new HashMap<>();
    for (List<ConsumerRecord<byte[], byte[]>> records : consume().values()) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (record.value().length > 0) {
          sent.computeIfAbsent(name(record), key -> new ArrayList<>()).add(record.value());
        }
      }
    }
    assertSame(expected(input), sent, false);
  }

  private static PublisherOptions options() {
    return PublisherOptions.DEFAULT.withSpeed(Pacer.MAX);
  }

  private KafkaMessageSink sink() {
    return new KafkaMessageSink(
        kafka.bootstrapServers(), 5, WallTime.SYSTEM, ReplayITCase::unexpected);
  }

  private static void unexpected(String report) {
    throw new AssertionError(report);
  }

  private Path generate(int seconds) throws IOException, InterruptedException {
    Path input = folder.resolve("input");
    try (SyntheticMarket market =
            new SyntheticMarket(
                MarketOptions.instruments(MarketOptions.DEFAULT_SYMBOLS), 3, START, 100);
        RecordingSink sink = new RecordingSink(input)) {
      new Publisher(
              market,
              sink,
              options().withRecordedLimit(Duration.ofSeconds(seconds)),
              WallTime.SYSTEM,
              null)
          .run();
    }
    return input;
  }

  private static Map<String, List<byte[]>> expected(Path input) throws IOException {
    Map<String, List<byte[]>> expected = new HashMap<>();
    try (Recording source = Recording.open(input, null, ReplayITCase::unexpected)) {
      for (MarketMessage m = source.next(); m != null; m = source.next()) {
        expected
            .computeIfAbsent(m.venue().id() + "/" + m.symbol(), key -> new ArrayList<>())
            .add(m.payload());
      }
    }
    return expected;
  }

  /** With repeats allowed, a message may come again, but its first coming is in order. */
  private static void assertSame(
      Map<String, List<byte[]>> expected, Map<String, List<byte[]>> sent, boolean repeats) {
    assertThat(sent.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (symbol, messages) -> {
          List<byte[]> found = Objects.requireNonNull(sent.get(symbol));
          if (!repeats) {
            assertThat(found).as(symbol).hasSameSizeAs(messages);
          }
          int next = 0;
          for (byte[] each : found) {
            if (next < messages.size() && Arrays.equals(each, messages.get(next))) {
              next++;
            } else {
              assertThat(repeats).as("%s out of order at %s", symbol, next).isTrue();
            }
          }
          assertThat(next).as("%s complete", symbol).isEqualTo(messages.size());
        });
  }

  private Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> consume() {
    Map<String, Object> client = new HashMap<>();
    client.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (Venue venue : Venue.values()) {
        String topic = FrameHeaders.topic(venue);
        consumer
            .partitionsFor(topic)
            .forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends =
          new TreeMap<>(java.util.Comparator.comparing(String::valueOf));
      ends.putAll(consumer.endOffsets(partitions));
      while (partitions.stream()
          .anyMatch(p -> consumer.position(p) < Objects.requireNonNull(ends.get(p)))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          records
              .computeIfAbsent(
                  new TopicPartition(record.topic(), record.partition()), p -> new ArrayList<>())
              .add(record);
        }
      }
    }
    return records;
  }

  private static String name(ConsumerRecord<byte[], byte[]> record) {
    return header(record, FrameHeaders.VENUE)
        + "/"
        + new String(record.key(), StandardCharsets.UTF_8);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.US_ASCII);
  }

  /**
   * A source whose process dies after a number of messages, but not before it has got further than
   * the run before it: the first message of a new broker may wait long for its acknowledgement.
   */
  private static final class Failing implements MessageSource {
    private final MessageSource source;
    private final Path progressFile;
    private final @Nullable Progress before;
    private long left;

    Failing(MessageSource source, long after, Path progressFile) throws IOException {
      this.source = source;
      this.left = after;
      this.progressFile = progressFile;
      this.before = Progress.read(progressFile);
    }

    @Override
    public MarketMessage next() throws IOException {
      if (left-- <= 0) {
        if (!Objects.equals(Progress.read(progressFile), before)) {
          throw new IOException("killed");
        }
        LockSupport.parkNanos(1_000_000);
      }
      return Objects.requireNonNull(source.next());
    }

    @Override
    public Map<String, Long> position() {
      return source.position();
    }

    @Override
    public Map<String, Long> positionBefore() {
      return source.positionBefore();
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
