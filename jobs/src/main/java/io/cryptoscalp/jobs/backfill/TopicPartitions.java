package io.cryptoscalp.jobs.backfill;

import java.util.Comparator;
import org.apache.kafka.common.TopicPartition;

/** Partitions by name, {@code topic:partition}. */
final class TopicPartitions {
  static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private TopicPartitions() {}

  static TopicPartition parse(String name) {
    int at = name.lastIndexOf(':');
    return new TopicPartition(name.substring(0, at), Integer.parseInt(name.substring(at + 1)));
  }

  static String name(TopicPartition partition) {
    return partition.topic() + ':' + partition.partition();
  }
}
