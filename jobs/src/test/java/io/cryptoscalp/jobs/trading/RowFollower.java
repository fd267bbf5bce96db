package io.cryptoscalp.jobs.trading;

import io.cryptoscalp.operators.results.ResultTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows the result topics while a job writes them and keeps each distinct row once. Rows of stage
 * latencies are left out: they tell of the wall clock.
 */
final class RowFollower implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, ResultTable> tables = new HashMap<>();
  private final Map<ResultTable, Set<String>> distinct = new EnumMap<>(ResultTable.class);
  private long total;

  RowFollower(String bootstrap) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "max.poll.records", 5000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (ResultTable table : compared()) {
      tables.put(table.topic(), table);
      distinct.put(table, new LinkedHashSet<>());
      partitions.add(new TopicPartition(table.topic(), 0));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** The tables that are the same in every run. */
  static List<ResultTable> compared() {
    List<ResultTable> all = new ArrayList<>(List.of(ResultTable.values()));
    all.remove(ResultTable.STAGE_LATENCY);
    return all;
  }

  /** Takes in what has arrived since, for at most the given time. */
  void follow(Duration atMost) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
      total++;
      distinct
          .get(tables.get(record.topic()))
          .add(new String(record.value(), StandardCharsets.UTF_8));
    }
  }

  /** Follows until every expected row was seen, or the time is over. */
  void followUntil(Map<ResultTable, ? extends Collection<String>> expected, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (System.nanoTime() < deadline && !hasAll(expected)) {
      follow(Duration.ofMillis(200));
    }
  }

  /** Takes in all that is on the topics now. */
  void drain() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      follow(Duration.ofMillis(100));
    }
  }

  /** Follows until nothing has arrived for a while. */
  void followUntilSilent(Duration silence) {
    long before = -1;
    while (total != before) {
      before = total;
      long deadline = System.nanoTime() + silence.toNanos();
      while (System.nanoTime() < deadline) {
        follow(Duration.ofMillis(200));
      }
    }
  }

  private boolean hasAll(Map<ResultTable, ? extends Collection<String>> expected) {
    for (ResultTable table : compared()) {
      // Sizes first: most calls end here.
      if (distinct.get(table).size() < new HashSet<>(expected.get(table)).size()
          || !distinct.get(table).containsAll(expected.get(table))) {
        return false;
      }
    }
    return true;
  }

  /** Distinct rows of a table, in the order of their first arrival. */
  Set<String> rows(ResultTable table) {
    return distinct.get(table);
  }

  /** Rows so far, repeated ones included. */
  long total() {
    return total;
  }

  /** Rows so far, each counted once. */
  long distinct() {
    return distinct.values().stream().mapToLong(Set::size).sum();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
