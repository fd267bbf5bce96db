package io.cryptoscalp.bench.clickhouse;

import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What the measurements of queries share. */
final class Timings {
  private static final double MS = 1e6;

  private Timings() {}

  /** Processor time that the server has used so far, which other work does not lengthen; ns. */
  static long serverCpuNs() {
    return ProcessHandle.current()
        .children()
        .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
        .mapToLong(Duration::toNanos)
        .sum();
  }

  /** A line of percentiles in ms. */
  static void print(String name, Histogram ns) {
    System.out.printf(
        Locale.ROOT,
        "%-34s%6d draws  p50 %7.1f  p90 %7.1f  p99 %7.1f  worst %7.1f%n",
        name,
        ns.getTotalCount(),
        ns.getValueAtPercentile(50) / MS,
        ns.getValueAtPercentile(90) / MS,
        ns.getValueAtPercentile(99) / MS,
        ns.getMaxValue() / MS);
  }
}
