package io.cryptoscalp.operators.source;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topic that a job can do without: while it is missing, or the broker does not say, the source
 * has the partitions that it knows, none at first, and asks again. The usual subscriber fails the
 * job instead. What it does not know is logged once, not each time it asks.
 */
public final class LenientTopic implements KafkaSubscriber {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(LenientTopic.class);

  private final String topic;
  private transient Set<TopicPartition> known = Set.of();
  private transient boolean warned;

  /** Subscribes to the one topic. */
  public LenientTopic(String topic) {
    this.topic = topic;
  }

  private Object readResolve() {
    return new LenientTopic(topic);
  }

  @Override
  public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient admin) {
    try {
      Map<String, TopicDescription> found =
          admin.describeTopics(List.of(topic)).allTopicNames().get();
      Set<TopicPartition> partitions = new HashSet<>();
      for (TopicDescription description : found.values()) {
        for (TopicPartitionInfo partition : description.partitions()) {
          partitions.add(new TopicPartition(topic, partition.partition()));
        }
      }
      if (warned) {
        LOG.info("topic {} is there", topic);
      }
      warned = false;
      known = Set.copyOf(partitions);
    } catch (ExecutionException e) {
      if (!warned) {
        LOG.warn("goes on without topic {}, of which the broker says: {}", topic, said(e));
      }
      warned = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return known;
  }

  private static String said(ExecutionException e) {
    return String.valueOf(e.getCause() == null ? e : e.getCause());
  }
}
