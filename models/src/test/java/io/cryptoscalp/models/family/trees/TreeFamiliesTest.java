package io.cryptoscalp.models.family.trees;

import static io.cryptoscalp.models.family.PlantedDataset.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Exports;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.PlantedDataset;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingProgress;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.onnx.TreeEnsemble;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreeFamiliesTest {
  private static final Dataset ALL = PlantedDataset.of(3000, 1, 1);
  private static final Dataset TRAIN = part(ALL, 0, 2000);
  private static final Dataset VALIDATION = part(ALL, 2000, 2500);
  private static final Dataset TEST = part(ALL, 2500, 3000);

  @TempDir Path folder;

  /** A family with settings under which it trains for a while and fast. */
  record Case(ModelFamily family, Hyperparameters settings, int dies, int resumes) {
    @Override
    public String toString() {
      return family.id();
    }
  }

  static List<Case> cases() {
    ModelFamily boosted = new XGBoostFamily();
    ModelFamily forest = new RandomForestFamily();
    return List.of(
        new Case(boosted, boosted.defaults().with(Map.of("rounds", "60", "gamma", "0.5")), 28, 26),
        new Case(forest, forest.defaults().with(Map.of("trees", "150")), 8, 8));
  }

  private static TreesTrained train(Case with, TrainingRun run) {
    return (TreesTrained) with.family().train(TRAIN, VALIDATION, with.settings(), run);
  }

  private static byte[] bytes(TrainedModel model) {
    return model.onnx(Exports.header(model.family(), ALL));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theFileAnswersAsTheTrainer(Case with) {
    try (TreesTrained model = train(with, TrainingRun.quiet(1))) {
      Exports.assertEqual(model, TEST);
      Exports.assertEqual(model, TRAIN);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rowsOnThresholdsTakeTheSideTheyTookInTraining(Case with) {
    try (TreesTrained model = train(with, TrainingRun.quiet(1))) {
      Exports.assertEqual(model, onThresholds(model.trees()));
    }
  }

  /** Rows whose values are thresholds of the trees, or their neighbours. */
  private static Dataset onThresholds(TreeEnsemble trees) {
    List<List<Float>> thresholds = new ArrayList<>();
    for (int c = 0; c < trees.features(); c++) {
      thresholds.add(new ArrayList<>());
    }
    for (TreeEnsemble.Tree tree : trees.trees()) {
      for (int node = 0; node < tree.nodes(); node++) {
        if (!tree.isLeaf(node)) {
          thresholds.get(tree.feature()[node]).add(tree.value()[node]);
        }
      }
    }
    Dataset rows = PlantedDataset.of(900, 1, 7);
    for (int i = 0; i < rows.size(); i++) {
      float[] row = rows.vector(i);
      for (int c = 0; c < row.length; c++) {
        List<Float> of = thresholds.get(c);
        if (!of.isEmpty()) {
          float value = of.get(i % of.size());
          row[c] = i % 3 == 0 ? value : i % 3 == 1 ? Math.nextUp(value) : Math.nextDown(value);
        }
      }
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalSeedsGiveEqualBytesAndOthersDoNot(Case with) {
    try (TreesTrained first = train(with, TrainingRun.quiet(1));
        TreesTrained second = train(with, TrainingRun.quiet(1));
        TreesTrained other = train(with, TrainingRun.quiet(2))) {
      assertThat(Sha256.hex(bytes(second))).isEqualTo(Sha256.hex(bytes(first)));
      assertThat(Sha256.hex(bytes(other))).isNotEqualTo(Sha256.hex(bytes(first)));
    }
  }

  /** What a run dies of. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aResumedRunEndsAsTheUninterrupted(Case with) {
    List<Integer> rounds = new ArrayList<>();
    TrainingProgress dying =
        (family, done, of, train, validation) -> {
          if (done == with.dies()) {
            throw new Killed();
          }
        };
    TrainingProgress counting = (family, done, of, train, validation) -> rounds.add(done);
    assertThatThrownBy(() -> train(with, new TrainingRun(1, 1, dying, folder)))
        .isInstanceOf(Killed.class);
    try (TreesTrained resumed = train(with, new TrainingRun(1, 1, counting, folder));
        TreesTrained whole = train(with, TrainingRun.quiet(1))) {
      assertThat(rounds.get(0)).isEqualTo(with.resumes());
      assertThat(Sha256.hex(bytes(resumed))).isEqualTo(Sha256.hex(bytes(whole)));
      assertThat(resumed.predict(TEST)).isEqualTo(whole.predict(TEST));
      assertThat(resumed.figures()).isEqualTo(whole.figures());
    }
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aCheckpointOfAnotherSeedIsNotResumed(Case with) {
    TrainingProgress dying =
        (family, done, of, train, validation) -> {
          if (done == with.dies()) {
            throw new Killed();
          }
        };
    assertThatThrownBy(() -> train(with, new TrainingRun(2, 1, dying, folder)))
        .isInstanceOf(Killed.class);
    List<Integer> rounds = new ArrayList<>();
    TrainingProgress counting = (family, done, of, train, validation) -> rounds.add(done);
    train(with, new TrainingRun(1, 1, counting, folder)).close();
    assertThat(rounds.get(0)).isEqualTo(1);
  }

  @Test
  void boostingStopsWhenValidationDoesAndKeepsTheBest() {
    Hyperparameters fast =
        new XGBoostFamily()
            .defaults()
            .with(Map.of("learning_rate", "0.5", "depth", "8", "min_child_weight", "1"));
    double[] losses = new double[400];
    TrainingProgress keeping =
        (family, done, of, train, validation) -> losses[done - 1] = validation;
    try (TreesTrained model =
        new XGBoostFamily().train(TRAIN, VALIDATION, fast, new TrainingRun(1, 1, keeping, null))) {
      int rounds = model.figures().get("rounds").intValue();
      int kept = model.figures().get("rounds_kept").intValue();
      assertThat(rounds).isEqualTo(kept + 30).isLessThan(400);
      for (int i = 0; i < rounds; i++) {
        assertThat(losses[i]).isGreaterThanOrEqualTo(losses[kept - 1]);
      }
      assertThat(model.trees().trees()).hasSize(kept);
      Exports.assertEqual(model, TEST);
    }
  }

  @Test
  void theForestOfTheTrainerIsItsTreesAdded() {
    try (TreesTrained model = train(cases().get(1), TrainingRun.quiet(1))) {
      float[] expected = model.predict(TEST);
      for (int i = 0; i < TEST.size(); i++) {
        double logOdds = model.trees().logOdds(TEST.vector(i));
        assertThat(model.calibration().probability(logOdds)).isCloseTo(expected[i], within(1e-6));
      }
      assertThat(model.figures()).containsEntry("trees", 150.0);
    }
  }
}
