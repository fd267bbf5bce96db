package io.cryptoscalp.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.ensemble.EnsembleOptions;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelCommand.Role;
import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.models.scoring.InputBounds;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is heard when several models answer, and what does each learn from what happened? */
class EnsembleScoringTest {
  private static final long STEP = GraphFixture.HORIZON / 4;

  @TempDir Path root;
  private GraphFixture models;

  @BeforeEach
  void setUp() {
    models = new GraphFixture(root);
  }

  @AfterEach
  void nothingStaysOpen() {
    assertThat(ScoringSession.openSessions()).isZero();
  }

  /** Snapshot {@code number}, 250 ms apart, with this feature a and mid. */
  private static FeatureSnapshot snapshot(String instrument, long number, double a, long mid) {
    return new FeatureSnapshot(
        instrument,
        number * STEP,
        number * STEP,
        number,
        "v1",
        new double[] {a, 0, 0},
        new long[] {0b111},
        mid,
        mid + 1,
        Regime.NORMAL,
        1,
        true);
  }

  private static FeatureSnapshot snapshot(long number, double a) {
    return snapshot("BTC", number, a, 100);
  }

  @Test
  void championsAnswerTogetherByTheMeanOfTheirLogOdds() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(1, 0)) {
      harness.send(
          models.register("b", "2", GraphFixture.constant(0.8), Role.CHAMPION),
          models.register("a", "1", GraphFixture.constant(0.5), Role.CHAMPION),
          snapshot(1, 0));
      Prediction got = harness.scored().get(0);
      assertThat(got.model()).isEqualTo("ensemble");
      assertThat(got.modelVersion()).isEqualTo("a@1+b@2");
      assertThat(got.probabilityUp()).isCloseTo(2.0 / 3, within(1e-6)); // odds of 2
      assertThat(got.disagreement()).isCloseTo(0.15, within(1e-6));
      assertThat(got.confidence()).isCloseTo(1 / 3.0 * 0.7, within(3e-6));
      assertThat(got.heard()).isEqualTo(2);
      assertThat(got.leftOut()).isEmpty();
      assertThat(harness.rows().stream().filter(row -> row.startsWith("MODEL_ANSWERS")))
          .hasSize(2)
          .anyMatch(
              row ->
                  row.contains("\"model\":\"b\",\"model_version\":\"2\",\"role\":\"CHAMPION\"")
                      && row.contains("\"probability_up\":0.8,\"weight\":0.5,\"valid\":true"));
    }
  }

  @Test
  void shadowsAreRecordedAndNeverCount() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(4, 50)) {
      harness.send(
          models.register("a", "1", GraphFixture.constant(0.25), Role.CHAMPION),
          models.register("s", "1", GraphFixture.echo(), Role.SHADOW));
      harness.send(snapshot(1, 0.75), snapshot(2, 0.5));
      harness.getOperator().finish();
      assertThat(harness.scored())
          .allSatisfy(
              got -> {
                assertThat(got.model()).isEqualTo("a");
                assertThat(got.probabilityUp()).isEqualTo(0.25);
                assertThat(got.heard()).isOne();
              });
      assertThat(harness.rows().stream().filter(row -> row.contains("\"role\":\"SHADOW\"")))
          .hasSize(2)
          .anyMatch(row -> row.contains("\"probability_up\":0.75,\"weight\":0.0"));
    }
  }

  @Test
  void aShadowAloneIsNoPrediction() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(1, 0)) {
      harness.send(models.register("s", "1", GraphFixture.echo(), Role.SHADOW), snapshot(1, 1));
      assertThat(harness.scored().get(0).valid()).isFalse();
      assertThat(harness.scored().get(0).model()).isEmpty();
      assertThat(harness.rows()).anyMatch(row -> row.contains("\"role\":\"SHADOW\""));
    }
  }

  @Test
  void theFallbackAnswersOnlyWhereNoChampionDoes() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(8, 50)) {
      harness.send(
          models.register("a", "1", GraphFixture.echo(), Role.CHAMPION),
          models.register("f", "9", GraphFixture.constant(0.4), Role.FALLBACK));
      harness.send(snapshot(1, 0.75), snapshot(2, Double.NaN), snapshot(3, 0.5));
      harness.getOperator().finish();
      assertThat(harness.scored())
          .extracting(Prediction::model, Prediction::modelVersion, Prediction::probabilityUp)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("a", "1", 0.75),
              org.assertj.core.groups.Tuple.tuple("f", "9", 0.4),
              org.assertj.core.groups.Tuple.tuple("a", "1", 0.5));
      assertThat(harness.scored().get(1).leftOut()).isEqualTo("a=MODEL_OUTPUT_INVALID");
    }
  }

  private static List<Prediction> learning(int batch, int restoreAt, ModelCommand... commands)
      throws Exception {
    List<Prediction> all = new ArrayList<>();
    OperatorSubtaskState state = null;
    int from = 0;
    for (int to : restoreAt > 0 ? new int[] {restoreAt, 400} : new int[] {400}) {
      try (ScoringHarness harness = new ScoringHarness(batch, batch > 1 ? 50 : 0)) {
        if (state != null) {
          harness.initializeState(state);
        }
        harness.open();
        if (state == null) {
          harness.send(commands);
        }
        for (int i = from; i < to; i++) {
          harness.send(
              snapshot("RISES", i, 0, 100 + i),
              snapshot("FALLS", i, 0, 10_000 - i),
              snapshot("STILL", i, 0, 100));
        }
        harness.prepareSnapshotPreBarrier(1);
        state = harness.snapshot(1, 1);
        all.addAll(harness.scored());
      }
      from = to;
    }
    return all;
  }

  @Test
  void weightsFollowOutcomesOfEachInstrumentWhateverBatchAndRestart() throws Exception {
    ModelCommand[] both = {
      models.register("up", "1", GraphFixture.constant(0.9), Role.CHAMPION),
      models.register("down", "1", GraphFixture.constant(0.1), Role.CHAMPION)
    };
    List<Prediction> alone = learning(1, 0, both);
    assertThat(alone).hasSize(1200).allMatch(Prediction::valid);
    assertThat(alone.get(0).probabilityUp()).isEqualTo(0.5);
    assertThat(alone.get(1197).probabilityUp()).isGreaterThan(0.85);
    assertThat(alone.get(1198).probabilityUp()).isLessThan(0.15);
    assertThat(alone.get(1199).probabilityUp()).isEqualTo(0.5); // nothing moved: nothing learnt
    assertThat(learning(32, 0, both)).isEqualTo(alone);
    assertThat(learning(7, 0, both)).isEqualTo(alone);
    assertThat(learning(32, 211, both)).isEqualTo(alone);
  }

  @Test
  void anAnswerThatIsNoProbabilityIsLeftOutAndThenTheModelIs() throws Exception {
    EnsembleOptions three = new EnsembleOptions(0.5, 0.001, 0, 3);
    ModelCommand second = models.register("bad", "2", GraphFixture.echo(), Role.CHAMPION, 0.5f);
    try (ScoringHarness harness = harness(4, three, ScoringGuards.REPEATABLE)) {
      harness.send(
          models.register("bad", "1", GraphFixture.echo(), Role.CHAMPION),
          models.register("good", "1", GraphFixture.constant(0.75), Role.CHAMPION));
      double[] inputs = {0.5, Double.NaN, 1.5, 0.5, -1, Double.NaN, 7, 0.5};
      for (int i = 0; i < inputs.length; i++) {
        harness.send(snapshot(i, inputs[i]));
      }
      harness.getOperator().finish();
      assertThat(harness.scored()).allMatch(Prediction::valid);
      assertThat(harness.scored())
          .extracting(Prediction::leftOut)
          .containsExactly(
              "",
              "bad=MODEL_OUTPUT_INVALID",
              "bad=MODEL_OUTPUT_INVALID",
              "",
              "bad=MODEL_OUTPUT_INVALID",
              "bad=MODEL_OUTPUT_INVALID",
              "bad=MODEL_OUTPUT_INVALID",
              "bad=MODEL_SUSPENDED");
      assertThat(harness.scored().get(1).probabilityUp()).isEqualTo(0.75);
      assertThat(harness.modelEvents())
          .extracting(ModelEvent::outcome)
          .containsExactly("ACTIVATED", "ACTIVATED", "SUSPENDED");
      harness.send(second, snapshot(9, 0.5));
      harness.getOperator().finish();
      assertThat(harness.scored().get(8).leftOut()).isEmpty();
    }
  }

  @Test
  void theFallbackStandsInForASuspendedChampion() throws Exception {
    EnsembleOptions two = new EnsembleOptions(0.5, 0.001, 0, 2);
    ModelCommand bad = models.register("bad", "1", GraphFixture.echo(), Role.CHAMPION);
    ModelCommand spare = models.register("f", "9", GraphFixture.constant(0.4), Role.FALLBACK);
    for (int batch : new int[] {1, 5}) {
      try (ScoringHarness harness = harness(batch, two, ScoringGuards.REPEATABLE)) {
        harness.send(bad, spare);
        double[] inputs = {0.5, Double.NaN, 2, 0.5, 0.75};
        for (int i = 0; i < inputs.length; i++) {
          harness.send(snapshot(i, inputs[i]));
        }
        harness.getOperator().finish();
        assertThat(harness.scored())
            .extracting(Prediction::probabilityUp)
            .containsExactly(0.5, 0.4, 0.4, 0.4, 0.4);
        assertThat(harness.scored().get(4).leftOut()).isEqualTo("bad=MODEL_SUSPENDED");
        assertThat(harness.rows()).noneMatch(row -> row.contains("NaN"));
      }
    }
  }

  private static ScoringHarness harness(int batch, EnsembleOptions options, ScoringGuards guards)
      throws Exception {
    ScoringHarness harness =
        new ScoringHarness(ModelFixture.LAYOUT, batch, 50, options, guards, () -> 0);
    harness.open();
    return harness;
  }

  @Test
  void aRowOnWhichAGraphFailsTakesNoOtherWithIt() throws Exception {
    List<List<Prediction>> runs = new ArrayList<>();
    ModelCommand failing = models.register("a", "1", GraphFixture.failing(), Role.CHAMPION);
    for (int batch : new int[] {1, 3, 8}) {
      try (ScoringHarness harness = ScoringHarness.open(batch, batch > 1 ? 50 : 0)) {
        harness.send(failing);
        double[] inputs = {0, 5, 1, 1, 9, 0};
        for (int i = 0; i < inputs.length; i++) {
          harness.send(snapshot(i, inputs[i]));
        }
        harness.getOperator().finish();
        runs.add(harness.scored());
        assertThat(harness.modelEvents()).hasSize(1);
      }
    }
    assertThat(runs.get(0))
        .extracting(Prediction::probabilityUp)
        .containsExactly(0.25, 0.5, 0.75, 0.75, 0.5, 0.25);
    assertThat(runs.get(0).get(1).leftOut()).isEqualTo("a=MODEL_RUN_FAILED");
    assertThat(runs).allSatisfy(run -> assertThat(run).isEqualTo(runs.get(0)));
  }

  @Test
  void inputFarFromTrainingIsLeftOut() throws Exception {
    TreeMap<String, String> bounds = new TreeMap<>();
    bounds.put(InputBounds.KEY, InputBounds.text(new float[][] {{0.25f}, {0.5f}}));
    try (ScoringHarness harness = ScoringHarness.open(1, 0)) {
      harness.send(models.register("a", "1", GraphFixture.echo(bounds), Role.CHAMPION));
      harness.send(snapshot(1, 0.75), snapshot(2, 0.76), snapshot(3, 0), snapshot(4, -0.01));
      assertThat(harness.scored())
          .extracting(Prediction::valid)
          .containsExactly(true, false, true, false);
      assertThat(harness.scored().get(1).leftOut()).isEqualTo("a=MODEL_INPUT_OUT_OF_DISTRIBUTION");
      assertThat(harness.rows())
          .anyMatch(row -> row.contains("\"code\":\"MODEL_INPUT_OUT_OF_DISTRIBUTION\""));
    }
  }

  @Test
  void moreModelsThanThereIsRoomForAreRefused() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(1, 0)) {
      for (int i = 0; i <= Lineup.MOST; i++) {
        harness.send(
            models.register("m" + i, "1", GraphFixture.constant(i / 100.0), Role.CHAMPION));
      }
      harness.send(snapshot(1, 0));
      assertThat(harness.scored().get(0).heard()).isEqualTo(Lineup.MOST);
      assertThat(harness.modelEvents())
          .filteredOn(event -> event.outcome().equals("REJECTED"))
          .singleElement()
          .extracting(ModelEvent::code)
          .isEqualTo("MODEL_TOO_MANY: most=16");
    }
  }
}
