package io.cryptoscalp.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.evaluation.EvaluationOptions;
import io.cryptoscalp.models.explain.FileExplainer;
import io.cryptoscalp.models.family.Families;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.PlantedDataset;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.scoring.InputBounds;
import io.cryptoscalp.models.scoring.OnnxModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainAllTest {
  private static final List<ModelFamily> FAMILIES =
      Families.of(List.of("logistic", "random-forest", "xgboost"));
  private static final SortedMap<String, Hyperparameters> SETTINGS =
      new TreeMap<>(
          Map.of(
              "random-forest", FAMILIES.get(1).defaults().with(Map.of("trees", "30")),
              "xgboost", FAMILIES.get(2).defaults().with(Map.of("learning_rate", "0.3"))));

  @TempDir Path folder;

  private TrainAll.Outcome run(Dataset data, String name, long seed) throws IOException {
    long[] clock = new long[1];
    TrainAll all =
        new TrainAll(
            data, FAMILIES, SETTINGS, EvaluationOptions.DEFAULT, () -> clock[0] += 1_000_000);
    TrainAll.Outcome outcome;
    try (ModelRegistry registry = new ModelRegistry(folder.resolve(name).resolve("registry"))) {
      outcome =
          all.run(
              TrainingRun.quiet(seed),
              (family, fold, folds) -> {},
              registry,
              new FamilyTraining.Request(
                  0,
                  300_000_000_000L,
                  0,
                  "test",
                  "Apache-2.0",
                  Instant.parse("2026-01-01T00:00:00Z"),
                  "planted"));
    }
    all.write(folder.resolve(name), "Planted <data>", outcome, List.of());
    return outcome;
  }

  private byte[] file(String run, String name) throws IOException {
    return Files.readAllBytes(folder.resolve(run).resolve(name));
  }

  @Test
  void equalSeedsGiveEqualFilesAndEverythingIsWritten() throws IOException {
    Dataset data = PlantedDataset.of(2500, 1, 4);
    TrainAll.Outcome outcome = run(data, "first", 1);
    run(data, "second", 1);
    run(data, "other", 2);
    for (String name :
        List.of(TrainAll.EVALUATION, TrainAll.PREDICTIONS, TrainAll.REPORT, TrainAll.TABLE)) {
      assertThat(file("second", name)).as(name).isEqualTo(file("first", name));
    }
    assertThat(file("other", TrainAll.EVALUATION)).isNotEqualTo(file("first", TrainAll.EVALUATION));
    String page = new String(file("first", TrainAll.REPORT), StandardCharsets.UTF_8);
    assertThat(page)
        .contains("Planted &lt;data&gt;", "Partial dependence on f", "ROC", "TREE_SHAP")
        .doesNotContain("NaN", "src=", "href=");
    assertThat(lines("first")).isEqualTo(1 + 9 * outcome.run().examples().size());
    assertThat(outcome.models()).hasSize(3);
    for (FamilyTraining.Result model : outcome.models()) {
      registered(model, data);
    }
  }

  private int lines(String run) throws IOException {
    int lines = 0;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(folder.resolve(run).resolve(TrainAll.PREDICTIONS))),
                StandardCharsets.UTF_8))) {
      while (reader.readLine() != null) {
        lines++;
      }
    }
    return lines;
  }

  private static void registered(FamilyTraining.Result model, Dataset data) {
    ModelFolder version = model.folder();
    assertThat(model.exportError()).isLessThan(1e-6);
    assertThat(version.card().dataHash()).isEqualTo(data.hash());
    assertThat(version.card().rowCounts()).containsKeys("train", "validation", "test");
    assertThat(version.card().lackOfSkill()).isNull(); // there is skill in what is planted
    try (OnnxModel loaded = OnnxModel.load(version.onnx())) {
      assertThat(loaded.metadata(InputBounds.KEY).split(",", -1)).hasSize(data.features());
      version.golden().check(loaded.score(version.golden().inputs()));
    }
    FileExplainer explainer = FileExplainer.of(version.onnx());
    float[] row = version.golden().inputs()[0];
    assertThat(explainer.explain(version.card().version(), row).probability())
        .isCloseTo(version.golden().outputs()[0], within(1e-5));
  }
}
