package io.cryptoscalp.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.ensemble.EnsembleOptions;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelCommand.Role;
import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.scoring.GoldenCheck;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does a model that is too slow, or never ends, leave the others alone? */
@Timeout(60)
class SlowModelTest {
  private static final double FOR_EVER = 1e15;
  private static final ScoringGuards BUDGET = new ScoringGuards(10, 2, 100, 0, 1, 1);
  private static final ScoringGuards LIMIT = new ScoringGuards(0, 2, 100, 200_000_000, 1, 1);

  /** Time that passes by a step a look; of the test, not of the machine. */
  private static final AtomicLong TIME = new AtomicLong();

  private static final AtomicLong PACE = new AtomicLong();

  @TempDir Path root;
  private GraphFixture models;

  @BeforeEach
  void setUp() {
    models = new GraphFixture(root);
    PACE.set(0);
  }

  @AfterEach
  void nothingStaysOpen() {
    assertThat(ScoringSession.openSessions()).isZero();
  }

  private static ScoringHarness harness(ScoringGuards guards) throws Exception {
    ScoringHarness harness =
        new ScoringHarness(
            ModelFixture.LAYOUT,
            1,
            0,
            EnsembleOptions.DEFAULT,
            guards,
            () -> TIME.addAndGet(PACE.get()));
    harness.open();
    return harness;
  }

  private static FeatureSnapshot snapshot(long time, double a) {
    return ModelFixture.snapshot(time, a, 0);
  }

  @Test
  void theCheckOfARegistryDoesNotWaitForAModelForever() {
    ModelCommand slow =
        models.register("loop", "1", GraphFixture.looping(), Role.CHAMPION, 300_000);
    assertThat(GoldenCheck.run(ModelFolder.of(slow.uri()))).isOne();
    assertThatThrownBy(() -> GoldenCheck.run(ModelFolder.of(slow.uri()), 1_000_000))
        .hasMessageStartingWith("MODEL_TIME_EXCEEDED: limitNs=1000000");
  }

  @Test
  void aModelBeyondItsBudgetIsCutOffForTheCoolDown() throws Exception {
    try (ScoringHarness harness = harness(BUDGET)) {
      harness.send(models.register("a", "1", GraphFixture.constant(0.75), Role.CHAMPION));
      harness.send(snapshot(1, 0));
      PACE.set(11);
      harness.send(snapshot(2, 0));
      PACE.set(10);
      harness.send(snapshot(3, 0)); // in time: the count begins again
      PACE.set(11);
      harness.send(snapshot(4, 0), snapshot(5, 0), snapshot(6, 0), snapshot(104, 0));
      PACE.set(0);
      harness.send(snapshot(105, 0));
      assertThat(harness.scored())
          .extracting(Prediction::valid)
          .containsExactly(true, true, true, true, true, false, false, true);
      assertThat(harness.scored().get(5).leftOut()).isEqualTo("a=MODEL_CUT_OFF");
      assertThat(harness.modelEvents())
          .extracting(ModelEvent::outcome)
          .containsExactly("ACTIVATED", "CUT_OFF", "RESUMED");
      assertThat(harness.modelEvents().get(1).code())
          .isEqualTo("MODEL_TOO_SLOW: tookNs=11 budgetNs=10 overruns=2");
      assertThat(harness.modelEvents().get(1).eventTimeNs()).isEqualTo(5);
    }
  }

  @Test
  void aRunThatNeverEndsIsBrokenOffAndTheEnsembleGoesOn() throws Exception {
    try (ScoringHarness harness = harness(LIMIT)) {
      harness.send(
          models.register("loop", "1", GraphFixture.looping(), Role.CHAMPION),
          models.register("sound", "1", GraphFixture.constant(0.75), Role.CHAMPION));
      harness.send(snapshot(1, 3), snapshot(2, FOR_EVER), snapshot(3, 3), snapshot(102, 3));
      assertThat(harness.scored()).allMatch(Prediction::valid);
      assertThat(harness.scored())
          .extracting(Prediction::leftOut)
          .containsExactly("", "loop=MODEL_CUT_OFF", "loop=MODEL_CUT_OFF", "");
      assertThat(harness.scored().get(2).probabilityUp()).isEqualTo(0.75);
      assertThat(harness.modelEvents())
          .extracting(ModelEvent::outcome)
          .containsExactly("ACTIVATED", "ACTIVATED", "CUT_OFF", "RESUMED");
      assertThat(harness.modelEvents().get(2).code())
          .isEqualTo("MODEL_TIME_EXCEEDED: limitNs=200000000");
    }
  }

  @Test
  void aShadowThatNeverEndsHoldsNoPredictionBack() throws Exception {
    try (ScoringHarness harness = harness(LIMIT)) {
      harness.send(
          models.register("loop", "1", GraphFixture.looping(), Role.SHADOW),
          models.register("sound", "1", GraphFixture.constant(0.75), Role.CHAMPION));
      harness.send(snapshot(1, FOR_EVER), snapshot(2, 3));
      assertThat(harness.scored()).allMatch(got -> got.probabilityUp() == 0.75);
      assertThat(harness.rows()).anyMatch(row -> row.contains("\"code\":\"MODEL_CUT_OFF\""));
    }
  }
}
