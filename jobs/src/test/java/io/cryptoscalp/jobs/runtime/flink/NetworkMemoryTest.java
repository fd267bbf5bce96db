package io.cryptoscalp.jobs.runtime.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetworkMemoryTest {
  @ParameterizedTest
  @CsvSource({
    // Subtasks, KiB a buffer, MiB in all.
    "1, 512, 60",
    "2, 256, 72",
    "4, 256, 192",
    "16, 64, 480",
    "64, 16, 1632",
    "1000, 4, 94125"
  })
  void buffersAreAsLargeAsMemoryAllowsAndEnoughForAllChannels(
      int parallelism, long kibibytes, long mebibytes) {
    Configuration cluster = new Configuration();

    NetworkMemory.apply(cluster, parallelism);

    MemorySize segment = cluster.get(TaskManagerOptions.MEMORY_SEGMENT_SIZE);
    MemorySize all = cluster.get(TaskManagerOptions.NETWORK_MEMORY_MIN);
    assertThat(segment).isEqualTo(MemorySize.ofMebiBytes(kibibytes).divide(1024));
    assertThat(all.getMebiBytes()).isEqualTo(mebibytes);
    assertThat(cluster.get(TaskManagerOptions.NETWORK_MEMORY_MAX)).isEqualTo(all);
    assertThat(all.getBytes() / segment.getBytes()).isEqualTo(NetworkMemory.needed(parallelism));
  }
}
