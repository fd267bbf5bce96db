package io.cryptoscalp.operators.explain;

import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** Metrics of the stage, under the operator's group. */
final class ExplainMetrics {
  private static final int WINDOW = 1024;

  final Counter traded;
  final Counter sampled;
  final Counter samplesDropped;
  final Counter tradedDropped;
  final Counter tradedLost;
  final Histogram latencyNanos;

  ExplainMetrics(MetricGroup group, IntSupplier waiting) {
    traded = group.counter("explainedTraded");
    sampled = group.counter("explainedSampled");
    samplesDropped = group.counter("explainDroppedSamples");
    tradedDropped = group.counter("explainDroppedTraded");
    tradedLost = group.counter("explainLostTraded");
    latencyNanos = group.histogram("explainNs", new DescriptiveStatisticsHistogram(WINDOW));
    group.gauge("explainWaiting", (Gauge<Integer>) waiting::getAsInt);
  }
}
