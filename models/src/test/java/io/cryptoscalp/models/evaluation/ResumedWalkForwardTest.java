package io.cryptoscalp.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.PlantedDataset;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingProgress;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.trees.XGBoostFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does a run that was killed go on with the folds that it had not finished, and end the same? */
class ResumedWalkForwardTest {
  private static final Dataset DATA = PlantedDataset.of(2000, 1, 3);

  @TempDir private Path folder = Path.of("");

  /** Boosted trees that stop the process, as it were, when a fold begins. */
  private static final class Mortal implements ModelFamily {
    private final XGBoostFamily trees = new XGBoostFamily();
    private final int dies;
    private int trained;

    Mortal(int dies) {
      this.dies = dies;
    }

    @Override
    public String id() {
      return trees.id();
    }

    @Override
    public String description() {
      return trees.description();
    }

    @Override
    public Hyperparameters defaults() {
      return trees.defaults().with(Map.of("rounds", "30", "learning_rate", "0.3"));
    }

    @Override
    public TrainedModel train(
        Dataset train, Dataset validation, Hyperparameters settings, TrainingRun run) {
      if (trained == dies) {
        throw new IllegalStateException("killed");
      }
      trained++;
      return trees.train(train, validation, settings, run);
    }
  }

  private EvaluationRun run(Mortal family, Map<String, String> with, long seed, Path kept) {
    Map<String, Hyperparameters> settings = new TreeMap<>();
    settings.put(family.id(), family.defaults().with(with));
    TrainingRun run = new TrainingRun(seed, 1, TrainingProgress.NONE, kept);
    return new WalkForward(DATA, EvaluationOptions.DEFAULT)
        .run(List.of(family), settings, run, (of, fold, folds) -> {}, () -> 0);
  }

  private void killedAtTheThirdFold() {
    try {
      run(new Mortal(2), Map.of(), 1, folder);
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("killed");
      return;
    }
    throw new AssertionError("the run should have ended");
  }

  @Test
  void finishedFoldsAreNotLearntAgainAndTheResultIsTheSame() {
    killedAtTheThirdFold();
    Mortal again = new Mortal(-1);
    EvaluationRun resumed = run(again, Map.of(), 1, folder);
    assertThat(again.trained).isEqualTo(2);
    EvaluationRun whole = run(new Mortal(-1), Map.of(), 1, folder.resolve("other"));
    Contender expected = whole.contenders().get(whole.contenders().size() - 1);
    Contender got = resumed.contenders().get(resumed.contenders().size() - 1);
    assertThat(got.forecasts()).isEqualTo(expected.forecasts());
    assertThat(got.sides()).isEqualTo(expected.sides());
    assertThat(EvaluationFiles.json(resumed)).isEqualTo(EvaluationFiles.json(whole));
  }

  @Test
  void foldsOfOtherSettingsOrAnotherSeedAreLearntAgain() {
    killedAtTheThirdFold();
    Mortal deeper = new Mortal(-1);
    run(deeper, Map.of("depth", "3"), 1, folder);
    assertThat(deeper.trained).isEqualTo(4);
    killedAtTheThirdFold();
    Mortal seeded = new Mortal(-1);
    run(seeded, Map.of(), 2, folder);
    assertThat(seeded.trained).isEqualTo(4);
  }

  @Test
  void aDamagedFoldIsLearntAgain() throws IOException {
    killedAtTheThirdFold();
    Path file = folder.resolve("folds/1/xgboost.forecasts.checkpoint");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    Mortal again = new Mortal(-1);
    run(again, Map.of(), 1, folder);
    assertThat(again.trained).isEqualTo(3);
  }

  @Test
  void nothingIsLeftWhenTheReportIsWritten() throws IOException {
    run(new Mortal(-1), Map.of(), 1, folder);
    assertThat(files()).hasSize(4);
    FoldStore.clear(folder);
    assertThat(files()).isEmpty();
    FoldStore.clear(folder);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return new ArrayList<>(all.filter(Files::isRegularFile).toList());
    }
  }
}
