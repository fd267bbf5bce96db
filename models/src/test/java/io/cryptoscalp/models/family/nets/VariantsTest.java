package io.cryptoscalp.models.family.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.PlantedSequences;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.onnx.HalfPrecision;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.onnx.Quantiser;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Do the smaller variants of a file answer nearly as the file itself? */
class VariantsTest {
  private static final int ROWS = 200;
  private static final Dataset ALL = PlantedSequences.of(1_000, 8, 11);
  private static final Dataset TRAIN = PlantedSequences.part(ALL, 0, 600);
  private static final Dataset VALIDATION = PlantedSequences.part(ALL, 600, 800);
  private static final Dataset TEST = PlantedSequences.part(ALL, 800, 1_000);

  static Stream<NetFamily> families() {
    return Stream.of(new LstmFamily(), new GruFamily(), new Cnn1dFamily(), new TransformerFamily());
  }

  @ParameterizedTest
  @MethodSource("families")
  void theyAreSmallerAndNearlyAsGood(NetFamily family) throws Exception {
    Hyperparameters settings =
        family.defaults().with(Map.of("epochs", "2", "layers", "2", "learningRate", "0.005"));
    byte[] file;
    try (TrainedModel model = family.train(TRAIN, VALIDATION, settings, TrainingRun.quiet(7))) {
      file = model.onnx(header(family));
    }
    byte[] half = HalfPrecision.of(file);
    byte[] eight = Quantiser.of(file);
    assertThat(half.length).isLessThan((int) (0.65 * file.length));
    assertThat(half).isEqualTo(HalfPrecision.of(file));
    assertThat(eight).isEqualTo(Quantiser.of(file));
    float[] exact = scores(file, "fp32");
    assertNear(scores(half, "fp16"), exact, 2e-3f, 5e-4);
    if (family instanceof GruFamily) {
      assertThat(scores(eight, "int8")).isEqualTo(exact); // no operator of eight bits
    } else {
      assertThat(eight.length).isLessThan((int) (0.55 * file.length));
      float[] rough = scores(eight, "int8");
      assertThat(rough).isNotEqualTo(exact);
      assertNear(rough, exact, 0.08f, 0.02);
    }
  }

  private static void assertNear(float[] got, float[] exact, float most, double mean) {
    double sum = 0;
    for (int i = 0; i < got.length; i++) {
      assertThat(got[i]).isCloseTo(exact[i], within(most));
      sum += Math.abs(got[i] - exact[i]);
    }
    assertThat(sum / got.length).isLessThan(mean);
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

  private static float[] scores(byte[] file, String precision) throws Exception {
    int width = TEST.steps() * TEST.features();
    float[] values = new float[ROWS * width];
    for (int i = 0; i < ROWS; i++) {
      TEST.sequence(i, values, i * width);
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file);
        OnnxTensor input =
            OnnxTensor.createTensor(
                environment,
                FloatBuffer.wrap(values),
                new long[] {ROWS, TEST.steps(), TEST.features()});
        OrtSession.Result result = session.run(Map.of(OnnxHeader.SEQUENCE, input))) {
      assertThat(
              session
                  .getMetadata()
                  .getCustomMetadata()
                  .getOrDefault("cryptoscalp.precision", "fp32"))
          .isEqualTo(precision);
      return (float[]) result.get(0).getValue();
    }
  }
}
