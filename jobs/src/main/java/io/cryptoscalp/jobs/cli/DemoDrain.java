package io.cryptoscalp.jobs.cli;

import io.cryptoscalp.jobs.runtime.flink.SourcePositions;
import io.cryptoscalp.operators.regime.RegimeTopics;
import io.cryptoscalp.operators.results.ResultTable;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * How far the jobs of a demo are behind their topics. A job is through when its source has taken
 * the last record and a checkpoint after that is complete: that makes its operators and sinks write
 * out what they hold.
 */
final class DemoDrain implements AutoCloseable {
  private final DemoCluster cluster;
  private final Admin admin;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<TopicPartition, Long> rawEnds = new HashMap<>();

  DemoDrain(DemoCluster cluster) {
    this.cluster = cluster;
    Map<String, Object> client = new HashMap<>();
    client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.kafka());
    admin = Admin.create(client);
  }

  /**
   * Records of the raw topics that were there at the first call and that the trading job has not
   * read; what comes of the rest is in Kafka when there are none.
   */
  long trading() throws InterruptedException {
    if (rawEnds.isEmpty()) {
      rawEnds.putAll(ends("market.raw."));
    }
    return through(cluster.trading(), Topics.TRADING_GROUP, rawEnds);
  }

  /** Measures that the regime job has not read; what comes of the rest is in Kafka when none. */
  long regime() throws InterruptedException {
    return through(cluster.regime(), Topics.REGIME_GROUP, ends(RegimeTopics.MEASURES));
  }

  /** Rows that the results job has not read; the rest is in ClickHouse when there are none. */
  long results() throws InterruptedException {
    return through(cluster.results(), Topics.RESULTS_GROUP, ends(""));
  }

  private long through(JobClient job, String group, Map<TopicPartition, Long> ends)
      throws InterruptedException {
    long behind = behind(job, group, ends);
    return behind > 0 || !cluster.checkpoint(job) ? Math.max(1, behind) : 0;
  }

  private Map<TopicPartition, Long> ends(String prefix) throws InterruptedException {
    try {
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      Map<String, TopicDescription> topics =
          admin.describeTopics(Topics.all().keySet()).allTopicNames().get();
      for (TopicDescription topic : topics.values()) {
        boolean mine =
            prefix.isEmpty()
                ? ResultTable.ofTopic(topic.name()) != null
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

  private long behind(JobClient job, String group, Map<TopicPartition, Long> ends)
      throws InterruptedException {
    SourcePositions positions = SourcePositions.read(http, cluster.prometheusUrl());
    try {
      // Where the job began, for partitions of which it has read nothing yet.
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      long behind = 0;
      for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
        TopicPartition partition = end.getKey();
        OffsetAndMetadata done = committed.get(partition);
        OptionalLong last =
            positions.lastOffset(
                job.getJobID().toString(), partition.topic(), partition.partition());
        long next = last.isPresent() ? last.getAsLong() + 1 : done == null ? 0 : done.offset();
        behind += Math.max(0, end.getValue() - next);
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
