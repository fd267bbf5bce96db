package io.cryptoscalp.jobs.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** How far the jobs are behind their topics, by the offsets they commit with their checkpoints. */
final class DemoDrain implements AutoCloseable {
  private final Admin admin;
  private final Map<TopicPartition, Long> rawEnds = new HashMap<>();

  DemoDrain(String bootstrapServers) {
    Map<String, Object> client = new HashMap<>();
    client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    admin = Admin.create(client);
  }

  /**
   * Records of the raw topics that were there at the first call and that the trading job's last
   * committed checkpoint does not cover.
   */
  long trading() throws InterruptedException {
    if (rawEnds.isEmpty()) {
      rawEnds.putAll(ends("market.raw."));
    }
    return behind(Topics.TRADING_GROUP, rawEnds);
  }

  /** Rows that the results job's last committed checkpoint does not cover. */
  long results() throws InterruptedException {
    return behind(Topics.RESULTS_GROUP, ends(""));
  }

  private Map<TopicPartition, Long> ends(String prefix) throws InterruptedException {
    try {
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      Map<String, TopicDescription> topics =
          admin.describeTopics(Topics.all().keySet()).allTopicNames().get();
      for (TopicDescription topic : topics.values()) {
        boolean raw = topic.name().startsWith("market.raw.");
        boolean mine =
            prefix.isEmpty()
                ? !raw && !topic.name().equals(Topics.CONTROL)
                : topic.name().startsWith(prefix);
        if (mine) {
          for (TopicPartitionInfo partition : topic.partitions()) {
            wanted.put(
                new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest());
          }
        }
      }
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(wanted)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    } catch (ExecutionException e) {
      throw new CliException(ExitCodes.UNREACHABLE, "Kafka does not answer: " + e.getCause(), e);
    }
  }

  private long behind(String group, Map<TopicPartition, Long> ends) throws InterruptedException {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      long behind = 0;
      for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
        OffsetAndMetadata done = committed.get(end.getKey());
        behind += Math.max(0, end.getValue() - (done == null ? 0 : done.offset()));
      }
      return behind;
    } catch (ExecutionException e) {
      throw new CliException(ExitCodes.UNREACHABLE, "Kafka does not answer: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
