package io.cryptoscalp.models.family.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.explain.Explanation;
import io.cryptoscalp.models.explain.GradientModel;
import io.cryptoscalp.models.explain.NetFileExplainer;
import io.cryptoscalp.models.explain.PathRule;
import io.cryptoscalp.models.family.PlantedSequences;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.onnx.HalfPrecision;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Do the parts add up, agree between trainer and file, and name what was planted? */
class IntegratedGradientsTest {
  private static final Dataset ALL = PlantedSequences.of(1_000, 8, 11);
  private static final Dataset TRAIN = PlantedSequences.part(ALL, 0, 700);
  private static final Dataset VALIDATION = PlantedSequences.part(ALL, 700, 980);
  private static final Dataset TEST = PlantedSequences.part(ALL, 990, 1_000);

  static Stream<NetFamily> families() {
    return Stream.of(new LstmFamily(), new GruFamily(), new Cnn1dFamily(), new TransformerFamily());
  }

  private static TrainedModel trained(NetFamily family) {
    Map<String, String> small =
        Map.of("hidden", "16", "layers", "2", "epochs", "6", "batch", "64", "learningRate", "0.01");
    return family.train(TRAIN, VALIDATION, family.defaults().with(small), TrainingRun.quiet(7));
  }

  private static OnnxHeader header(NetFamily family) {
    return new OnnxHeader(
        family.id(),
        OnnxHeader.Task.DIRECTION,
        TRAIN.featureSet(),
        TRAIN.featureNames(),
        TRAIN.steps(),
        60_000_000_000L,
        60_000_000_000L,
        new TreeMap<>());
  }

  @ParameterizedTest
  @MethodSource("families")
  void fileAndTrainerAgreeAndAddUp(NetFamily family) {
    try (TrainedModel model = trained(family);
        NetFileExplainer explainer = NetFileExplainer.open(model.onnx(header(family)))) {
      float[] probabilities = model.predict(TEST);
      double[][] exact = ((GradientModel) model).integratedGradients(TEST);
      double signal = 0;
      double others = 0;
      for (int i = 0; i < TEST.size(); i++) {
        float[] sequence = new float[explainer.width()];
        TEST.sequence(i, sequence, 0);
        Explanation explanation = explainer.explain("v1", sequence);
        double answer = Math.log(probabilities[i] / (1.0 - probabilities[i]));
        assertThat(explanation.logOdds()).isCloseTo(answer, within(1.5e-3));
        double sum = 0;
        for (double part : exact[i]) {
          sum += part;
        }
        assertThat(sum).isCloseTo(answer, within(1.5e-3));
        for (int f = 0; f < 4; f++) {
          assertThat(explanation.contributions().get(f)).isCloseTo(exact[i][f], within(0.015));
        }
        assertThat(explanation.base()).isCloseTo(exact[i][4], within(1e-4));
        assertThat(explanation.contributions().get(3)).isZero(); // never moved in training
        signal += Math.abs(exact[i][0]);
        others += Math.abs(exact[i][1]) + Math.abs(exact[i][2]);
      }
      assertThat(signal).isGreaterThan(2 * others);
    }
  }

  @Test
  void aHalfPrecisionFileIsExplainedAsWell() {
    LstmFamily family = new LstmFamily();
    try (TrainedModel model = trained(family)) {
      byte[] file = model.onnx(header(family));
      float[] sequence = new float[8 * 4];
      TEST.sequence(0, sequence, 0);
      try (NetFileExplainer whole = NetFileExplainer.open(file);
          NetFileExplainer half = NetFileExplainer.open(HalfPrecision.of(file))) {
        double exact = whole.explain("v1", sequence).contributions().get(0);
        assertThat(half.explain("v1", sequence).contributions().get(0))
            .isCloseTo(exact, within(0.02))
            .isNotEqualTo(exact);
        assertThatThrownBy(() -> whole.explain("v1", new float[3]))
            .isInstanceOf(ModelException.class)
            .hasMessage("EXPLANATION_INVALID: expected=32 got=3");
      }
    }
  }

  @Test
  void theRuleIntegratesPolynomialsExactly() {
    for (int count : new int[] {1, 2, 5, 32, 512}) {
      PathRule rule = PathRule.of(count);
      for (int degree : new int[] {0, 1, 2 * count - 1}) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
          sum += rule.weights()[i] * Math.pow(rule.points()[i], degree);
        }
        assertThat(sum).isCloseTo(1.0 / (degree + 1), within(1e-13));
      }
    }
  }
}
