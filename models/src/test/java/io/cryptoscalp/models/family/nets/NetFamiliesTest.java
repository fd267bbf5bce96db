package io.cryptoscalp.models.family.nets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.cryptoscalp.models.dataset.Dataset;
import io.cryptoscalp.models.family.Hyperparameters;
import io.cryptoscalp.models.family.PlantedSequences;
import io.cryptoscalp.models.family.TrainedModel;
import io.cryptoscalp.models.family.TrainingProgress;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Does every network learn, repeat itself, resume, and leave Java unchanged? */
class NetFamiliesTest {
  private static final int STEPS = 8;
  private static final Dataset ALL = PlantedSequences.of(1_200, STEPS, 11);
  private static final Dataset TRAIN = PlantedSequences.part(ALL, 0, 800);
  private static final Dataset VALIDATION = PlantedSequences.part(ALL, 800, 1_000);
  private static final Dataset TEST = PlantedSequences.part(ALL, 1_000, 1_200);

  static Stream<NetFamily> families() {
    return Stream.of(new LstmFamily(), new GruFamily(), new Cnn1dFamily(), new TransformerFamily());
  }

  private static Hyperparameters small(NetFamily family) {
    return family
        .defaults()
        .with(
            Map.of(
                "hidden",
                "16",
                "layers",
                "2",
                "batch",
                "64",
                "epochs",
                "12",
                "learningRate",
                "0.01"));
  }

  private static OnnxHeader header(NetFamily family) {
    return new OnnxHeader(
        family.id(),
        OnnxHeader.Task.DIRECTION,
        TRAIN.featureSet(),
        TRAIN.featureNames(),
        STEPS,
        60_000_000_000L,
        60_000_000_000L,
        new TreeMap<>());
  }

  @ParameterizedTest
  @MethodSource("families")
  void itFindsWhatWasPlanted(NetFamily family) {
    try (TrainedModel model =
        family.train(TRAIN, VALIDATION, small(family), TrainingRun.quiet(7))) {
      float[] forecasts = model.predict(TEST);
      double loss = 0;
      double base = 0;
      double rate = (double) TRAIN.upCount() / TRAIN.size();
      for (int i = 0; i < forecasts.length; i++) {
        loss -= Math.log(TEST.up(i) ? forecasts[i] : 1 - forecasts[i]);
        base -= Math.log(TEST.up(i) ? rate : 1 - rate);
      }
      assertThat(loss).isLessThan(0.8 * base);
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void theFileAnswersAsTheTrainer(NetFamily family) throws Exception {
    try (TrainedModel model =
            family.train(TRAIN, VALIDATION, shortRun(family), TrainingRun.quiet(7));
        OrtSession session =
            OrtEnvironment.getEnvironment().createSession(model.onnx(header(family)))) {
      float[] expected = model.predict(TEST);
      assertThat(expected[0]).isNotEqualTo(expected[1]);
      for (int batch : new int[] {1, 7, 32}) {
        for (int from = 0; from + batch <= 2 * batch; from += batch) {
          float[] got = score(session, TEST, from, batch);
          for (int i = 0; i < batch; i++) {
            assertThat(got[i]).isCloseTo(expected[from + i], within(1e-5f));
          }
        }
      }
    }
  }

  private static Hyperparameters shortRun(NetFamily family) {
    return small(family).with(Map.of("epochs", "3"));
  }

  private static float[] score(OrtSession session, Dataset data, int from, int count)
      throws Exception {
    int width = data.steps() * data.features();
    float[] values = new float[count * width];
    for (int i = 0; i < count; i++) {
      data.sequence(from + i, values, i * width);
    }
    long[] shape = {count, data.steps(), data.features()};
    try (OnnxTensor input =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), shape);
        OrtSession.Result result = session.run(Map.of(OnnxHeader.SEQUENCE, input))) {
      return (float[]) result.get(0).getValue();
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void equalSeedsGiveEqualFilesAndOthersDoNot(NetFamily family) {
    byte[] first = trained(family, TrainingRun.quiet(3));
    assertThat(trained(family, TrainingRun.quiet(3))).isEqualTo(first);
    assertThat(trained(family, TrainingRun.quiet(4))).isNotEqualTo(first);
  }

  @Test
  void trainingsSideBySideEndAsAlone() throws Exception {
    NetFamily family = new TransformerFamily();
    byte[] alone = trained(family, TrainingRun.quiet(3));
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Future<byte[]> one = pool.submit(() -> trained(family, TrainingRun.quiet(3)));
      Future<byte[]> other = pool.submit(() -> trained(family, TrainingRun.quiet(4)));
      assertThat(one.get()).isEqualTo(alone);
      assertThat(other.get()).isEqualTo(trained(family, TrainingRun.quiet(4)));
    } finally {
      pool.shutdown();
    }
  }

  private static byte[] trained(NetFamily family, TrainingRun run) {
    try (TrainedModel model = family.train(TRAIN, VALIDATION, shortRun(family), run)) {
      return model.onnx(header(family));
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void anInterruptedRunEndsAsIfItHadNotBeen(NetFamily family, @TempDir Path folder)
      throws Exception {
    List<Integer> rounds = new ArrayList<>();
    TrainingProgress stops =
        (id, done, of, train, validation) -> {
          rounds.add(done);
          if (done == 2) {
            throw new IllegalStateException("power cut");
          }
        };
    assertThatThrownBy(() -> trained(family, new TrainingRun(3, 1, stops, folder)))
        .hasMessage("power cut");
    TrainingProgress goesOn = (id, done, of, train, validation) -> rounds.add(done);
    byte[] resumed = trained(family, new TrainingRun(3, 1, goesOn, folder));
    assertThat(rounds).containsExactly(1, 2, 3);
    assertThat(resumed).isEqualTo(trained(family, TrainingRun.quiet(3)));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }
}
