package io.cryptoscalp.operators.scoring;

import static io.cryptoscalp.operators.scoring.ModelFixture.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelEvent;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.ScaledVector;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.scaling.OnlineScaler;
import io.cryptoscalp.engine.scaling.ScalerKind;
import io.cryptoscalp.engine.scaling.ScalerModel;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.onnx.LogisticModel;
import io.cryptoscalp.models.scaling.InputScaling;
import io.cryptoscalp.models.scaling.ScalerModelJson;
import io.cryptoscalp.models.scoring.FeatureLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Does a model get the vector that it was trained on, and no other? */
class ScaledScoringTest {
  private static final ScalerOptions ONLINE = new ScalerOptions(ScalerKind.STANDARD, 8, 2, 64);
  private static final FeatureLayout SCALING =
      new FeatureLayout("v1", ModelFixture.LAYOUT.names(), ONLINE.describe());

  /** On scaled inputs of features c and a. */
  private static final LogisticModel MODEL =
      new LogisticModel(
          "v1",
          List.of("c", "a"),
          10_000_000_000L,
          new double[2],
          new double[] {1, 1},
          8,
          new double[] {0.7, -0.3},
          0.1);

  @TempDir Path root;
  private ModelFixture models;

  @BeforeEach
  void setUp() {
    models = new ModelFixture(root);
  }

  private static ScalerModel frozen(ScalerKind kind, String set) {
    OnlineScaler scaler =
        new OnlineScaler(set, List.of("c", "a"), new ScalerOptions(kind, 8, 100, 0));
    Random random = new Random(4);
    for (int i = 0; i < 1000; i++) {
      double[] row = {60_000 + 10 * random.nextGaussian(), random.nextGaussian()};
      scaler.learn(row, new long[] {3});
    }
    scaler.freeze();
    return scaler.model();
  }

  private ModelCommand register(String version, ScalerModel scaler) {
    byte[] json = ScalerModelJson.write(scaler);
    return models.register(version, MODEL, InputScaling.frozen(Sha256.hex(json)), json, 0);
  }

  private static double rounded(double probability) {
    return Math.rint((float) probability * 1e6) / 1e6;
  }

  private static FeatureSnapshot scaled(FeatureSnapshot raw, double a, double c, long valid) {
    return new FeatureSnapshot(
        raw.instrument(),
        raw.eventTimeNs(),
        raw.receiveTimeNs(),
        raw.sequence(),
        raw.featureSet(),
        raw.values(),
        raw.valid(),
        raw.bestBid(),
        raw.bestAsk(),
        raw.regime(),
        raw.regimeConfidence(),
        raw.bookHealthy(),
        new ScaledVector(new double[] {a, 0, c}, new long[] {valid}));
  }

  @ParameterizedTest
  @EnumSource(ScalerKind.class)
  void theScalerBesideTheModelScalesItsInputs(ScalerKind kind) throws Exception {
    ScalerModel scaler = frozen(kind, "v1");
    try (ScoringHarness harness = ScoringHarness.open(32, 0)) {
      harness.send(register("1", scaler));
      Random random = new Random(8);
      for (int i = 0; i < 50; i++) {
        double a = 2 * random.nextGaussian();
        double c = 60_000 + 30 * random.nextGaussian();
        harness.send(snapshot(i, a, c));
        double[] values = {(float) c, (float) a};
        double[] out = new double[2];
        scaler.scale(values, new long[] {3}, out, new long[1]);
        double want = MODEL.probabilityUp(new float[] {(float) out[0], (float) out[1]});
        assertThat(harness.scored().get(i).probabilityUp()).isEqualTo(rounded(want));
        assertThat(harness.scored().get(i).valid()).isTrue();
      }
    }
  }

  @Test
  void aScalerOfAnotherFeatureSetIsRefusedAndTheChampionStays() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(32, 0)) {
      harness.send(register("1", frozen(ScalerKind.ROBUST, "v1")), snapshot(1, 0, 60_000));
      harness.send(register("2", frozen(ScalerKind.ROBUST, "v2")), snapshot(2, 0, 60_000));
      assertThat(harness.scored()).extracting(Prediction::modelVersion).containsExactly("1", "1");
      assertThat(harness.modelEvents())
          .extracting(ModelEvent::outcome)
          .containsExactly("ACTIVATED", "REJECTED");
      assertThat(harness.modelEvents().get(1).code())
          .isEqualTo("MODEL_SCALER_MISMATCH: field=featureSet expected=v1 got=v2");
    }
  }

  @Test
  void aModelOfOnlineVectorsGetsThemAndTheyGoNoFurther() throws Exception {
    try (ScoringHarness harness = new ScoringHarness(SCALING, 32, 0)) {
      harness.open();
      harness.send(models.register("1", MODEL, InputScaling.online(ONLINE), null, 0));
      FeatureSnapshot raw = snapshot(1, 5, 61_000);
      harness.send(scaled(raw, 0.5, -0.25, 0b101), scaled(raw, 0.5, -0.25, 0b100), raw);
      double want = MODEL.probabilityUp(new float[] {-0.25f, 0.5f});
      assertThat(harness.scored())
          .extracting(Prediction::valid)
          .as("scaled; a is masked; not scaled")
          .containsExactly(true, false, false);
      assertThat(harness.scored().get(0).probabilityUp()).isEqualTo(rounded(want));
      assertThat(harness.extractOutputValues())
          .filteredOn(ScoredSnapshot.class::isInstance)
          .allSatisfy(event -> assertThat(((ScoredSnapshot) event).snapshot().scaled()).isNull());
    }
  }

  @Test
  void aModelOfRawVectorsGetsThemWhereThePipelineScales() throws Exception {
    try (ScoringHarness harness = new ScoringHarness(SCALING, 32, 0)) {
      harness.open();
      LogisticModel model = ModelFixture.model(1);
      FeatureSnapshot raw = snapshot(1, 0.25, 60_004.5);
      harness.send(models.register("1", model, 0), scaled(raw, 9, 9, 0b111));
      assertThat(harness.scored().get(0).probabilityUp())
          .isEqualTo(ModelFixture.expected(model, raw));
    }
  }

  @Test
  void aModelOfOtherwiseScaledVectorsIsRefused() throws Exception {
    ScalerOptions other = new ScalerOptions(ScalerKind.STANDARD, 8, 2, 65);
    try (ScoringHarness harness = new ScoringHarness(SCALING, 32, 0)) {
      harness.open();
      harness.send(models.register("1", MODEL, InputScaling.online(other), null, 0));
      harness.send(scaled(snapshot(1, 0, 60_000), 0, 0, 0b111));
      assertThat(harness.scored().get(0).valid()).isFalse();
      assertThat(harness.modelEvents().get(0).code())
          .startsWith("MODEL_SCALING_MISMATCH: ")
          .contains("halfLife=65", "halfLife=64");
    }
  }
}
