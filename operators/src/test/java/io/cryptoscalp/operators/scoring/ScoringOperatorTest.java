package io.cryptoscalp.operators.scoring;

import static io.cryptoscalp.operators.scoring.ModelFixture.LAYOUT;
import static io.cryptoscalp.operators.scoring.ModelFixture.expected;
import static io.cryptoscalp.operators.scoring.ModelFixture.model;
import static io.cryptoscalp.operators.scoring.ModelFixture.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.models.onnx.LogisticModel;
import io.cryptoscalp.models.scoring.ScoringSession;
import io.cryptoscalp.operators.stream.StreamEventSerializer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ScoringOperatorTest {
  private static final LogisticModel UP = model(1);
  private static final LogisticModel DOWN = model(-1);

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

  private static Harness open(int batchSize, long delayMs) throws Exception {
    Harness harness = new Harness(batchSize, delayMs);
    harness.open();
    return harness;
  }

  /** A harness that drains like a task would. */
  private static final class Harness
      extends OneInputStreamOperatorTestHarness<StreamEvent, StreamEvent> {
    Harness(int batchSize, long delayMs) throws Exception {
      super(new ScoringOperator(LAYOUT, batchSize, delayMs));
      setup(new StreamEventSerializer());
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
    try (Harness harness = open(32, 0)) {
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
    try (Harness harness = open(32, 0)) {
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
  void otherEventsPassInOrderWhenScoredAtOnce() throws Exception {
    try (Harness harness = open(32, 0)) {
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
    try (Harness harness = open(3, 10)) {
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
    try (Harness harness = open(3, 10)) {
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
    try (Harness harness = open(2, 10)) {
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
    try (Harness harness = open(30, 1000)) {
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
      try (Harness harness = open(size, 5)) {
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
    try (Harness harness = open(32, 0)) {
      harness.send(models.register("1", UP, 0));
      harness.send(snapshot(1, 1, 60_000, 0b110), snapshot(2, 1, 60_000, 0b101));
      assertThat(harness.scored()).extracting(Prediction::valid).containsExactly(false, true);
      assertThat(harness.scored().get(0).probabilityUp()).isEqualTo(0.5);
      assertThat(harness.scored().get(0).modelVersion()).isEqualTo("1");
    }
  }

  @Test
  void theSwapFollowsVenueTimeAcrossInterleavedSnapshots() throws Exception {
    try (Harness harness = open(32, 50)) {
      harness.send(models.register("1", UP, 0), models.register("2", DOWN, 100));
      harness.send(
          snapshot(90, 0, 60_000),
          snapshot(100, 0, 60_000),
          snapshot(99, 0, 60_000),
          snapshot(101, 0, 60_000));
      harness.getOperator().finish();
      assertThat(harness.scored())
          .extracting(Prediction::modelVersion)
          .containsExactly("1", "2", "1", "2");
      assertThat(ScoringSession.openSessions()).isEqualTo(2);
      harness.processWatermark(1); // 1 ms is past 100 ns: the old model is done
      assertThat(ScoringSession.openSessions()).isEqualTo(1);
      harness.send(snapshot(50, 0, 60_000));
      harness.getOperator().finish();
      assertThat(harness.scored().get(4).modelVersion()).isEqualTo("2");
    }
  }

  @Test
  void deactivationStopsScoringAndNamesWhatIsNotActive() throws Exception {
    try (Harness harness = open(32, 0)) {
      harness.send(models.register("1", UP, 0), ModelFixture.deactivate("d0", "9", 0));
      harness.send(snapshot(1, 0, 60_000));
      harness.send(ModelFixture.deactivate("d1", "1", 0), snapshot(2, 0, 60_000));
      assertThat(harness.scored()).extracting(Prediction::valid).containsExactly(true, false);
      assertThat(harness.modelEvents())
          .extracting(ModelEvent::outcome)
          .containsExactly("ACTIVATED", "REJECTED", "DEACTIVATED");
      assertThat(harness.modelEvents().get(1).code())
          .isEqualTo("MODEL_NOT_ACTIVE: model=baseline version=9");
      assertThat(ScoringSession.openSessions()).isZero();
    }
  }

  @Test
  void aRejectedModelKeepsTheChampionAndARepeatedCommandChangesNothing() throws Exception {
    ModelCommand good = models.register("1", UP, 0);
    ModelCommand bad = models.register("2", DOWN, 0);
    ModelCommand wrongDigest =
        new ModelCommand(
            "bad", ModelCommand.Kind.ACTIVATE, "baseline", "2", bad.uri(), good.sha256(), 0);
    try (Harness harness = open(32, 0)) {
      harness.send(good, wrongDigest, snapshot(1, 0, 60_000), wrongDigest, good);
      harness.send(snapshot(2, 0, 60_000));
      assertThat(harness.scored()).extracting(Prediction::modelVersion).containsExactly("1", "1");
      assertThat(harness.modelEvents())
          .extracting(ModelEvent::outcome)
          .containsExactly("ACTIVATED", "REJECTED");
      assertThat(harness.modelEvents().get(1).code())
          .startsWith("MODEL_CHECKSUM_MISMATCH: ")
          .contains("expected=" + good.sha256())
          .contains("got=" + bad.sha256());
    }
  }

  @Test
  void aCheckpointBringsTheModelBackAtAnyParallelism() throws Exception {
    OperatorSubtaskState checkpoint;
    try (Harness harness = open(32, 50)) {
      harness.send(models.register("1", UP, 0), models.register("2", DOWN, 100));
      harness.prepareSnapshotPreBarrier(1);
      checkpoint = harness.snapshot(1, 1);
    }
    try (Harness harness = new Harness(32, 0)) {
      harness.initializeState(checkpoint);
      harness.open();
      harness.send(snapshot(99, 0, 60_000), snapshot(100, 0, 60_000));
      assertThat(harness.scored()).extracting(Prediction::modelVersion).containsExactly("1", "2");
      assertThat(harness.modelEvents()).isEmpty();
    }
  }

  @Test
  void aModelGoneAfterARestoreMakesPredictionsInvalidWithoutFailing() throws Exception {
    ModelCommand command = models.register("1", UP, 0);
    OperatorSubtaskState checkpoint;
    try (Harness harness = open(32, 0)) {
      harness.send(command);
      checkpoint = harness.snapshot(1, 1);
    }
    Path file = root.resolve("baseline/1/model.onnx");
    byte[] onnx = Files.readAllBytes(file);
    Files.delete(file);
    OperatorSubtaskState second;
    try (Harness harness = new Harness(32, 0)) {
      harness.initializeState(checkpoint);
      harness.open();
      harness.send(snapshot(1, 0, 60_000));
      assertThat(harness.scored().get(0).valid()).isFalse();
      assertThat(harness.modelEvents())
          .singleElement()
          .extracting(ModelEvent::outcome)
          .isEqualTo("REJECTED");
      assertThat(harness.modelEvents().get(0).code()).startsWith("MODEL_UNREADABLE: file=");
      second = harness.snapshot(2, 2);
    }
    Files.write(file, onnx); // back in place: the next restore scores again
    try (Harness harness = new Harness(32, 0)) {
      harness.initializeState(second);
      harness.open();
      harness.send(snapshot(1, 0, 60_000));
      assertThat(harness.scored().get(0).valid()).isTrue();
    }
  }

  @Test
  @Timeout(30)
  void theOutcomeOfALoadIsReportedWithoutTraffic() throws Exception {
    try (Harness harness = open(32, 0)) {
      harness.send(models.register("1", UP, 0));
      while (harness.modelEvents().isEmpty()) {
        harness.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
      }
      assertThat(harness.modelEvents().get(0).outcome()).isEqualTo("ACTIVATED");
    }
  }

  @Test
  void aTaskThatEndsDuringALoadLeavesNothingOpen() throws Exception {
    for (int i = 0; i < 20; i++) {
      Harness harness = open(32, 0);
      harness.send(models.register("v" + i, model(i), 0));
      harness.getOperator().close(); // cancelled: neither finish nor a barrier
      harness.close();
      assertThat(ScoringSession.openSessions()).isZero();
    }
  }

  @Test
  void aHundredSwapsLeaveOneSessionOpen() throws Exception {
    try (Harness harness = open(32, 0)) {
      for (int i = 0; i < 100; i++) {
        harness.send(models.register("v" + i, model(i / 100.0), 0), snapshot(i, 0, 60_000));
        assertThat(ScoringSession.openSessions()).isEqualTo(1);
      }
      assertThat(harness.scored()).hasSize(100).allMatch(Prediction::valid);
      assertThat(harness.modelEvents()).hasSize(100);
    }
  }

  @Test
  void twoSubtasksShareOneSession() throws Exception {
    ModelCommand command = models.register("1", UP, 0);
    try (Harness first = open(32, 0)) {
      first.send(command, snapshot(1, 0, 60_000));
      try (Harness second = open(32, 0)) {
        second.send(command, snapshot(1, 0, 60_000));
        assertThat(ScoringSession.openSessions()).isEqualTo(1);
        assertThat(ScoringSession.users(command.sha256())).isEqualTo(2);
      }
      assertThat(ScoringSession.users(command.sha256())).isEqualTo(1);
      first.send(snapshot(2, 0, 60_000));
      assertThat(first.scored()).allMatch(Prediction::valid);
    }
  }
}
