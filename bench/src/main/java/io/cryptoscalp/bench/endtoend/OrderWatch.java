package io.cryptoscalp.bench.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.gateway.publish.WallTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the order topic as an execution gateway would and stamps each order when it has it in hand.
 */
final class OrderWatch implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<Seen> seen = new ArrayList<>();
  private final Thread thread = new Thread(this::follow, "order-watch");
  private volatile boolean stopping;

  /** An order's bytes and when they were there, ns since the epoch. */
  private record Seen(byte[] json, long atEpochNs) {}

  /**
   * An order that an intent of a strategy led to at once.
   *
   * @param instrument its instrument
   * @param sequence the frame that caused it
   * @param atEpochNs when a reader of the topic had it
   */
  record Entry(String instrument, long sequence, long atEpochNs) {}

  OrderWatch(String bootstrap) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> orders = List.of(new TopicPartition("orders", 0));
    consumer.assign(orders);
    consumer.seekToEnd(orders);
    consumer.position(orders.get(0));
    thread.setDaemon(true);
    thread.start();
  }

  private void follow() {
    while (!stopping) {
      for (ConsumerRecord<byte[], byte[]> order : consumer.poll(Duration.ofMillis(100))) {
        seen.add(new Seen(order.value(), WallTime.SYSTEM.epochNs()));
      }
    }
  }

  /** Stops reading and gives what was seen. */
  List<Entry> finish() throws InterruptedException, IOException {
    stopping = true;
    thread.join();
    ObjectMapper mapper = new ObjectMapper();
    List<Entry> entries = new ArrayList<>();
    for (Seen order : seen) {
      JsonNode row = mapper.readTree(order.json());
      // Legs and cancellations follow from fills on paper, not from a frame of their own.
      if (row.path("kind").asText().equals("NEW") && row.path("parent_id").asText().isEmpty()) {
        String[] intent = row.path("intent_id").asText().split("/", -1);
        entries.add(
            new Entry(
                row.path("instrument").asText(), Long.parseLong(intent[2]), order.atEpochNs()));
      }
    }
    return entries;
  }

  @Override
  public void close() throws InterruptedException {
    stopping = true;
    thread.join();
    consumer.close();
  }
}
