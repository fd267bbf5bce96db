package io.cryptoscalp.jobs.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.operators.results.ResultTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a part of the topic that a trading job writes its feature vectors to. */
public final class FeatureTopic implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TopicPartition TOPIC = new TopicPartition(ResultTable.FEATURES.topic(), 0);
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * A part of a topic.
   *
   * @param bootstrap broker
   * @param from first offset
   * @param to offset to stop before
   */
  public record Part(String bootstrap, long from, long to) {}

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Part part;
  private final Deque<FeatureVector> waiting = new ArrayDeque<>();

  /** Opens a part at its first row. */
  public FeatureTopic(Part part) {
    this.part = part;
    consumer = consumer(part.bootstrap());
    consumer.assign(List.of(TOPIC));
    consumer.seek(TOPIC, part.from());
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrap, "max.poll.records", 200),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /** The offset that the next row of the topic will have. */
  public static long end(String bootstrap) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap)) {
      Collection<Long> ends = consumer.endOffsets(List.of(TOPIC)).values();
      return ends.iterator().next();
    }
  }

  /** The next vector in the order of the topic; null at the end of the part. */
  public @Nullable FeatureVector next() throws IOException {
    while (waiting.isEmpty() && consumer.position(TOPIC) < part.to()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < part.to()) {
          waiting.add(parse(record.value()));
        }
      }
    }
    return waiting.poll();
  }

  private static FeatureVector parse(byte[] row) throws IOException {
    JsonNode node = JSON.readTree(row);
    JsonNode values = node.path("values");
    double[] numbers = new double[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.get(i).asDouble();
    }
    JsonNode valid = node.path("valid");
    long[] words = new long[valid.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] = Long.parseUnsignedLong(valid.get(i).asText());
    }
    return new FeatureVector(
        node.path("instrument").asText(),
        node.path("event_time_ns").asLong(),
        node.path("sequence").asLong(),
        numbers,
        words);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
