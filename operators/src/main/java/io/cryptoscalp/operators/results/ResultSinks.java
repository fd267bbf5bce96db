package io.cryptoscalp.operators.results;

import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Kafka sinks of rows, at least once: ids are deterministic, so readers drop repeats. Transactions
 * would hold orders back until the next checkpoint.
 */
public final class ResultSinks {
  /** Topic of orders, read by an execution gateway with {@link OrderJson}. */
  public static final String ORDERS_TOPIC = "orders";

  /** Topic of execution reports, read back with {@link ExecutionReportJson}. */
  public static final String FILLS_TOPIC = "fills";

  private ResultSinks() {}

  /** Orders and execution reports: written at once. */
  public static KafkaSink<ResultRow> orders(String bootstrapServers) {
    Properties producer = reliable();
    producer.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
    return sink(bootstrapServers, producer);
  }

  /** Rows to look at: batched and compressed. */
  public static KafkaSink<ResultRow> rows(String bootstrapServers) {
    Properties producer = reliable();
    producer.setProperty(ProducerConfig.LINGER_MS_CONFIG, "50");
    producer.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(256 * 1024));
    producer.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    return sink(bootstrapServers, producer);
  }

  private static Properties reliable() {
    Properties producer = new Properties();
    producer.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    producer.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    // A refused payload as large as a Kafka record may be (1 MB) grows by a third in Base64.
    producer.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(4 * 1024 * 1024));
    return producer;
  }

  private static KafkaSink<ResultRow> sink(String bootstrapServers, Properties producer) {
    return KafkaSink.<ResultRow>builder()
        .setBootstrapServers(bootstrapServers)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setKafkaProducerConfig(producer)
        .setRecordSerializer(new TopicOfTable())
        .build();
  }

  /** The table decides the topic. */
  private static final class TopicOfTable implements KafkaRecordSerializationSchema<ResultRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        ResultRow row, KafkaSinkContext context, Long timestamp) {
      // Without a timestamp retention counts from the time of writing. With the event time of a
      // replayed recording, rows would be older than the retention when they arrive.
      return new ProducerRecord<>(row.table().topic(), row.key(), row.json());
    }
  }
}
