package io.cryptoscalp.bench.endtoend;

import org.HdrHistogram.Histogram;

/**
 * A latency distribution up to its worst, ms.
 *
 * @param count samples
 */
record Percentiles(
    long count, double p50, double p90, double p99, double p999, double max, double mean) {
  private static final double NS_PER_MS = 1e6;

  /** A histogram for ns up to ten minutes, three digits exact. */
  static Histogram histogram() {
    Histogram histogram = new Histogram(600_000_000_000L, 3);
    histogram.setAutoResize(true);
    return histogram;
  }

  static Percentiles of(Histogram ns) {
    return new Percentiles(
        ns.getTotalCount(),
        ns.getValueAtPercentile(50) / NS_PER_MS,
        ns.getValueAtPercentile(90) / NS_PER_MS,
        ns.getValueAtPercentile(99) / NS_PER_MS,
        ns.getValueAtPercentile(99.9) / NS_PER_MS,
        ns.getMaxValue() / NS_PER_MS,
        ns.getMean() / NS_PER_MS);
  }
}
