package io.cryptoscalp.models.explain;

import static io.cryptoscalp.models.family.PlantedDataset.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Exports;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.PlantedDataset;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.linear.LogisticFamily;
import io.cryptoscalp.models.family.trees.RandomForestFamily;
import io.cryptoscalp.models.family.trees.XGBoostFamily;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.TreeEnsemble;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExactExplanationTest {
  private static final Dataset ALL = PlantedDataset.of(1500, 1, 1);
  private static final Dataset TRAIN = part(ALL, 0, 1000);
  private static final Dataset VALIDATION = part(ALL, 1000, 1250);
  private static final Dataset TEST = part(ALL, 1250, 1500);

  static List<ModelFamily> families() {
    return List.of(new LogisticFamily(), new RandomForestFamily(), new XGBoostFamily());
  }

  private static TrainedModel train(ModelFamily family) {
    Map<String, String> few =
        family.id().equals("random-forest") ? Map.of("trees", "50") : Map.of();
    return family.train(TRAIN, VALIDATION, family.defaults().with(few), TrainingRun.quiet(1));
  }

  @ParameterizedTest
  @MethodSource("families")
  void contributionsAddUpToTheAnswer(ModelFamily family) {
    try (TrainedModel model = train(family)) {
      float[] probabilities = model.predict(TEST);
      double[][] contributions = ((ExactModel) model).contributions(TEST);
      for (int i = 0; i < probabilities.length; i++) {
        double sum = 0;
        for (double part : contributions[i]) {
          sum += part;
        }
        double logOdds = Math.log(probabilities[i] / (1.0 - probabilities[i]));
        assertThat(sum).isCloseTo(logOdds, within(1e-5 * Math.max(1, Math.abs(logOdds))));
        assertThat(contributions[i][4]).isEqualTo(0); // a constant says nothing
      }
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void theFileExplainsAsTheTrainer(ModelFamily family) {
    try (TrainedModel model = train(family)) {
      FileExplainer explainer = FileExplainer.of(model.onnx(Exports.header(family.id(), ALL)));
      assertThat(explainer.method()).isEqualTo(((ExactModel) model).method());
      double[][] expected = ((ExactModel) model).contributions(TEST);
      float[] probabilities = model.predict(TEST);
      for (int i = 0; i < probabilities.length; i++) {
        Explanation explanation = explainer.explain("v1", TEST.vector(i));
        for (int c = 0; c < ALL.features(); c++) {
          assertThat(explanation.contributions().get(c)).isCloseTo(expected[i][c], within(2e-5));
        }
        assertThat(explanation.base()).isCloseTo(expected[i][ALL.features()], within(2e-5));
        assertThat(explanation.probability()).isCloseTo(probabilities[i], within(1e-5));
      }
    }
  }

  @Test
  void treesGetTheShapleyValuesOfTheDefinition() {
    // two features; 0 < 5 ? (1 < 2 ? 1 : 4) : 9, covers 10 = 6 + 4 and 6 = 2 + 4
    TreeEnsemble.Tree tree =
        new TreeEnsemble.Tree(
            new int[] {1, 3, -1, -1, -1},
            new int[] {2, 4, -1, -1, -1},
            new int[] {0, 1, 0, 0, 0},
            new float[] {5, 2, 9, 1, 4},
            new boolean[5],
            new float[] {10, 6, 4, 2, 4});
    double[] phi = new TreeShap(new TreeEnsemble(2, 0.5f, List.of(tree))).of(new float[] {1, 1});
    double nothing = 0.6 * (2 * 1 + 4 * 4) / 6 + 0.4 * 9;
    double first = (2 * 1 + 4 * 4) / 6.0;
    double second = 0.6 * 1 + 0.4 * 9;
    double both = 1;
    assertThat(phi[0]).isCloseTo((first - nothing + both - second) / 2, within(1e-9));
    assertThat(phi[1]).isCloseTo((second - nothing + both - first) / 2, within(1e-9));
    assertThat(phi[2]).isCloseTo(0.5 + nothing, within(1e-9));
  }

  @Test
  void otherFilesAreRefused() {
    OnnxGraph graph = new OnnxGraph("other");
    graph.output("probability_up", graph.node("Sigmoid", graph.input("features", 8)), 8);
    byte[] other = graph.file(Exports.header("other", ALL));
    assertThatThrownBy(() -> FileExplainer.of(other))
        .hasMessageContaining("EXPLANATION_UNSUPPORTED");
    assertThatThrownBy(() -> FileExplainer.of(new byte[] {1, 2, 3}))
        .hasMessageContaining("MODEL_UNREADABLE");
  }
}
