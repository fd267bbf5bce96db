package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.models.scoring.ScoringSession;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** Metrics of the scoring stage, under the operator's group. */
final class ScoringMetrics {
  private static final int WINDOW = 1024;

  final Counter predictions;
  final Counter invalidPredictions;
  final Counter batches;
  final Counter modelsActivated;
  final Counter modelsRejected;
  final Histogram latencyNanos;

  ScoringMetrics(MetricGroup group) {
    predictions = group.counter("predictions");
    invalidPredictions = group.counter("predictionsInvalid");
    batches = group.counter("scoringBatches");
    modelsActivated = group.counter("modelsActivated");
    modelsRejected = group.counter("modelsRejected");
    latencyNanos = group.histogram("scoringLatencyNs", new DescriptiveStatisticsHistogram(WINDOW));
    group.gauge("scoringProvider", () -> ScoringSession.PROVIDER);
    group.gauge("openModelSessions", ScoringSession::openSessions);
  }
}
