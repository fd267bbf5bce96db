package io.cryptoscalp.models.family.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.testing.RecordedCandles;
import io.cryptoscalp.models.family.TrainingRun;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartFamilyTest {
  private static final ChartExamples TRAIN = Charts.synthetic(80_000, 1);
  private static final ChartExamples VALIDATION = Charts.synthetic(16_000, 2);
  private static final ChartExamples UNSEEN = Charts.synthetic(16_000, 3);
  private static final Map<String, String> SMALL = Map.of("epochs", "8");
  private final ChartFamily family = new ChartFamily();

  @TempDir private Path folder;

  @Test
  void everyClassOccursInSyntheticCharts() {
    for (int count : TRAIN.counts()) {
      assertThat(count).isGreaterThanOrEqualTo(20);
    }
    assertThat(Charts.synthetic(2_000, 9).hash()).isEqualTo(Charts.synthetic(2_000, 9).hash());
  }

  @Test
  void tellsPatternsItHasNotSeenAndAnswersAlikeAsAFile() throws OrtException {
    TrainedChart trained = train(8, TrainingRun.quiet(1));
    int most = Arrays.stream(UNSEEN.counts()).max().orElseThrow();
    double accuracy = trained.accuracy(UNSEEN);
    assertThat(accuracy).isGreaterThan((double) most / UNSEEN.size() + 0.2);
    byte[] file = trained.onnx(header());
    assertThat(trained.onnx(header())).isEqualTo(file);
    float[][] expected = trained.predict(UNSEEN);
    for (int batch : new int[] {1, 7, 32}) {
      float[][] got = run(file, batch);
      for (int i = 0; i < batch; i++) {
        for (int k = 0; k < expected[i].length; k++) {
          assertThat(got[i][k]).isCloseTo(expected[i][k], within(1e-5f));
        }
      }
    }
  }

  @Test
  void withRecordedCandlesItTellsThoseOfAnotherInstrument() {
    ChartExamples learnt = Charts.synthetic(40_000, 1);
    for (String symbol : List.of("ALGO", "AVAX", "DOT")) {
      learnt.add(Charts.instrument(), recorded(symbol));
    }
    ChartExamples other = new ChartExamples();
    other.add(Charts.instrument(), recorded("LINK"));
    ChartExamples stopping = new ChartExamples();
    stopping.add(Charts.instrument(), recorded("NEAR"));
    Map<String, String> settings = Map.of("epochs", "6");
    TrainedChart trained =
        family.train(learnt, stopping, family.defaults().with(settings), TrainingRun.quiet(1));
    int most = Arrays.stream(other.counts()).max().orElseThrow();
    assertThat(other.size()).isGreaterThan(500);
    assertThat(trained.accuracy(other)).isGreaterThan((double) most / other.size() + 0.1);
  }

  private static List<Bar> recorded(String symbol) {
    return RecordedCandles.load(
        Charts.instrument(),
        "klines-1m-binance-usdm-2026-02/" + symbol + "USDT-1m-2026-02.csv.gz",
        60_000_000_000L,
        0,
        Long.MAX_VALUE);
  }

  @Test
  void aRunThatWasInterruptedEndsInTheSameNetwork() {
    byte[] whole = train(3, TrainingRun.quiet(4)).onnx(header());
    TrainingRun dying =
        new TrainingRun(
            4,
            1,
            (id, done, of, trainLoss, validationLoss) -> {
              if (done == 2) {
                throw new IllegalStateException("killed");
              }
            },
            folder);
    assertThatThrownBy(() -> train(3, dying)).hasMessage("killed");
    TrainingRun resumed = new TrainingRun(4, 1, dying.progress(), folder);
    int[] rounds = {0};
    byte[] again =
        train(3, new TrainingRun(4, 1, (id, done, of, a, b) -> rounds[0]++, resumed.checkpoints()))
            .onnx(header());
    assertThat(again).isEqualTo(whole);
    assertThat(rounds[0]).isEqualTo(1);
  }

  private TrainedChart train(int epochs, TrainingRun run) {
    Map<String, String> settings = new TreeMap<>(SMALL);
    settings.put("epochs", "" + epochs);
    return family.train(TRAIN, VALIDATION, family.defaults().with(settings), run);
  }

  private static OnnxHeader header() {
    return new OnnxHeader(
        ChartFamily.ID, OnnxHeader.Task.PATTERN, "chart", List.of(), 64, 0, 0, new TreeMap<>());
  }

  private static float[][] run(byte[] file, int batch) throws OrtException {
    FloatBuffer pixels = FloatBuffer.allocate(batch * ChartImage.SIZE);
    for (int i = 0; i < batch; i++) {
      pixels.put(UNSEEN.image(i));
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {batch, ChartImage.LAYERS, ChartImage.HEIGHT, ChartImage.WIDTH};
    try (OrtSession session = environment.createSession(file);
        OnnxTensor images = OnnxTensor.createTensor(environment, pixels.flip(), shape);
        OrtSession.Result result = session.run(Map.of(TrainedChart.INPUT, images))) {
      return (float[][]) result.get(TrainedChart.OUTPUT).orElseThrow().getValue();
    }
  }
}
