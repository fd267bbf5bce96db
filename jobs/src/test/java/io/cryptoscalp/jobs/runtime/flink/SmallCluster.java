package io.cryptoscalp.jobs.runtime.flink;

import java.util.Map;
import java.util.TreeMap;

/** What clusters of tests have otherwise than the repository's configuration. */
public final class SmallCluster {
  private SmallCluster() {}

  /**
   * Less memory, and a crash that is noticed within seconds.
   *
   * @param jobManager memory of its process, such as {@code 1g}
   * @param taskManager memory of its process
   */
  public static Map<String, String> overrides(String jobManager, String taskManager) {
    Map<String, String> overrides = new TreeMap<>();
    overrides.put("jobmanager.memory.process.size", jobManager);
    overrides.put("taskmanager.memory.process.size", taskManager);
    overrides.put("taskmanager.memory.task.off-heap.size", "64m");
    overrides.put("heartbeat.interval", "500");
    overrides.put("heartbeat.timeout", "4000");
    overrides.put("metrics.reporter.prom.port", "9249-9399");
    return overrides;
  }
}
