package io.cryptoscalp.operators.scoring;

import io.cryptoscalp.engine.ensemble.EnsembleOptions;
import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scoring.CudaSessions;
import io.cryptoscalp.models.scoring.DeviceSessions;
import io.cryptoscalp.models.scoring.FeatureLayout;
import io.cryptoscalp.models.scoring.ProviderChoice;
import io.cryptoscalp.operators.stream.StreamEventSerializer;
import io.cryptoscalp.operators.stream.StreamKeys;
import io.cryptoscalp.operators.stream.WallClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** A scoring operator that drains like in a task. */
final class ScoringHarness
    extends KeyedOneInputStreamOperatorTestHarness<String, StreamEvent, StreamEvent> {
  ScoringHarness(int batchSize, long delayMs) throws Exception {
    this(ModelFixture.LAYOUT, batchSize, delayMs);
  }

  ScoringHarness(FeatureLayout layout, int batchSize, long delayMs) throws Exception {
    this(layout, batchSize, delayMs, EnsembleOptions.DEFAULT, ScoringGuards.REPEATABLE, () -> 0);
  }

  ScoringHarness(
      FeatureLayout layout,
      int batchSize,
      long delayMs,
      EnsembleOptions ensembles,
      ScoringGuards guards,
      WallClock clock)
      throws Exception {
    super(
        new ScoringOperator(
            layout,
            batchSize,
            delayMs,
            ensembles,
            guards,
            ModelTrust.ANYONE,
            ProviderChoice.CPU,
            new CudaSessions(),
            clock),
        StreamKeys::instrument,
        Types.STRING);
    setup(new StreamEventSerializer());
  }

  /** One that asks for signatures. */
  ScoringHarness(ModelTrust trust) throws Exception {
    super(
        new ScoringOperator(
            ModelFixture.LAYOUT,
            1,
            0,
            EnsembleOptions.DEFAULT,
            ScoringGuards.REPEATABLE,
            trust,
            ProviderChoice.CPU,
            new CudaSessions(),
            () -> 0),
        StreamKeys::instrument,
        Types.STRING);
    setup(new StreamEventSerializer());
  }

  /** One that scores with models from the start. */
  ScoringHarness(List<String> models) throws Exception {
    super(
        new ScoringOperator(
                ModelFixture.LAYOUT,
                1,
                0,
                EnsembleOptions.DEFAULT,
                ScoringGuards.REPEATABLE,
                ModelTrust.ANYONE,
                ProviderChoice.CPU,
                new CudaSessions(),
                () -> 0)
            .withModels(models),
        StreamKeys::instrument,
        Types.STRING);
    setup(new StreamEventSerializer());
  }

  /** One whose models are to run on a device. */
  ScoringHarness(int batchSize, ScoringGuards guards, ProviderChoice choice, DeviceSessions devices)
      throws Exception {
    super(
        new ScoringOperator(
            ModelFixture.LAYOUT,
            batchSize,
            batchSize > 1 ? 5 : 0,
            EnsembleOptions.DEFAULT,
            guards,
            ModelTrust.ANYONE,
            choice,
            devices,
            () -> 0),
        StreamKeys::instrument,
        Types.STRING);
    setup(new StreamEventSerializer());
  }

  /** One that is open. */
  static ScoringHarness open(int batchSize, long delayMs) throws Exception {
    ScoringHarness harness = new ScoringHarness(batchSize, delayMs);
    harness.open();
    return harness;
  }

  void send(StreamEvent... events) throws Exception {
    for (StreamEvent event : events) {
      processElement(new StreamRecord<>(event, 5));
    }
  }

  List<Prediction> scored() {
    List<Prediction> scored = new ArrayList<>();
    for (StreamEvent event : extractOutputValues()) {
      if (event instanceof ScoredSnapshot row) {
        scored.add(row.prediction());
      }
    }
    return scored;
  }

  List<String> rows() {
    List<String> rows = new ArrayList<>();
    var records = getSideOutput(ScoringOperator.ROWS);
    if (records != null) {
      records.forEach(
          row ->
              rows.add(
                  row.getValue().table().name()
                      + new String(row.getValue().json(), StandardCharsets.UTF_8)));
    }
    return rows;
  }

  List<ModelEvent> modelEvents() {
    List<ModelEvent> events = new ArrayList<>();
    var records = getSideOutput(ScoringOperator.MODEL_EVENTS);
    if (records != null) {
      records.forEach(row -> events.add(row.getValue()));
    }
    return events;
  }
}
