package io.cryptoscalp.models.family.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.PlantedSequences;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Are intervals as wide as they should be, better than the naive ones, and equal in the file? */
class QuantileFamilyTest {
  private static final int STEPS = 8;
  private static final Dataset ALL = PlantedSequences.of(4_000, STEPS, 5);
  private static final Dataset TRAIN = PlantedSequences.part(ALL, 0, 2_000);
  private static final Dataset VALIDATION = PlantedSequences.part(ALL, 2_000, 3_000);
  private static final Dataset TEST = PlantedSequences.part(ALL, 3_000, 4_000);
  private static final double[] LEVELS = {0.05, 0.25, 0.5, 0.75, 0.95};

  private static Hyperparameters small(String... more) {
    Map<String, String> changes =
        new TreeMap<>(
            Map.of(
                "hidden",
                "16",
                "layers",
                "2",
                "batch",
                "64",
                "epochs",
                "8",
                "learningRate",
                "0.005"));
    for (int i = 0; i < more.length; i += 2) {
      changes.put(more[i], more[i + 1]);
    }
    return new QuantileFamily().defaults().with(changes);
  }

  private static TrainedForecast trained(Hyperparameters settings, long seed) {
    return new QuantileFamily().train(TRAIN, VALIDATION, settings, TrainingRun.quiet(seed));
  }

  private static OnnxHeader header() {
    return new OnnxHeader(
        "quantile",
        OnnxHeader.Task.QUANTILES,
        TRAIN.featureSet(),
        TRAIN.featureNames(),
        STEPS,
        60_000_000_000L,
        60_000_000_000L,
        new TreeMap<>());
  }

  @Test
  void intervalsCoverTheirShareAndAreNarrowerThanNaiveOnes() {
    try (TrainedForecast model = trained(small(), 3)) {
      QuantileScores own = QuantileScores.of(model.predict(TEST), TEST, LEVELS);
      EmpiricalQuantiles naive = EmpiricalQuantiles.fit(TRAIN, LEVELS);
      QuantileScores base = QuantileScores.of(naive.predict(TEST), TEST, LEVELS);
      for (int horizon = 0; horizon < 2; horizon++) {
        // 1000 to test and 500 to calibrate by: a deviation of 0.012 at 90 % and 0.027 at 50 %
        assertThat(own.coverage()[horizon][0]).isBetween(0.86, 0.94);
        assertThat(own.coverage()[horizon][1]).isBetween(0.42, 0.58);
        assertThat(own.pinball()[horizon]).isLessThan(0.92 * base.pinball()[horizon]);
      }
      assertThat(model.figures())
          .containsKeys("coverage_90_60000ms", "naive_pinball_300000ms", "width_50_60000ms");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.05,0.25,0.5,0.75,0.95", "0.1,0.4,0.6,0.9", "0.2,0.8"})
  void theFileAnswersAsTheTrainerAndNothingCrosses(String levels) throws Exception {
    Hyperparameters settings = small("quantiles", levels, "epochs", "2", "network", "gru");
    try (TrainedForecast model = trained(settings, 3);
        OrtSession session = OrtEnvironment.getEnvironment().createSession(model.onnx(header()))) {
      float[][][] expected = model.predict(TEST);
      for (int batch : new int[] {1, 7, 32}) {
        float[][][] got = score(session, batch);
        for (int i = 0; i < batch; i++) {
          for (int h = 0; h < 2; h++) {
            for (int q = 0; q < got[i][h].length; q++) {
              assertThat(got[i][h][q]).isCloseTo(expected[i][h][q], within(1e-7f));
              assertThat(got[i][h][q]).isGreaterThanOrEqualTo(got[i][h][Math.max(0, q - 1)]);
            }
          }
        }
      }
      assertThat(session.getMetadata().getCustomMetadata())
          .containsEntry(TrainedForecast.HORIZONS, "60000000000,300000000000")
          .containsEntry(TrainedForecast.LEVELS, levels);
    }
  }

  private static float[][][] score(OrtSession session, int count) throws Exception {
    int width = STEPS * TEST.features();
    float[] values = new float[count * width];
    for (int i = 0; i < count; i++) {
      TEST.sequence(i, values, i * width);
    }
    long[] shape = {count, STEPS, TEST.features()};
    try (OnnxTensor input =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), shape);
        OrtSession.Result result = session.run(Map.of(OnnxHeader.SEQUENCE, input))) {
      return (float[][][]) result.get(TrainedForecast.OUTPUT).orElseThrow().getValue();
    }
  }

  @Test
  void equalSeedsGiveEqualFilesAndOthersDoNot() {
    Hyperparameters settings = small("epochs", "1");
    byte[] first = trained(settings, 3).onnx(header());
    assertThat(trained(settings, 3).onnx(header())).isEqualTo(first);
    assertThat(trained(settings, 4).onnx(header())).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.1,0.5,0.8", "0.9,0.1", "0.5", "0,1", "a,b"})
  void levelsThatBoundNoIntervalsAreRefused(String levels) {
    assertThatThrownBy(() -> trained(small("quantiles", levels), 3))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("TRAINING_OPTION_INVALID: option=quantiles");
  }
}
