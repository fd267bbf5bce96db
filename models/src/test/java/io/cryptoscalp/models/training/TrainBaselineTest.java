package io.cryptoscalp.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.models.SyntheticMarket;
import io.cryptoscalp.models.dataset.FeatureQuery;
import io.cryptoscalp.models.dataset.LabelOptions;
import io.cryptoscalp.models.dataset.TrainingSet;
import io.cryptoscalp.models.dataset.TrainingSetBuilder;
import io.cryptoscalp.models.explain.Explanation;
import io.cryptoscalp.models.explain.FileExplainer;
import io.cryptoscalp.models.onnx.LogisticModel;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.registry.ControlJson;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.scoring.ScoringSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainBaselineTest {
  private static final LabelOptions LABELS =
      new LabelOptions(10 * SyntheticMarket.SECOND, 0, 0, 10 * SyntheticMarket.SECOND, 0.9);

  @TempDir Path root;

  private static TrainingSet data(SyntheticMarket market, LabelOptions labels) {
    return TrainingSetBuilder.read(market, FeatureQuery.all("v1"), labels);
  }

  private static BaselineTrainer.Fit fit(SyntheticMarket market) {
    return new BaselineTrainer(BaselineOptions.DEFAULT).fit(data(market, LABELS));
  }

  private TrainBaseline.Request request() {
    return new TrainBaseline.Request(
        FeatureQuery.all("v1"),
        LABELS,
        BaselineOptions.DEFAULT,
        root,
        "baseline",
        "test",
        "Apache-2.0",
        Instant.parse("2026-01-02T03:04:05Z"),
        42);
  }

  @Test
  void findsTheKnownStrengthOfTheSignal() {
    BaselineTrainer.Fit fit = fit(new SyntheticMarket(4000, 1.5, false, 1));
    LogisticModel model = fit.model();
    // weight per standard deviation over the deviation is the log odds per unit: 1.5 by
    // construction
    assertThat(model.featureNames().get(0)).isEqualTo("signal");
    assertThat(model.weights()[0] / model.scale()[0]).isCloseTo(1.5, within(0.15));
    assertThat(model.weights()[2] / model.scale()[2]).isCloseTo(0, within(0.1));
    assertThat(fit.test().hasSkill()).isTrue();
    assertThat(fit.test().auc()).isBetween(0.78, 0.86);
    assertThat(fit.test().logLoss()).isLessThan(fit.test().baseLogLoss() - 0.1);
    assertThat(fit.test().calibrationError()).isLessThan(0.05);
    assertThat(fit.warnings()).isEmpty();
  }

  @Test
  void findsNoSkillInShuffledFeatures() {
    SyntheticMarket market = new SyntheticMarket(4000, 1.5, false, 2);
    market.shuffleFeatures(3);
    BaselineTrainer.Fit fit = fit(market);
    assertThat(fit.test().hasSkill()).isFalse();
    assertThat(fit.test().auc()).isCloseTo(0.5, within(3 * fit.test().aucError()));
    assertThat(fit.warnings()).singleElement().asString().startsWith("NO_SKILL: auc=");
  }

  @Test
  void flagsAFeatureThatIsTheLabel() {
    BaselineTrainer.Fit fit = fit(new SyntheticMarket(2000, 0.5, true, 4));
    assertThat(fit.warnings()).containsExactly("LEAK_SUSPECTED: feature=leak auc=1.0000");
  }

  @Test
  void leavesOutFeaturesThatAreSeldomValidOrNeverMove() {
    TrainingSet data = data(new SyntheticMarket(500, 1, false, 5), LABELS);
    assertThat(data.featureNames()).containsExactly("signal", "price", "noise", "constant");
    LogisticModel model = fit(new SyntheticMarket(1000, 1, false, 5)).model();
    assertThat(model.featureNames()).containsExactly("signal", "price", "noise");
  }

  @Test
  void itsFileExplainsAnswersExactlyAgainstTheTrainingMeans() {
    TrainBaseline.Result result =
        TrainBaseline.run(new SyntheticMarket(2000, 1.5, false, 8), request());
    byte[] onnx = result.folder().onnx();
    BaselineTrainer.Fit fit = fit(new SyntheticMarket(2000, 1.5, false, 8));
    FileExplainer explainer = FileExplainer.of(onnx);
    assertThat(explainer.method()).isEqualTo(Explanation.Method.LINEAR_SHAP);
    LogisticModel model = fit.model();
    for (int r = 0; r < 20; r++) {
      float[] row = fit.testSet().features()[r];
      Explanation explanation = explainer.explain("v", row);
      double sum = explanation.base();
      for (int c = 0; c < row.length; c++) {
        double expected =
            model.weights()[c] * (model.standardised(c, row[c]) - fit.background()[c]);
        assertThat(explanation.contributions().get(c)).isCloseTo(expected, within(1e-9));
        sum += explanation.contributions().get(c);
      }
      double p = model.probabilityUp(row);
      assertThat(sum).isCloseTo(Math.log(p / (1 - p)), within(1e-9));
    }
  }

  @Test
  void equalDataGiveEqualBytes() {
    byte[] once = LogisticOnnx.write(fit(new SyntheticMarket(1000, 1, false, 6)).model());
    byte[] again = LogisticOnnx.write(fit(new SyntheticMarket(1000, 1, false, 6)).model());
    assertThat(again).isEqualTo(once);
  }

  @Test
  void standardisesOnTheTrainingPartAlone() {
    TrainingSet data = data(new SyntheticMarket(1000, 1, false, 7), LABELS);
    TrainingSet train = data.split(0.7, BaselineOptions.DEFAULT.embargoNs()).train();
    LogisticModel model = new BaselineTrainer(BaselineOptions.DEFAULT).fit(data).model();
    double sum = 0;
    for (float[] row : train.features()) {
      sum += row[1];
    }
    assertThat(model.mean()[1]).isCloseTo(sum / train.rows(), within(1e-9));
  }

  @Test
  void refusesTooFewRowsAndOneClass() {
    assertThatThrownBy(() -> fit(new SyntheticMarket(100, 1, false, 8)))
        .hasMessageMatching("TRAINING_TOO_FEW_ROWS: part=train rows=\\d+ needed=400");
    assertThatThrownBy(
            () ->
                new BaselineTrainer(BaselineOptions.DEFAULT)
                    .fit(onlyUp(data(new SyntheticMarket(1000, 1, false, 9), LABELS))))
        .hasMessageMatching("TRAINING_ONE_CLASS: part=train up=\\d+ down=0 neededOfEach=20");
  }

  private static TrainingSet onlyUp(TrainingSet data) {
    boolean[] up = new boolean[data.rows()];
    java.util.Arrays.fill(up, true);
    return SyntheticMarket.relabelled(data, up);
  }

  @Test
  void registersWhatAScoringSessionAccepts() throws Exception {
    SyntheticMarket market = new SyntheticMarket(2000, 1.5, false, 10);
    TrainBaseline.Result result = TrainBaseline.run(market, request());
    assertThat(result.exportError()).isLessThan(1e-7);
    assertThat(result.card().version())
        .isEqualTo("20260102T030405Z-" + result.card().sha256().substring(0, 8));
    assertThat(new ModelRegistry(root).stages("baseline").candidate())
        .isEqualTo(result.card().version());
    assertThat(ControlJson.decode(result.commandJson().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(result.command());
    assertThat(result.folder().card()).isEqualTo(result.card());
    assertThat(Files.readString(result.folder().path().resolve("card.md")))
        .contains("| test_auc | " + result.test().auc() + " |")
        .contains("1. signal\n1. price\n1. noise\n");
    assertThat(ScoringSession.openSessions()).isZero();
    // the same run again would be the same version, which is never overwritten
    assertThatThrownBy(() -> TrainBaseline.run(market, request()))
        .hasMessageStartingWith("MODEL_VERSION_EXISTS: model=baseline version=");
  }

  @Test
  void refusesAnExportThatAnswersOtherwise() {
    BaselineTrainer.Fit fit = fit(new SyntheticMarket(1000, 1, false, 11));
    LogisticModel model = fit.model();
    LogisticModel other =
        new LogisticModel(
            model.featureSet(),
            model.featureNames(),
            model.horizonNs(),
            model.mean(),
            model.scale(),
            model.clip(),
            model.weights(),
            model.bias() + 1e-4);
    assertThatThrownBy(
            () ->
                TrainBaseline.checkExport(
                    LogisticOnnx.write(other), model, fit.testSet().features()))
        .hasMessageMatching("MODEL_EXPORT_MISMATCH: row=0 expected=0\\.\\d+ got=0\\.\\d+");
  }

  @Test
  void metricsOfATinyCaseAreThoseWorkedByHand() {
    // pairs (up, down): 0.9>0.6, 0.9>0.2, 0.6=0.6, 0.6>0.2 -> (1+1+0.5+1)/4
    BinaryMetrics metrics =
        BinaryMetrics.of(
            new double[] {0.9, 0.6, 0.6, 0.2}, new boolean[] {true, true, false, false}, 0.5);
    assertThat(metrics.auc()).isEqualTo(0.875);
    assertThat(metrics.accuracy()).isEqualTo(0.75);
    assertThat(metrics.brier()).isCloseTo((0.01 + 0.16 + 0.36 + 0.04) / 4, within(1e-12));
    assertThat(metrics.logLoss())
        .isCloseTo(
            -(Math.log(0.9) + Math.log(0.6) + Math.log(0.4) + Math.log(0.8)) / 4, within(1e-12));
    assertThat(metrics.baseLogLoss()).isCloseTo(Math.log(2), within(1e-12));
    // bins: 0.9 vs 1, two at 0.6 with one up, 0.2 vs 0
    assertThat(metrics.calibrationError()).isCloseTo((0.1 + 0.2 + 0.2) / 4, within(1e-12));
    assertThat(List.copyOf(metrics.byName("x_").keySet())).contains("x_auc", "x_log_loss_base");
  }
}
