package io.cryptoscalp.jobs.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the jobs are behind their topics, by the offsets they commit with their checkpoints. */
final class DemoDrain implements AutoCloseable {
  private final Admin admin;

  DemoDrain(String bootstrapServers) {
    Map<String, Object> client = new HashMap<>();
    client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    admin = Admin.create(client);
  }

  /** Records of the raw topics behind the trading job's last checkpoint. */
  long trading() throws InterruptedException {
    return behind(Topics.TRADING_GROUP, "market.raw.");
  }

  /** Rows behind the results job's last checkpoint. */
  long results() throws InterruptedException {
    return behind(Topics.RESULTS_GROUP, "");
  }

  private long behind(String group, String prefix) throws InterruptedException {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      for (var topic : admin.describeTopics(Topics.all().keySet()).allTopicNames().get().values()) {
        boolean raw = topic.name().startsWith("market.raw.");
        boolean mine =
            prefix.isEmpty()
                ? !raw && !topic.name().equals(Topics.CONTROL)
                : topic.name().startsWith(prefix);
        if (mine) {
          topic
              .partitions()
              .forEach(
                  p ->
                      wanted.put(
                          new TopicPartition(topic.name(), p.partition()), OffsetSpec.latest()));
        }
      }
      long behind = 0;
      Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends =
          admin.listOffsets(wanted).all().get();
      for (var end : ends.entrySet()) {
        OffsetAndMetadata done = committed.get(end.getKey());
        behind += Math.max(0, end.getValue().offset() - (done == null ? 0 : done.offset()));
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
