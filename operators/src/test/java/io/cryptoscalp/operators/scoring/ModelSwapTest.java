package io.cryptoscalp.operators.scoring;

import static io.cryptoscalp.operators.scoring.ModelFixture.model;
import static io.cryptoscalp.operators.scoring.ModelFixture.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.models.onnx.LogisticModel;
import io.cryptoscalp.models.registry.KeyFiles;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.ModelSigner;
import io.cryptoscalp.models.registry.ModelStores;
import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which model rules, and what becomes of those that do not? */
class ModelSwapTest {
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

  @Test
  void theSwapFollowsVenueTimeAcrossInterleavedSnapshots() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(32, 50)) {
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
      ModelFixture.assertOpen(2);
      harness.processWatermark(1); // 1 ms is past 100 ns: the old model is done
      ModelFixture.assertOpen(1);
      harness.send(snapshot(50, 0, 60_000));
      harness.getOperator().finish();
      assertThat(harness.scored().get(4).modelVersion()).isEqualTo("2");
    }
  }

  @Test
  void deactivationStopsScoringAndNamesWhatIsNotActive() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(32, 0)) {
      harness.send(models.register("1", UP, 0), ModelFixture.deactivate("d0", "9", 0));
      harness.send(snapshot(1, 0, 60_000));
      harness.send(ModelFixture.deactivate("d1", "1", 0), snapshot(2, 0, 60_000));
      assertThat(harness.scored()).extracting(Prediction::valid).containsExactly(true, false);
      assertThat(harness.modelEvents())
          .extracting(ModelEvent::outcome)
          .containsExactly("ACTIVATED", "REJECTED", "DEACTIVATED");
      assertThat(harness.modelEvents().get(1).code())
          .isEqualTo("MODEL_NOT_ACTIVE: model=baseline version=9");
      ModelFixture.assertOpen(0);
    }
  }

  @Test
  void aRejectedModelKeepsTheChampionAndARepeatedCommandChangesNothing() throws Exception {
    ModelCommand good = models.register("1", UP, 0);
    ModelCommand bad = models.register("2", DOWN, 0);
    ModelCommand wrongDigest =
        new ModelCommand(
            "bad", ModelCommand.Kind.ACTIVATE, "baseline", "2", bad.uri(), good.sha256(), 0);
    try (ScoringHarness harness = ScoringHarness.open(32, 0)) {
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
  void aModelThatNobodyTrustedHasSignedIsRejected() throws Exception {
    var unused = KeyFiles.generate(root.resolve("own.key"));
    ModelTrust trust = ModelTrust.ofPaths(root.resolve("own.key.pub").toString());
    ModelFixture signed =
        new ModelFixture(
            new ModelRegistry(
                new ModelStores(Map.of()).open(root.resolve("signed").toString()),
                ModelSigner.load(root.resolve("own.key"))));
    try (ScoringHarness harness = new ScoringHarness(trust)) {
      harness.open();
      harness.send(signed.register("1", UP, 0), models.register("2", DOWN, 0));
      harness.send(snapshot(1, 0, 60_000));
      assertThat(harness.scored()).extracting(Prediction::modelVersion).containsExactly("1");
      assertThat(harness.modelEvents())
          .extracting(ModelEvent::outcome)
          .containsExactly("ACTIVATED", "REJECTED");
      assertThat(harness.modelEvents().get(1).code()).startsWith("MODEL_SIGNATURE_MISSING: ");
    }
  }

  @Test
  void aCheckpointBringsTheModelBackAtAnyParallelism() throws Exception {
    OperatorSubtaskState checkpoint;
    try (ScoringHarness harness = ScoringHarness.open(32, 50)) {
      harness.send(models.register("1", UP, 0), models.register("2", DOWN, 100));
      harness.prepareSnapshotPreBarrier(1);
      checkpoint = harness.snapshot(1, 1);
    }
    try (ScoringHarness harness = new ScoringHarness(32, 0)) {
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
    try (ScoringHarness harness = ScoringHarness.open(32, 0)) {
      harness.send(command);
      checkpoint = harness.snapshot(1, 1);
    }
    Path file = root.resolve("baseline/1/model.onnx");
    byte[] onnx = Files.readAllBytes(file);
    Files.delete(file);
    OperatorSubtaskState second;
    try (ScoringHarness harness = new ScoringHarness(32, 0)) {
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
    try (ScoringHarness harness = new ScoringHarness(32, 0)) {
      harness.initializeState(second);
      harness.open();
      harness.send(snapshot(1, 0, 60_000));
      assertThat(harness.scored().get(0).valid()).isTrue();
    }
  }

  @Test
  @Timeout(30)
  void theOutcomeOfALoadIsReportedWithoutTraffic() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(32, 0)) {
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
      ScoringHarness harness = ScoringHarness.open(32, 0);
      harness.send(models.register("v" + i, model(i), 0));
      harness.getOperator().close(); // cancelled: neither finish nor a barrier
      harness.close();
      ModelFixture.assertOpen(0);
    }
  }

  @Test
  void aHundredSwapsLeaveOneSessionOpen() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(32, 0)) {
      for (int i = 0; i < 100; i++) {
        harness.send(models.register("v" + i, model(i / 100.0), 0), snapshot(i, 0, 60_000));
        ModelFixture.assertOpen(1);
      }
      assertThat(harness.scored()).hasSize(100).allMatch(Prediction::valid);
      assertThat(harness.modelEvents()).hasSize(100);
    }
  }

  @Test
  void twoSubtasksShareOneSession() throws Exception {
    ModelCommand command = models.register("1", UP, 0);
    try (ScoringHarness first = ScoringHarness.open(32, 0)) {
      first.send(command, snapshot(1, 0, 60_000));
      try (ScoringHarness second = ScoringHarness.open(32, 0)) {
        second.send(command, snapshot(1, 0, 60_000));
        ModelFixture.assertOpen(1);
        assertThat(ScoringSession.users(command.sha256())).isEqualTo(2);
      }
      assertThat(ScoringSession.users(command.sha256())).isEqualTo(1);
      first.send(snapshot(2, 0, 60_000));
      assertThat(first.scored()).allMatch(Prediction::valid);
    }
  }
}
