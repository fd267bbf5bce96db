package io.cryptoscalp.bench.endtoend;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What this process and its children have used so far.
 *
 * @param cpuNs processor time of this JVM: broker, Flink and the load generator
 * @param childrenCpuNs processor time of its children: ClickHouse
 * @param gcMs time in garbage collection
 */
record Usage(long cpuNs, long childrenCpuNs, long gcMs) {
  static Usage now() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long children;
    try (Stream<ProcessHandle> processes = ProcessHandle.current().children()) {
      children =
          processes
              .mapToLong(child -> child.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
              .sum();
    }
    long gc = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      gc += collector.getCollectionTime();
    }
    return new Usage(system.getProcessCpuTime(), children, gc);
  }

  /** What was used since. */
  Usage since(Usage before) {
    return new Usage(
        cpuNs - before.cpuNs, childrenCpuNs - before.childrenCpuNs, gcMs - before.gcMs);
  }
}
