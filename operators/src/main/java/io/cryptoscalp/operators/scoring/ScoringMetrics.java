package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.models.scoring.Provider;
import io.cryptoscalp.models.scoring.ProviderChoice;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** Metrics of the scoring stage, under the operator's group. */
final class ScoringMetrics {
  /** Models with figures of their own; any more share the group {@value #OTHERS}. */
  static final int MOST_MODELS = 16;

  static final String OTHERS = "others";

  private static final int WINDOW = 1024;

  final Counter predictions;
  final Counter invalidPredictions;
  final Counter batches;
  final Counter modelsActivated;
  final Counter modelsRejected;
  final Counter modelsCutOff;
  final Histogram latencyNanos;
  private final MetricGroup group;
  private final Map<String, OfModel> models = new HashMap<>();

  /** Figures of one model. */
  static final class OfModel {
    final Counter answers;
    final Counter leftOut;
    final Counter outOfDistribution;
    final Counter fallbacks;
    final Histogram latencyNanos;

    private volatile int onDevice;
    private volatile int fellBack;

    private OfModel(MetricGroup group) {
      answers = group.counter("modelAnswers");
      leftOut = group.counter("modelLeftOut");
      outOfDistribution = group.counter("modelOutOfDistribution");
      latencyNanos = group.histogram("modelLatencyNs", new DescriptiveStatisticsHistogram(WINDOW));
      fallbacks = group.counter("modelFallbacks");
      group.gauge("modelOnDevice", () -> onDevice);
      group.gauge("modelFellBack", () -> fellBack);
    }

    /** Takes note of what runs the model. */
    void runsOn(ScoringSession session) {
      int device = session.provider() == Provider.CPU ? 0 : 1;
      int fallback = session.fallback().isEmpty() ? 0 : 1;
      if (device != onDevice || fallback != fellBack) {
        onDevice = device;
        fellBack = fallback;
      }
    }

    /** Takes note that nothing runs it any more. */
    void deactivated() {
      onDevice = 0;
      fellBack = 0;
    }

    void count(AnswerCode code) {
      if (code == AnswerCode.OK) {
        answers.inc();
      } else {
        leftOut.inc();
        if (code == AnswerCode.MODEL_INPUT_OUT_OF_DISTRIBUTION) {
          outOfDistribution.inc();
        }
      }
    }
  }

  ScoringMetrics(MetricGroup group, ProviderChoice provider) {
    this.group = group;
    predictions = group.counter("predictions");
    invalidPredictions = group.counter("predictionsInvalid");
    batches = group.counter("scoringBatches");
    modelsActivated = group.counter("modelsActivated");
    modelsRejected = group.counter("modelsRejected");
    modelsCutOff = group.counter("modelsCutOff");
    latencyNanos = group.histogram("scoringLatencyNs", new DescriptiveStatisticsHistogram(WINDOW));
    group.gauge("scoringProvider", () -> provider.wanted().name());
    group.gauge("openModelSessions", ScoringSession::openSessions);
  }

  /** Counts what became of a model. */
  void count(ModelEvent event) {
    switch (event.outcome()) {
      case "ACTIVATED" -> modelsActivated.inc();
      case "REJECTED" -> modelsRejected.inc();
      case "CUT_OFF" -> modelsCutOff.inc();
      case "DEACTIVATED" -> of(event.model()).deactivated();
      case "FELL_BACK" -> of(event.model()).fallbacks.inc();
      default -> {}
    }
  }

  /** Figures of a model. */
  OfModel of(String model) {
    OfModel found = models.get(model);
    if (found == null) {
      String name = models.size() < MOST_MODELS ? model : OTHERS;
      found = models.get(name);
      if (found == null) {
        found = new OfModel(group.addGroup("model", name));
        models.put(name, found);
      }
    }
    return found;
  }
}
