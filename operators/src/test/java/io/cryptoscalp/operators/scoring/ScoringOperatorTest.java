package io.cryptoscalp.operators.scoring;

import static io.cryptoscalp.operators.scoring.ModelFixture.expected;
import static io.cryptoscalp.operators.scoring.ModelFixture.model;
import static io.cryptoscalp.operators.scoring.ModelFixture.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.models.onnx.LogisticModel;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is scored, when, and in which order? */
class ScoringOperatorTest {
  private static final LogisticModel UP = model(1);

  @TempDir Path root;
  private ModelFixture models;

  @BeforeEach
  void setUp() {
    models = new ModelFixture(root);
    assertThat(ScoringSession.openSessions()).isZero();
  }

  @AfterEach
  void nothingStaysOpen() {
    assertThat(ScoringSession.openSessions()).isZero();
  }

  private static MarketTick tick(long sequence) {
    long[] none = {};
    return new MarketTick(
        "BTCUSDT-PERP.BINANCE",
        1,
        1,
        sequence,
        none,
        none,
        none,
        none,
        0,
        0,
        null,
        0,
        Double.NaN,
        0,
        Regime.NORMAL,
        true);
  }

  @Test
  void withoutModelPredictionsAreInvalidAndHalf() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(32, 0)) {
      harness.send(snapshot(1, 0, 60_000));
      assertThat(harness.scored())
          .singleElement()
          .satisfies(
              prediction -> {
                assertThat(prediction.valid()).isFalse();
                assertThat(prediction.probabilityUp()).isEqualTo(0.5);
                assertThat(prediction.modelVersion()).isEmpty();
              });
    }
  }

  @Test
  void theModelsAnswerReachesMainAndSideOutput() throws Exception {
    FeatureSnapshot row = snapshot(7, 0.25, 60_004.5);
    try (ScoringHarness harness = ScoringHarness.open(32, 0)) {
      harness.send(models.register("1", UP, 0), row);
      Prediction want =
          new Prediction(
              row.instrument(), 7, 1_000_007, 7, "baseline", "1", expected(UP, row), true);
      assertThat(harness.scored()).containsExactly(want);
      assertThat(harness.rows()).hasSize(2);
      assertThat(harness.rows().get(0))
          .startsWith("MODEL_EVENTS{")
          .contains("\"event_id\":\"activate-1:ACTIVATED\"");
      assertThat(harness.rows().get(1))
          .startsWith("PREDICTIONS{")
          .contains("\"model_version\":\"1\",\"probability_up\":" + expected(UP, row));
      assertThat(harness.modelEvents())
          .containsExactly(
              new ModelEvent(
                  "activate-1:ACTIVATED",
                  "activate-1",
                  "baseline",
                  "1",
                  "ACTIVATED",
                  "",
                  "CPU",
                  0));
      // timestamps travel with the snapshot
      assertThat(harness.getOutput())
          .allSatisfy(record -> assertThat(((StreamRecord<?>) record).getTimestamp()).isEqualTo(5));
    }
  }

  @Test
  void modelsOfTheStartScoreTheFirstSnapshotAndOneThatCannotFailsTheJob() throws Exception {
    String folder = models.register("1", UP, 0).uri();
    FeatureSnapshot row = snapshot(7, 0.25, 60_004.5);
    try (ScoringHarness harness = new ScoringHarness(List.of(folder))) {
      harness.open();
      harness.send(row);
      assertThat(harness.scored())
          .extracting(Prediction::valid, Prediction::probabilityUp)
          .containsExactly(tuple(true, expected(UP, row)));
    }
    try (ScoringHarness harness = new ScoringHarness(List.of(folder + "-none"))) {
      assertThatThrownBy(harness::open).hasStackTraceContaining("MODEL_");
    }
  }

  @Test
  void otherEventsPassInOrderWhenScoredAtOnce() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(32, 0)) {
      harness.send(tick(1), snapshot(2, 0, 60_000), tick(3), tick(4), snapshot(5, 0, 60_000));
      List<Class<?>> kinds = new ArrayList<>();
      harness.extractOutputValues().forEach(event -> kinds.add(event.getClass()));
      assertThat(kinds)
          .containsExactly(
              MarketTick.class,
              ScoredSnapshot.class,
              MarketTick.class,
              MarketTick.class,
              ScoredSnapshot.class);
    }
  }

  @Test
  void aBatchIsScoredWhenFull() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(3, 10)) {
      harness.send(models.register("1", UP, 0));
      harness.send(snapshot(1, 0, 60_000), snapshot(2, 1, 60_001));
      assertThat(harness.scored()).isEmpty();
      harness.send(snapshot(3, 2, 60_002));
      assertThat(harness.scored())
          .extracting(Prediction::probabilityUp)
          .containsExactly(
              expected(UP, snapshot(1, 0, 60_000)),
              expected(UP, snapshot(2, 1, 60_001)),
              expected(UP, snapshot(3, 2, 60_002)));
    }
  }

  @Test
  void aBatchIsScoredAfterTheDelay() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(3, 10)) {
      harness.setProcessingTime(100);
      harness.send(snapshot(1, 0, 60_000));
      harness.setProcessingTime(109);
      assertThat(harness.scored()).isEmpty();
      harness.setProcessingTime(110);
      assertThat(harness.scored()).hasSize(1);
    }
  }

  @Test
  void theTimerOfAScoredBatchLeavesTheNextAlone() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(2, 10)) {
      harness.setProcessingTime(100);
      harness.send(snapshot(1, 0, 60_000), snapshot(2, 0, 60_000));
      harness.setProcessingTime(105);
      harness.send(snapshot(3, 0, 60_000));
      harness.setProcessingTime(110);
      assertThat(harness.scored()).hasSize(2);
      harness.setProcessingTime(115);
      assertThat(harness.scored()).hasSize(3);
    }
  }

  @Test
  void aBatchIsScoredBeforeBarrierWatermarkCommandAndEnd() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(30, 1000)) {
      harness.send(snapshot(1, 0, 60_000));
      harness.prepareSnapshotPreBarrier(1);
      assertThat(harness.scored()).hasSize(1);

      harness.send(snapshot(2, 0, 60_000));
      harness.processWatermark(7);
      assertThat(harness.scored()).hasSize(2);
      assertThat(new ArrayList<>(harness.getOutput()).get(2)).isEqualTo(new Watermark(7));

      harness.send(snapshot(3, 0, 60_000), models.register("1", UP, 0));
      assertThat(harness.scored()).hasSize(3);
      assertThat(harness.scored().get(2).valid()).isFalse();

      harness.send(snapshot(4, 0, 60_000));
      harness.endInput();
      harness.getOperator().finish();
      assertThat(harness.scored()).hasSize(4);
      assertThat(harness.scored().get(3).valid()).isTrue();
    }
  }

  @Test
  void batchedAnswersEqualSingleOnes() throws Exception {
    ModelCommand command = models.register("1", UP, 0);
    List<List<Prediction>> runs = new ArrayList<>();
    for (int size : new int[] {1, 2, 7, 32}) {
      try (ScoringHarness harness = ScoringHarness.open(size, 5)) {
        harness.send(command);
        for (int i = 0; i < 100; i++) {
          long valid = i % 5 == 0 ? 0b110 : 0b111; // every fifth lacks feature a
          harness.send(snapshot(i, Math.sin(i), 60_000 + 30 * Math.cos(i), valid));
        }
        harness.getOperator().finish();
        runs.add(harness.scored());
      }
    }
    assertThat(runs.get(0)).hasSize(100);
    assertThat(runs).allSatisfy(run -> assertThat(run).isEqualTo(runs.get(0)));
  }

  @Test
  void invalidFeaturesNeverReachTheModelUnlessItDoesNotNeedThem() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(32, 0)) {
      harness.send(models.register("1", UP, 0));
      harness.send(snapshot(1, 1, 60_000, 0b110), snapshot(2, 1, 60_000, 0b101));
      assertThat(harness.scored()).extracting(Prediction::valid).containsExactly(false, true);
      assertThat(harness.scored().get(0).probabilityUp()).isEqualTo(0.5);
      assertThat(harness.scored().get(0).modelVersion()).isEqualTo("1");
    }
  }
}
