package io.cryptoscalp.jobs.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.jobs.runtime.ChildJvm;
import io.cryptoscalp.jobs.runtime.JavaClassPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Is it a broker that clients can rely on, in this JVM and in one of its own? */
@Timeout(120)
class EmbeddedKafkaITCase {
  private static final String TOPIC = "market.raw.test";

  @TempDir private Path folder;

  @Test
  void recordsAndTopicsSurviveARestart() throws Exception {
    try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0)) {
      kafka.createTopics(Map.of(TOPIC, 3));
      kafka.createTopics(Map.of(TOPIC, 5, "orders", 1));
      assertThat(partitions(kafka, TOPIC)).isEqualTo(3);
      produce(kafka.bootstrapServers(), 0, 500);
      String before = kafka.bootstrapServers();
      kafka.stop();
      kafka.start();
      assertThat(kafka.bootstrapServers()).isEqualTo(before);
      produce(before, 500, 500);
      assertThat(consume(before, 1000)).hasSize(1000).doesNotHaveDuplicates();
    }
  }

  @Test
  void newTopicsTakeTheFirstRecordsOfAProducerAtOnce() throws Exception {
    try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0)) {
      for (int round = 0; round < 5; round++) {
        Map<String, Integer> topics = new HashMap<>();
        for (int topic = 0; topic < 10; topic++) {
          topics.put("round-" + round + "-" + topic, 8);
        }
        kafka.createTopics(topics);
        Map<String, Object> impatient =
            Map.of("linger.ms", 0, "delivery.timeout.ms", 5000, "request.timeout.ms", 2000);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
            producer(kafka.bootstrapServers(), impatient)) {
          for (int i = 0; i < 400; i++) {
            for (String topic : topics.keySet()) {
              sent.add(producer.send(new ProducerRecord<>(topic, i % 8, null, new byte[10])));
            }
          }
        }
        for (Future<RecordMetadata> one : sent) {
          assertThat(one.get().hasOffset()).isTrue();
        }
      }
    }
  }

  @Test
  void topicsAreNotCreatedByUse() {
    try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        KafkaProducer<byte[], byte[]> producer =
            producer(kafka.bootstrapServers(), Map.of("max.block.ms", 2000))) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>("absent", new byte[1])).get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void aBrokerInItsOwnJvmServesAndKeepsRecordsWhenKilled() throws Exception {
    try (ChildJvm broker =
        ChildJvm.start(
            new ChildJvm.Spec(
                "broker",
                KafkaBrokerMain.class.getName(),
                JavaClassPath.current(),
                List.of("-Xmx512m"),
                List.of(folder.resolve("kafka").toString(), "0", KafkaBrokerMain.EXIT_WITH_PARENT),
                Map.of(),
                folder))) {
      String address = broker.awaitReady(Duration.ofSeconds(60));
      EmbeddedKafka.createTopics(address, Map.of(TOPIC, 1));
      produce(address, 0, 10);
      broker.kill();
      assertThat(broker.isAlive()).isFalse();
    }
    try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0)) {
      assertThat(consume(kafka.bootstrapServers(), 10)).hasSize(10);
    }
  }

  private static int partitions(EmbeddedKafka kafka, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get(30, TimeUnit.SECONDS)
          .get(topic)
          .partitions()
          .size();
    }
  }

  private static void produce(String bootstrap, int from, int count) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = producer(bootstrap, Map.of("acks", "all"))) {
      for (int i = from; i < from + count; i++) {
        byte[] bytes = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
        sent.add(producer.send(new ProducerRecord<>(TOPIC, bytes, bytes)));
      }
    }
    for (Future<RecordMetadata> one : sent) {
      assertThat(one.get(30, TimeUnit.SECONDS).hasOffset()).isTrue();
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(
      String bootstrap, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", bootstrap);
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static List<String> consume(String bootstrap, int count) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrap,
                "group.id", "test",
                "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (values.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          values.add(new String(record.value(), StandardCharsets.UTF_8));
        }
      }
    }
    return values;
  }
}
