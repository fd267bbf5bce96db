package io.cryptoscalp.models.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.GatedDataset;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.PlantedDataset;
import io.cryptoscalp.models.family.PlantedSequences;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.experts.ExpertsFamily;
import io.cryptoscalp.models.family.linear.LogisticFamily;
import io.cryptoscalp.models.family.nets.Cnn1dFamily;
import io.cryptoscalp.models.family.nets.GruFamily;
import io.cryptoscalp.models.family.nets.LstmFamily;
import io.cryptoscalp.models.family.nets.TransformerFamily;
import io.cryptoscalp.models.family.trees.RandomForestFamily;
import io.cryptoscalp.models.family.trees.XGBoostFamily;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.ModelTrust;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Is every family's answer recomputed from its row and taken apart so that it adds up? */
class ModelExplainerTest {
  private static final int ROWS = 12;
  private static final Dataset VECTORS = PlantedDataset.of(900, 1, 1);
  private static final Dataset SEQUENCES = PlantedSequences.of(500, 8, 11);
  private static final Dataset GATED = GatedDataset.of(900, true);

  @TempDir private Path folder;

  private static ModelFamily family(String id) {
    return switch (id) {
      case "logistic" -> new LogisticFamily();
      case "random-forest" -> new RandomForestFamily();
      case "xgboost" -> new XGBoostFamily();
      case "lstm" -> new LstmFamily();
      case "gru" -> new GruFamily();
      case "cnn1d" -> new Cnn1dFamily();
      case "transformer" -> new TransformerFamily();
      default -> new ExpertsFamily();
    };
  }

  private static Dataset examples(String family) {
    return switch (family) {
      case "logistic", "random-forest", "xgboost" -> VECTORS;
      case "experts" -> GATED;
      default -> SEQUENCES;
    };
  }

  /** The rows of a family's newest examples, as its graph takes them. */
  private static float[][] rows(String family, Dataset of) {
    float[][] rows = new float[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      int at = of.size() - ROWS + i;
      if (of.steps() > 1) {
        rows[i] = new float[of.steps() * of.featureNames().size()];
        of.sequence(at, rows[i], 0);
      } else if (family.equals("experts")) {
        float[] vector = of.vector(at);
        float[] regime = of.regime(at);
        rows[i] = new float[vector.length + regime.length];
        System.arraycopy(vector, 0, rows[i], 0, vector.length);
        System.arraycopy(regime, 0, rows[i], vector.length, regime.length);
      } else {
        rows[i] = of.vector(at);
      }
    }
    return rows;
  }

  private ModelFolder registered(String id) {
    Dataset of = examples(id);
    ModelFamily family = family(id);
    Map<String, String> small =
        of.steps() > 1
            ? Map.of("hidden", "8", "layers", "1", "epochs", "2", "batch", "64")
            : id.equals("random-forest") ? Map.of("trees", "20") : Map.of();
    int cut = of.size() * 3 / 4;
    try (TrainedModel model =
        family.train(
            PlantedDataset.part(of, 0, cut),
            PlantedDataset.part(of, cut, of.size()),
            family.defaults().with(small),
            TrainingRun.quiet(7))) {
      OnnxHeader header =
          new OnnxHeader(
              id,
              OnnxHeader.Task.DIRECTION,
              of.featureSet(),
              of.featureNames(),
              of.steps(),
              of.steps() > 1 ? 60_000_000_000L : 0,
              60_000_000_000L,
              new TreeMap<>());
      byte[] onnx = model.onnx(header);
      float[] answers = model.predict(PlantedDataset.part(of, of.size() - ROWS, of.size()));
      double[] golden = new double[ROWS];
      for (int i = 0; i < ROWS; i++) {
        golden[i] = answers[i];
      }
      ModelCard card =
          ModelCard.builder(id, "v1", Sha256.hex(onnx))
              .features(of.featureSet(), of.featureNames())
              .made("test", "Apache-2.0", Instant.parse("2026-01-02T03:04:05Z"))
              .build();
      return new ModelRegistry(folder)
          .register(card, onnx, new GoldenVectors(rows(id, of), golden));
    }
  }

