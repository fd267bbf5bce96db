package io.cryptoscalp.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ScaledVector;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.scaling.OnlineScaler;
import io.cryptoscalp.engine.scaling.ScalerKind;
import io.cryptoscalp.engine.scaling.ScalerOptions;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.SyntheticMarket;
import io.cryptoscalp.models.dataset.FeatureQuery;
import io.cryptoscalp.models.dataset.FeatureRow;
import io.cryptoscalp.models.dataset.LabelOptions;
import io.cryptoscalp.models.dataset.TrainingSet;
import io.cryptoscalp.models.dataset.TrainingSetBuilder;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.scaling.OnlineScaledSource;
import io.cryptoscalp.models.scaling.ScalerModelJson;
import io.cryptoscalp.models.scoring.FeatureLayout;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Does serving give a model bit for bit the inputs that it was trained on? */
class ScaledTrainingTest {
  private static final LabelOptions LABELS =
      new LabelOptions(10 * SyntheticMarket.SECOND, 0, 0, 10 * SyntheticMarket.SECOND, 0.9);
  private static final FeatureQuery ALL = FeatureQuery.all("v1");

  @TempDir Path root;
  private final SyntheticMarket market = new SyntheticMarket(1500, 1.5, false, 12);

  private static BaselineOptions options(@Nullable ScalerKind kind) {
    return new BaselineOptions(1e-3, false, 8, 0.7, 10_000_000_000L, 400, 20, kind);
  }

  private TrainBaseline.Result run(@Nullable ScalerKind kind, @Nullable ScalerOptions online) {
    return TrainBaseline.run(
        market,
        new TrainBaseline.Request(
            ALL,
            LABELS,
            options(kind),
            root,
            "baseline",
            "test",
            "Apache-2.0",
            Instant.parse("2026-01-02T03:04:05Z"),
            0,
            online));
  }

  private FeatureLayout layout(String online) {
    return new FeatureLayout("v1", market.names("v1"), online);
  }

  private static ScoringSession open(TrainBaseline.Result result, FeatureLayout layout) {
    return ScoringSession.open(result.folder(), result.card().sha256(), layout, 1);
  }

  private static void assertSameBits(float[] got, float[] want) {
    assertThat(got).hasSameSizeAs(want);
    for (int c = 0; c < want.length; c++) {
      assertThat(Float.floatToRawIntBits(got[c])).isEqualTo(Float.floatToRawIntBits(want[c]));
    }
  }

  @ParameterizedTest
  @EnumSource(ScalerKind.class)
  void theFrozenScalerGivesServingTheInputsOfTraining(ScalerKind kind) {
    TrainBaseline.Result result = run(kind, null);
    assertThat(result.test().hasSkill()).isTrue();
    TrainingSet data = TrainingSetBuilder.read(market, ALL, LABELS);
    TrainingSet trained = new BaselineTrainer(options(kind)).fit(data).testSet();
    TrainingSet raw = data.split(0.7, 10_000_000_000L).test();
    List<String> names = market.names("v1");
    int rows = 0;
    try (ScoringSession session = open(result, layout(""))) {
      for (int r = 0; r < raw.rows(); r++) {
        double[] values = new double[names.size()];
        for (int c = 0; c < raw.featureNames().size(); c++) {
          values[names.indexOf(raw.featureNames().get(c))] = raw.features()[r][c];
        }
        assertThat(session.put(0, values)).isTrue();
        assertSameBits(session.inputs(0), trained.features()[r]);
        rows++;
      }
    }
    assertThat(rows).isGreaterThan(500);
    assertThat(result.card().hyperparameters().get("input_scaling")).matches("FROZEN [0-9a-f]{64}");
  }

  @Test
  void theScalerKnowsTheTrainingPartAlone() {
    TrainBaseline.Result result = run(ScalerKind.STANDARD, null);
    TrainingSet train =
        TrainingSetBuilder.read(market, ALL, LABELS).split(0.7, 10_000_000_000L).train();
    double sum = 0;
    for (float[] row : train.features()) {
      sum += row[1];
    }
    var price = ScalerModelJson.read(result.folder().scaler()).columns().get(1);
    assertThat(price.id()).isEqualTo("price");
    assertThat(price.count()).isEqualTo(train.rows());
    assertThat(price.parameters()[0])
        .isCloseTo(sum / train.rows(), org.assertj.core.api.Assertions.within(1e-6));
  }

