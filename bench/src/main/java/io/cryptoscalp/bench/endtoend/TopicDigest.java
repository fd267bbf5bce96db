package io.cryptoscalp.bench.endtoend;

import io.cryptoscalp.operators.results.ResultTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a run wrote, by table: number of rows and a digest of their bytes that does not depend on
 * their order. Two runs over the same frames must agree in every table but that of latencies.
 */
final class TopicDigest {
  private TopicDigest() {}

  /**
   * Rows of one table.
   *
   * @param rows number
   * @param bytes of their values
   * @param digest sum of the rows' 64-bit FNV-1a hashes, each passed through a finaliser
   */
  record Table(long rows, long bytes, String digest) {}

  /** Reads every result topic to its end. */
  static Map<String, Table> read(String bootstrap) {
    Map<String, long[]> sums = new TreeMap<>();
    Map<String, ResultTable> tables = new HashMap<>();
    List<TopicPartition> partitions = new ArrayList<>();
    for (ResultTable table : ResultTable.values()) {
      tables.put(table.topic(), table);
      sums.put(table.tableName(), new long[3]);
      partitions.add(new TopicPartition(table.topic(), 0));
    }
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap, "max.poll.records", 10_000);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> row : consumer.poll(Duration.ofMillis(200))) {
          ResultTable table = tables.get(row.topic());
          if (table != null) {
            add(sums.computeIfAbsent(table.tableName(), name -> new long[3]), row.value());
          }
        }
      }
    }
    Map<String, Table> digests = new TreeMap<>();
    sums.forEach(
        (name, sum) -> digests.put(name, new Table(sum[0], sum[1], Long.toHexString(sum[2]))));
    return digests;
  }

  private static void add(long[] sum, byte[] row) {
    sum[0]++;
    sum[1] += row.length;
    sum[2] += hash(row);
  }

  private static long hash(byte[] row) {
    long hash = 0xcbf29ce484222325L;
    for (byte value : row) {
      hash = (hash ^ (value & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    return hash ^ (hash >>> 33) ^ Arrays.hashCode(row);
  }
}
