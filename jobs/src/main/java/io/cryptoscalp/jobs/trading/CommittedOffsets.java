package io.cryptoscalp.jobs.trading;

import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Where the consumer group stopped, else the oldest record. */
final class CommittedOffsets {
  private CommittedOffsets() {}

  @SuppressWarnings(
      "deprecation") // the connector's signature; Kafka deprecated the type without a successor
  // there
  static OffsetsInitializer orEarliest() {
    return OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
  }
}