  @ParameterizedTest
  @EnumSource(ScalerKind.class)
  void theReplayOfTheOnlineScalerGivesTrainingTheInputsOfServing(ScalerKind kind) {
    ScalerOptions online = new ScalerOptions(kind, 6, 50, 300);
    TrainBaseline.Result result = run(null, online);
    assertThat(result.test().hasSkill()).isTrue();
    List<FeatureRow> replayed = new ArrayList<>();
    FeatureQuery late = new FeatureQuery("v1", List.of(), 500 * SyntheticMarket.SECOND, 1L << 62);
    new OnlineScaledSource(market, online).read(late, replayed::add);
    List<String> names = market.names("v1");
    Map<String, OnlineScaler> pipelines = new HashMap<>();
    int[] next = new int[1];
    try (ScoringSession session = open(result, layout(online.describe()))) {
      market.read(
          ALL,
          row -> {
            // what the instrument stage does with each snapshot
            double[] scaled = new double[names.size()];
            long[] valid = new long[1];
            pipelines
                .computeIfAbsent(row.instrument(), id -> new OnlineScaler("v1", names, online))
                .step(row.values(), row.valid(), scaled, valid);
            if (row.eventTimeNs() < late.fromNs()) {
              return;
            }
            FeatureRow twin = replayed.get(next[0]++);
            assertThat(twin.valid()).isEqualTo(valid);
            boolean usable = session.put(0, snapshot(row, new ScaledVector(scaled, valid)));
            assertThat(usable).isTrue();
            float[] want = new float[session.positions().length];
            for (int c = 0; c < want.length; c++) {
              want[c] = (float) twin.values()[session.positions()[c]];
            }
            assertSameBits(session.inputs(0), want);
          });
    }
    assertThat(next[0]).isEqualTo(replayed.size()).isGreaterThan(500);
  }

  private static FeatureSnapshot snapshot(FeatureRow row, ScaledVector scaled) {
    return new FeatureSnapshot(
        row.instrument(),
        row.eventTimeNs(),
        row.eventTimeNs(),
        row.sequence(),
        "v1",
        row.values(),
        row.valid(),
        1,
        2,
        Regime.NORMAL,
        1,
        true,
        scaled);
  }

  @Test
  void aModelOfOnlineVectorsIsRefusedWhereNothingScales() {
    TrainBaseline.Result result = run(null, ScalerOptions.of(ScalerKind.ROBUST));
    assertThatThrownBy(() -> open(result, layout("")))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "MODEL_SCALING_MISMATCH: model=\"robust clip=8.0 minSamples=100 halfLife=0\""
                + " pipeline=\"\"");
    assertThatThrownBy(() -> run(ScalerKind.ROBUST, ScalerOptions.of(ScalerKind.ROBUST)))
        .hasMessageStartingWith("TRAINING_OPTION_INVALID: scaler=robust online=robust clip=");
  }

  @Test
  void aScalerThatWasChangedOrIsGoneIsRefused() throws Exception {
    TrainBaseline.Result result = run(ScalerKind.RANK_UNIFORM, null);
    ModelFolder folder = result.folder();
    Path file = folder.path().resolve("scaler.json");
    byte[] json = Files.readAllBytes(file);
    assertThat(file.toFile().setWritable(true)).isTrue();
    json[json.length - 2] = ' ';
    Files.write(file, json);
    assertThatThrownBy(() -> open(result, layout("")))
        .hasMessageStartingWith("MODEL_CHECKSUM_MISMATCH: file=" + file);
    Files.delete(folder.path().resolve("manifest.json")); // as earlier releases wrote it
    assertThatThrownBy(() -> open(result, layout("")))
        .hasMessageStartingWith("MODEL_SCALER_MISMATCH: field=sha256 expected=");
    Files.delete(file);
    assertThatThrownBy(() -> open(result, layout("")))
        .hasMessageStartingWith("MODEL_UNREADABLE: file=");
    assertThat(ScoringSession.openSessions()).isZero();
  }
}
