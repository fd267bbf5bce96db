package io.cryptoscalp.jobs.runtime.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Are the positions of the right job, topic and partition read from the reporter's text? */
class SourcePositionsTest {
  private static final String NAME =
      "flink_taskmanager_job_task_operator_KafkaSourceReader_topic_partition_currentOffset";

  @Test
  void readsPositionsByJobTopicAndPartition() {
    SourcePositions positions =
        SourcePositions.parse(
            "# HELP "
                + NAME
                + " currentOffset\n"
                + gauge("ab12", "market_raw_binance_spot", 1, "1007.0")
                + gauge("ab12", "market_raw_binance_spot", 2, "1.2345678E7")
                + gauge("cd34", "market_raw_binance_spot", 1, "5.0")
                + gauge("ab12", "orders", 0, "-1.0")
                + "flink_taskmanager_job_task_operator_pendingRecords{job_id=\"ab12\",} 7.0\n");

    assertThat(positions.lastOffset("ab12", "market.raw.binance-spot", 1)).hasValue(1007);
    assertThat(positions.lastOffset("ab12", "market.raw.binance-spot", 2)).hasValue(12_345_678);
    assertThat(positions.lastOffset("cd34", "market.raw.binance-spot", 1)).hasValue(5);
    assertThat(positions.lastOffset("ab12", "orders", 0)).as("nothing read yet").isEmpty();
    assertThat(positions.lastOffset("ab12", "fills", 0)).isEmpty();
  }

  private static String gauge(String job, String topic, int partition, String value) {
    return NAME
        + "{task_attempt_num=\"0\",partition=\""
        + partition
        + "\",topic=\""
        + topic
        + "\",job_id=\""
        + job
        + "\",operator_name=\"Source:_frames\",} "
        + value
        + "\n";
  }
}
