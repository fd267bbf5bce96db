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
    // Subtasks, KiB a buffer at most, KiB a buffer, MiB in all.
    "1, 512, 512, 64",
    "1, 32, 32, 64",
    "2, 512, 256, 72",
    "4, 512, 256, 192",
    "4, 32, 32, 64",
    "16, 512, 64, 480",
    "16, 32, 32, 240",
    "64, 512, 16, 1632",
    "1000, 512, 4, 94125"
  })
  void buffersAreAsLargeAsMemoryAllowsAndEnoughForAllChannels(
      int parallelism, long most, long kibibytes, long mebibytes) {
    Configuration cluster = new Configuration();

    NetworkMemory.apply(cluster, parallelism, most << 10);

    MemorySize segment = cluster.get(TaskManagerOptions.MEMORY_SEGMENT_SIZE);
    MemorySize all = cluster.get(TaskManagerOptions.NETWORK_MEMORY_MIN);
    assertThat(segment).isEqualTo(new MemorySize(kibibytes << 10));
    assertThat(all.getMebiBytes()).isEqualTo(mebibytes);
    assertThat(cluster.get(TaskManagerOptions.NETWORK_MEMORY_MAX)).isEqualTo(all);
    assertThat(all.getBytes() / segment.getBytes())
        .isGreaterThanOrEqualTo(NetworkMemory.needed(parallelism));
  }
}
