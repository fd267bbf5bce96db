package io.cryptoscalp.jobs.proof;

import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameHeaders;
import io.cryptoscalp.jobs.JobTopics;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.jobs.runtime.flink.SourcePositions;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How far a job is behind the frames on the raw topics. It is through when its source has taken the
 * last record and a checkpoint after that is complete, which makes sinks write what they hold.
 */
final class TopicDrain implements AutoCloseable {
  private static final Duration CHECKPOINT_TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions = new ArrayList<>();
  private final LocalFlink flink;
  private final JobClient job;

  TopicDrain(String bootstrap, LocalFlink flink, JobClient job) {
    this.flink = flink;
    this.job = job;
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    for (Venue venue : Venue.values()) {
      String topic = FrameHeaders.topic(venue);
      for (int i = 0; i < JobTopics.partitions().getOrDefault(topic, 0); i++) {
        partitions.add(new TopicPartition(topic, i));
      }
    }
  }

  /** Records that the job has not taken; at least 1 until what came of them is written. */
  long behind() throws InterruptedException {
    SourcePositions positions = SourcePositions.read(http, flink.prometheusUrl());
    long behind = 0;
    for (Map.Entry<TopicPartition, Long> end : consumer.endOffsets(partitions).entrySet()) {
      TopicPartition partition = end.getKey();
      OptionalLong last =
          positions.lastOffset(job.getJobID().toString(), partition.topic(), partition.partition());
      behind += end.getValue() - (last.isPresent() ? last.getAsLong() + 1 : 0);
    }
    return behind > 0 ? behind : flink.checkpoint(job, CHECKPOINT_TIMEOUT) ? 0 : 1;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