  private static ModelExplainer open(ModelFolder version, int runs) {
    return ModelExplainer.open(version, version.card().sha256(), ModelTrust.ANYONE, runs);
  }

  @ParameterizedTest
  @CsvSource({
    "logistic, LINEAR_SHAP, 1e-5",
    "random-forest, TREE_SHAP, 2e-5",
    "xgboost, TREE_SHAP, 2e-5",
    "lstm, INTEGRATED_GRADIENTS, 2e-3",
    "gru, INTEGRATED_GRADIENTS, 2e-3",
    "cnn1d, INTEGRATED_GRADIENTS, 2e-3",
    "transformer, INTEGRATED_GRADIENTS, 2e-3",
    "experts, KERNEL_SHAP, 1e-9"
  })
  void anAnswerIsRecomputedAndItsPartsAddUp(String id, String method, double gap) {
    ModelFolder version = registered(id);
    GoldenVectors golden = version.golden();
    try (ModelExplainer explainer = open(version, 4096);
        ModelExplainer again = open(version, 4096)) {
      for (int i = 0; i < 3; i++) {
        float[] row = golden.inputs()[i];
        double p = golden.outputs()[i];
        assertThat(explainer.probability(row)).isCloseTo(p, within(2e-6));
        AnswerParts parts = explainer.explain(row);
        assertThat(parts.method()).isEqualTo(method);
        assertThat(parts.logOdds()).isCloseTo(Math.log(p / (1 - p)), within(2e-5));
        assertThat(parts.gap()).isCloseTo(0, within(gap));
        AnswerParts.Top top = parts.top(1);
        double sum = parts.base() + top.contributions().get(0) + top.rest() + top.gap();
        assertThat(sum).isCloseTo(parts.logOdds(), within(1e-6));
        assertThat(again.explain(row)).isEqualTo(parts);
      }
    }
  }

  @Test
  void aNetworkIsSampledWhereTheBudgetIsTooSmallForGradients() {
    ModelFolder version = registered("cnn1d");
    float[] row = version.golden().inputs()[0];
    try (ModelExplainer explainer = open(version, 200)) {
      AnswerParts parts = explainer.explain(row);
      assertThat(parts.method()).isEqualTo("KERNEL_SHAP");
      assertThat(parts.gap()).isCloseTo(0, within(1e-9));
      assertThat(parts.features()).containsExactlyElementsOf(SEQUENCES.featureNames());
      assertThat(parts.values().get(2)).isEqualTo(row[row.length - 2]);
    }
    try (ModelExplainer explainer = open(version, 1)) {
      assertThatThrownBy(() -> explainer.explain(row))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("EXPLANATION_BUDGET: runs=1 terms=4");
    }
  }

  @Test
  void regimesAreTermsOfAModelThatReadsThem() {
    ModelFolder version = registered("experts");
    Map<String, Double> moved = new TreeMap<>();
    try (ModelExplainer explainer = open(version, 4096)) {
      for (float[] row : version.golden().inputs()) {
        AnswerParts parts = explainer.explain(row);
        for (int i = 0; i < parts.features().size(); i++) {
          moved.merge(parts.features().get(i), Math.abs(parts.contributions().get(i)), Double::sum);
        }
      }
    }
    assertThat(moved).hasSize(8).containsKeys("a", "b", "regime.BULL_RUN");
    assertThat(moved.get("a")).isGreaterThan(moved.get("regime.VOLATILE") + 0.1);
    assertThat(moved.get("regime.NORMAL")).isGreaterThan(moved.get("regime.VOLATILE") + 0.1);
    assertThat(moved.get("regime.VOLATILE")).isCloseTo(0, within(1e-5)); // never told of
  }

  @Test
  void aRowOfAnotherWidthAndOneThatIsNotANumberAreRefused() {
    ModelFolder version = registered("logistic");
    try (ModelExplainer explainer = open(version, 4096)) {
      float[] row = version.golden().inputs()[0].clone();
      row[0] = Float.NaN;
      for (float[] bad : List.of(new float[3], row)) {
        assertThatThrownBy(() -> explainer.explain(bad))
            .isInstanceOf(ModelException.class)
            .hasMessageContaining("EXPLANATION_INVALID");
      }
    }
  }
}
