package io.cryptoscalp.jobs.results;

import io.cryptoscalp.jobs.runtime.kafka.EmbeddedKafka;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker's result topics and a producer for them. */
final class ResultTopics implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Future<RecordMetadata>> pending = new ArrayList<>();

  ResultTopics(EmbeddedKafka kafka) {
    Map<String, Integer> partitions = new HashMap<>();
    for (ResultTable table : ResultTable.values()) {
      partitions.put(table.topic(), 2);
    }
    kafka.createTopics(partitions);
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void send(ResultRow row) {
    pending.add(producer.send(new ProducerRecord<>(row.table().topic(), row.key(), row.json())));
  }

  void send(String topic, String value) {
    pending.add(producer.send(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8))));
  }

  /** Returns when the broker has everything that was sent. */
  void flush() throws Exception {
    producer.flush();
    for (Future<RecordMetadata> sent : pending) {
      sent.get();
    }
    pending.clear();
  }

  @Override
  public void close() {
    producer.close();
  }
}
