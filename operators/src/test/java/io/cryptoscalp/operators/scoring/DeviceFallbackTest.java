package io.cryptoscalp.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelCommand.Role;
import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.models.scoring.CudaSessions;
import io.cryptoscalp.models.scoring.DeviceSessions;
import io.cryptoscalp.models.scoring.ProviderChoice;
import io.cryptoscalp.models.scoring.ProviderChoice.Wanted;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does the stream notice, and survive, that models do not run on the device they were meant for?
 */
class DeviceFallbackTest {
  private static final ProviderChoice CUDA = choice(Wanted.CUDA);
  private static final int SNAPSHOTS = 103;

  @TempDir Path root;

  @AfterEach
  void nothingStaysOpen() {
    assertThat(ScoringSession.openSessions()).isZero();
  }

  private static ProviderChoice choice(Wanted wanted) {
    return new ProviderChoice(wanted, 0, ProviderChoice.USUAL_MEMORY, true);
  }

  private static ScoringHarness harness(int batch, ProviderChoice choice, DeviceSessions devices)
      throws Exception {
    ScoringHarness harness = new ScoringHarness(batch, ScoringGuards.REPEATABLE, choice, devices);
    harness.open();
    return harness;
  }

  private static void send(ScoringHarness harness, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      harness.send(ModelFixture.snapshot(i, i * 0.01, 60_000 + i % 7));
    }
  }

  /** The predictions of the CPU, with what they say of the model. */
  private static List<Prediction> onCpu(int batch, ModelCommand... models) throws Exception {
    try (ScoringHarness harness = harness(batch, ProviderChoice.CPU, new CudaSessions())) {
      harness.send(models);
      send(harness, 1, SNAPSHOTS);
      harness.endInput();
      harness.getOneInputOperator().finish();
      return harness.scored();
    }
  }

  @Test
  void cudaWithoutItsLibrariesScoresOnTheCpuAndSaysSo() throws Exception {
    ModelCommand command = new ModelFixture(root).register("1", ModelFixture.model(0.2), 0);
    String problem = new CudaSessions().problem(CUDA);
    Assumptions.assumeFalse(problem.isEmpty(), "this machine has CUDA");
    try (ScoringHarness harness = harness(1, CUDA, new CudaSessions())) {
      harness.send(command);
      send(harness, 1, SNAPSHOTS);
      assertThat(harness.scored()).isEqualTo(onCpu(1, command));
      assertThat(harness.modelEvents())
          .extracting(ModelEvent::outcome, ModelEvent::code, ModelEvent::provider)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("ACTIVATED", "", "CPU"),
              org.assertj.core.groups.Tuple.tuple("FELL_BACK", problem, "CPU"));
    }
    try (ScoringHarness harness = harness(1, choice(Wanted.AUTO), new CudaSessions())) {
      harness.send(command);
      send(harness, 1, 3);
      assertThat(harness.modelEvents())
          .extracting(ModelEvent::outcome)
          .containsExactly("ACTIVATED");
    }
  }

  @Test
  void aDeviceLostInTheStreamLosesAndDoublesNoVector() throws Exception {
    ModelCommand first = new ModelFixture(root).register("1", ModelFixture.model(0.2), 0);
    List<Prediction> expected = onCpu(4, first);
    for (int lostAt : new int[] {1, 2, 3, 4, 5, 50, 102}) {
      LosableDevice device = new LosableDevice();
      try (ScoringHarness harness = harness(4, CUDA, device)) {
        harness.send(first);
        harness.getOneInputOperator().prepareSnapshotPreBarrier(1); // it is loaded
        send(harness, 1, lostAt);
        device.lost.set(true); // up to three snapshots wait for their batch
        send(harness, lostAt, SNAPSHOTS);
        harness.getOneInputOperator().finish();
        assertThat(harness.scored()).as("lost at %s", lostAt).isEqualTo(expected);
        List<ModelEvent> events = new ArrayList<>(harness.modelEvents());
        assertThat(events)
            .extracting(ModelEvent::outcome)
            .containsExactly("ACTIVATED", "FELL_BACK");
        assertThat(events.get(0).provider()).isEqualTo("CUDA");
        assertThat(events.get(1).code()).startsWith("PROVIDER_RUN_FAILED: ");
      }
    }
  }

  @Test
  void rowsThatAModelCannotScoreAreLeftOutAndTheDeviceKept() throws Exception {
    GraphFixture models = new GraphFixture(root);
    ModelCommand failing = models.register("f", "1", GraphFixture.failing(), Role.CHAMPION);
    ModelCommand sound = models.register("s", "1", GraphFixture.constant(0.75), Role.CHAMPION);
    ScoringGuards open = new ScoringGuards(0, 1, 0, 0, 1e6, 1);
    try (ScoringHarness harness = new ScoringHarness(4, open, CUDA, new LosableDevice())) {
      harness.open();
      harness.send(failing, sound);
      for (double a : new double[] {1, 7, 0, 1}) {
        harness.send(ModelFixture.snapshot(1, a, 0));
      }
      harness.getOneInputOperator().finish();
      assertThat(harness.scored())
          .extracting(Prediction::leftOut)
          .containsExactly("", "f=MODEL_RUN_FAILED", "", "");
      assertThat(harness.modelEvents())
          .extracting(ModelEvent::outcome)
          .containsExactly("ACTIVATED", "ACTIVATED");
    }
  }

  @Test
  void everyModelAndRoleFallsBackByItself() throws Exception {
    GraphFixture models = new GraphFixture(root);
    ModelCommand champion = models.register("c", "1", GraphFixture.constant(0.75), Role.CHAMPION);
    ModelCommand shadow = models.register("s", "1", GraphFixture.constant(0.25), Role.SHADOW);
    LosableDevice device = new LosableDevice();
    ScoringGuards open = new ScoringGuards(0, 1, 0, 0, 1e6, 1);
    try (ScoringHarness harness = new ScoringHarness(1, open, choice(Wanted.AUTO), device)) {
      harness.open();
      harness.send(champion, shadow, ModelFixture.snapshot(1, 0, 0));
      device.lost.set(true);
      harness.send(ModelFixture.snapshot(2, 0, 0), ModelFixture.snapshot(3, 0, 0));
      assertThat(harness.scored()).allMatch(got -> got.valid() && got.probabilityUp() == 0.75);
      assertThat(harness.modelEvents())
          .extracting(event -> event.model() + " " + event.outcome() + " " + event.provider())
          .containsExactly(
              "c ACTIVATED CUDA", "s ACTIVATED CUDA", "c FELL_BACK CPU", "s FELL_BACK CPU");
      assertThat(harness.modelEvents().get(2).eventTimeNs()).isEqualTo(2);
    }
  }
}
