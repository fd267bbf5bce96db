package io.cryptoscalp.models.family.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.explain.GradientModel;
import io.cryptoscalp.models.family.Exports;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.ModelFamily;
import io.cryptoscalp.models.family.ModelInput;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingProgress;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.family.linear.LogisticFamily;
import io.cryptoscalp.models.scoring.OnnxBuffers;
import io.cryptoscalp.models.scoring.OnnxModel;
import io.cryptoscalp.models.scoring.RowShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does the graph network find what another instrument knows, and does its file say the same? */
class GraphFamilyTest {
  private static final ModelFamily FAMILY = new GraphFamily();
  private static Dataset train;
  private static Dataset validation;
  private static Dataset test;

  @BeforeAll
  static void market() {
    Dataset all = LeadingMarket.of(1200, 1);
    train = LeadingMarket.part(all, 0, 0.6);
    validation = LeadingMarket.part(all, 0.61, 0.75);
    test = LeadingMarket.part(all, 0.76, 1);
  }

  private static Hyperparameters small(int epochs) {
    return FAMILY
        .defaults()
        .with(
            Map.of(
                "hidden",
                "16",
                "batch",
                "64",
                "epochs",
                Integer.toString(epochs),
                "learningRate",
                "0.01"));
  }

  private static TrainedModel trained(int epochs, TrainingRun run) {
    return FAMILY.train(train, validation, small(epochs), run);
  }

  /** Mean log loss over followers, or over the leader. */
  private static double loss(TrainedModel model, Dataset data, boolean followers) {
    float[] forecasts = model.predict(data);
    double loss = 0;
    int count = 0;
    for (int i = 0; i < forecasts.length; i++) {
      if (LeadingMarket.FOLLOWERS.contains(data.instrument(i)) == followers) {
        loss -= Math.log(data.up(i) ? forecasts[i] : 1 - forecasts[i]);
        count++;
      }
    }
    return loss / count;
  }

  @Test
  void itHearsWhatTheLeaderKnowsAndDoesNotGuessAtTheLeader() {
    try (TrainedModel model = trained(12, TrainingRun.quiet(7));
        TrainedModel alone =
            new LogisticFamily()
                .train(train, validation, new LogisticFamily().defaults(), TrainingRun.quiet(7))) {
      assertThat(model.input()).isEqualTo(ModelInput.VECTOR_AND_NEIGHBOURS);
      assertThat(loss(alone, test, true)).as("own features tell nothing").isGreaterThan(0.68);
      assertThat(loss(model, test, true)).isLessThan(0.4);
      assertThat(loss(model, test, false)).isBetween(0.66, 0.75);
    }
  }

  @Test
  void theFileAnswersAsTheTrainerInEveryBatch() {
    try (TrainedModel model = trained(3, TrainingRun.quiet(7))) {
      byte[] file = model.onnx(Exports.header("graph", test));
      float[] expected = model.predict(test);
      try (OnnxModel loaded = OnnxModel.load(file)) {
        assertThat(loaded.shape()).isEqualTo(new RowShape(3, 0, 0, 0, 2));
        for (int batch : new int[] {1, 7, 32}) {
          try (OnnxBuffers buffers = loaded.buffers(batch)) {
            for (int from = 0; from + batch <= test.size(); from += batch) {
              for (int i = 0; i < batch; i++) {
                buffers.put(i, flat(from + i, loaded.shape()));
              }
              buffers.run(batch);
              for (int i = 0; i < batch; i++) {
                assertThat(buffers.output(i)).isCloseTo(expected[from + i], within(1e-5f));
              }
            }
          }
        }
      }
    }
  }

  private static float[] flat(int example, RowShape shape) {
    float[] row = new float[shape.width()];
    System.arraycopy(test.vector(example), 0, row, 0, 3);
    for (int k = 0; k < 2; k++) {
      float[] vector = test.neighbour(example, k);
      if (vector != null) {
        System.arraycopy(vector, 0, row, shape.neighboursAt() + 3 * k, 3);
      }
    }
    System.arraycopy(test.edges(example), 0, row, shape.edgesAt(), shape.edges());
    return row;
  }

  @Test
  void aNeighbourThatIsNotThereSaysNothingWhateverItsValues() {
    try (TrainedModel model = trained(3, TrainingRun.quiet(7));
        OnnxModel loaded = OnnxModel.load(model.onnx(Exports.header("graph", test)))) {
      RowShape shape = loaded.shape();
      float[] first = flat(0, shape);
      Arrays.fill(first, shape.edgesAt() + RowShape.EDGE, shape.width(), 0);
      float[] other = first.clone();
      float[] present = flat(0, shape);
      for (int c = 3; c < 6; c++) {
        other[shape.neighboursAt() + c] = 1e6f;
        present[shape.neighboursAt() + c - 3] += 5;
      }
      double[] answers = loaded.score(new float[][] {first, other, flat(0, shape), present});
      assertThat(answers[1]).isEqualTo(answers[0]);
      assertThat(answers[3]).isNotEqualTo(answers[2]);
    }
  }

  @Test
  void equalSeedsGiveEqualFilesAlsoAfterAnInterruption(@TempDir Path folder) {
    byte[] whole = bytes(TrainingRun.quiet(3));
    assertThat(bytes(TrainingRun.quiet(3))).isEqualTo(whole);
    assertThat(bytes(TrainingRun.quiet(4))).isNotEqualTo(whole);
    List<Integer> rounds = new ArrayList<>();
    TrainingProgress stops =
        (id, done, of, trainLoss, validationLoss) -> {
          rounds.add(done);
          if (done == 2) {
            throw new IllegalStateException("power cut");
          }
        };
    assertThatThrownBy(() -> bytes(new TrainingRun(3, 1, stops, folder))).hasMessage("power cut");
    TrainingProgress goesOn = (id, done, of, trainLoss, validationLoss) -> rounds.add(done);
    assertThat(bytes(new TrainingRun(3, 1, goesOn, folder))).isEqualTo(whole);
    assertThat(rounds).containsExactly(1, 2, 3);
  }

  private static byte[] bytes(TrainingRun run) {
    try (TrainedModel model = trained(3, run)) {
      return model.onnx(Exports.header("graph", train));
    }
  }

  @Test
  void contributionsAddUpToTheLogOdds() {
    try (TrainedModel model = trained(3, TrainingRun.quiet(7))) {
      Dataset few = test.select(new int[] {1, 100, 300});
      float[] answers = model.predict(few);
      double[][] parts = ((GradientModel) model).integratedGradients(few);
      for (int i = 0; i < parts.length; i++) {
        double sum = 0;
        for (double part : parts[i]) {
          sum += part;
        }
        assertThat(sum).isCloseTo(Math.log(answers[i] / (1 - answers[i])), within(5e-3));
      }
    }
  }

  @Test
  void aDatasetWithoutNeighboursIsRefused() {
    Dataset alone = train.withVectors(train.featureNames(), train.vectors());
    assertThatThrownBy(() -> FAMILY.train(alone, validation, small(1), TrainingRun.quiet(1)))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("TRAINING_NO_NEIGHBOURS");
  }
}
