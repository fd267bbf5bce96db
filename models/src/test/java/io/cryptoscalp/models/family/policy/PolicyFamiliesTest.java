package io.cryptoscalp.models.family.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyFamiliesTest {
  private static final int EPISODE = 60;
  private static final int SEVERAL = 32;
  private static final TradingTerms TERMS = new TradingTerms(10_000, 0.2, 0.2, 0.05, 0.1);

  @TempDir private Path folder;

  static List<PolicyFamily> families() {
    return List.of(new PpoFamily(), new A2cFamily(), new DqnFamily());
  }

  @ParameterizedTest
  @MethodSource("families")
  void learnsToFollowASignalThatPays(PolicyFamily family) {
    TrainedPolicy policy =
        trained(family, 2, family instanceof A2cFamily ? 100 : 40, TrainingRun.quiet(2));
    List<MarketPath> unseen = Walks.of(3, 600, 2, 99);
    PolicyOutcome outcome = policy.evaluate(unseen, TERMS, EPISODE);
    PolicyOutcome held = PolicyOutcome.of(unseen, TERMS, EPISODE, PolicyOutcome.always(2));
    assertThat(outcome.profit()).isGreaterThan(2 * outcome.profitError());
    assertThat(outcome.profit()).isGreaterThan(held.profit() + 2 * held.profitError());
  }

  @ParameterizedTest
  @MethodSource("families")
  void whereNothingPaysItLosesAlmostNothing(PolicyFamily family) {
    TrainedPolicy policy = trained(family, 0, 30, TrainingRun.quiet(2));
    PolicyOutcome outcome = policy.evaluate(Walks.of(3, 600, 0, 98), TERMS, EPISODE);
    // one round trip costs some 11 bps; who trades at random loses that several times an episode
    assertThat(outcome.profit()).isGreaterThan(-0.0015);
  }

  @ParameterizedTest
  @MethodSource("families")
  void theFileAnswersAsTheTrainer(PolicyFamily family) throws OrtException {
    TrainedPolicy policy = trained(family, 2, 5, TrainingRun.quiet(3));
    byte[] file = policy.onnx(header(family));
    assertThat(policy.onnx(header(family))).isEqualTo(file);
    Random random = new Random(4);
    float[][] observations = new float[SEVERAL][6];
    for (float[] row : observations) {
      for (int c = 0; c < row.length; c++) {
        row[c] = (float) (5 * random.nextGaussian());
      }
    }
    float[][] expected = policy.probabilities(observations);
    for (int batch : new int[] {1, 7, SEVERAL}) {
      float[][] got = run(file, Arrays.copyOf(observations, batch));
      for (int i = 0; i < batch; i++) {
        for (int a = 0; a < TradingEnvironment.ACTIONS; a++) {
          assertThat(got[i][a]).isCloseTo(expected[i][a], within(1e-5f));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void aRunThatWasInterruptedEndsInTheSamePolicy(PolicyFamily family) {
    byte[] whole = trained(family, 2, 8, TrainingRun.quiet(5)).onnx(header(family));
    TrainingRun stopping =
        new TrainingRun(
            5,
            1,
            (id, done, of, trainLoss, validationLoss) -> {
              if (done == 6) {
                throw new IllegalStateException("killed");
              }
            },
            folder);
    assertThatThrownBy(() -> trained(family, 2, 8, stopping)).hasMessage("killed");
    int[] first = {0};
    TrainingRun resumed =
        new TrainingRun(
            5,
            1,
            (id, done, of, trainLoss, validationLoss) -> first[0] = first[0] == 0 ? done : first[0],
            folder);
    assertThat(trained(family, 2, 8, resumed).onnx(header(family))).isEqualTo(whole);
    assertThat(first[0]).isGreaterThan(2);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aSettingOutOfRangeIsRefusedByName() {
    Hyperparameters settings = new PpoFamily().defaults().with(Map.of("discount", "2"));
    List<MarketPath> paths = Walks.of(1, 100, 0, 1);
    TrainingRun run = TrainingRun.quiet(1);
    assertThatThrownBy(() -> new PpoFamily().train(paths, paths, TERMS, settings, run))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("TRAINING_OPTION_INVALID: option=discount value=2");
  }

  private static TrainedPolicy trained(
      PolicyFamily family, double driftBps, int rounds, TrainingRun run) {
    Map<String, String> small =
        Map.of(
            "hidden", "16",
            "rounds", "" + rounds,
            "episode_rows", "" + EPISODE,
            "evaluate_rounds", "2",
            "patience", "60",
            "learning_rate", "0.003",
            "agents", "32");
    Map<String, String> changes = new TreeMap<>(small);
    if (family instanceof DqnFamily) {
      changes.put("replay", "4096");
      changes.put("explore_rounds", "15");
      changes.put("rows_per_step", "1");
    }
    return family.train(
        Walks.of(6, 600, driftBps, 1),
        Walks.of(2, 600, driftBps, 2),
        TERMS,
        family.defaults().with(changes),
        run);
  }

  private static OnnxHeader header(PolicyFamily family) {
    return new OnnxHeader(
        family.id(),
        OnnxHeader.Task.POLICY,
        "test",
        List.of("signal", "noise", "constant"),
        1,
        0,
        60_000_000_000L,
        new TreeMap<>());
  }

  private static float[][] run(byte[] file, float[][] observations) throws OrtException {
    float[][] features = new float[observations.length][];
    float[][] position = new float[observations.length][];
    for (int i = 0; i < observations.length; i++) {
      features[i] = Arrays.copyOf(observations[i], 3);
      position[i] = Arrays.copyOfRange(observations[i], 3, 6);
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file);
        OnnxTensor first = OnnxTensor.createTensor(environment, features);
        OnnxTensor second = OnnxTensor.createTensor(environment, position);
        OrtSession.Result result =
            session.run(Map.of(OnnxHeader.FEATURES, first, "position", second))) {
      return (float[][]) result.get("action_probabilities").orElseThrow().getValue();
    }
  }
}
