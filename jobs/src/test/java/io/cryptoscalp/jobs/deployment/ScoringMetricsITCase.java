package io.cryptoscalp.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cryptoscalp.engine.ensemble.EnsembleOptions;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.onnx.LogisticModel;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.models.scoring.CudaSessions;
import io.cryptoscalp.models.scoring.FeatureLayout;
import io.cryptoscalp.models.scoring.ProviderChoice;
import io.cryptoscalp.operators.scoring.ScoringGuards;
import io.cryptoscalp.operators.scoring.ScoringOperator;
import io.cryptoscalp.operators.stream.StreamEventSerializer;
import io.cryptoscalp.operators.stream.StreamKeys;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does Prometheus get the figures of scoring that alerts and dashboards read, and do they say so
 * when a model that asks for CUDA runs on the CPU?
 */
class ScoringMetricsITCase {
  private static final String OPERATOR = MetricNamesITCase.OPERATOR;
  private static final String MODEL = OPERATOR + "model_";

  /** What the scoring operator registers and somebody reads. */
  static final Set<String> NAMES =
      Set.of(
          OPERATOR + "predictions",
          OPERATOR + "predictionsInvalid",
          OPERATOR + "scoringBatches",
          OPERATOR + "scoringLatencyNs",
          OPERATOR + "modelsActivated",
          OPERATOR + "modelsRejected",
          OPERATOR + "modelsCutOff",
          OPERATOR + "openModelSessions",
          MODEL + "modelAnswers",
          MODEL + "modelLeftOut",
          MODEL + "modelOutOfDistribution",
          MODEL + "modelLatencyNs",
          MODEL + "modelOnDevice",
          MODEL + "modelFellBack",
          MODEL + "modelFallbacks");

  private static final List<String> FEATURES = List.of("a", "b");

  @Test
  void everyFigureOfScoringIsShown() {
    assertThat(MonitoringFiles.flinkMetrics()).containsAll(NAMES);
    assertThat(MonitoringFiles.flinkMetrics())
        .filteredOn(name -> name.startsWith(MODEL))
        .isSubsetOf(NAMES);
  }

  @Test
  void aModelThatAsksForCudaWithoutCudaSaysThatItFellBack(@TempDir Path folder) throws Exception {
    ProviderChoice cuda =
        new ProviderChoice(ProviderChoice.Wanted.CUDA, 0, ProviderChoice.USUAL_MEMORY, true);
    Assumptions.assumeFalse(new CudaSessions().problem(cuda).isEmpty(), "this machine has CUDA");
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    JobClient job = start(register(folder), cuda, port, folder.resolve("checkpoints"));
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () -> {
                List<String> lines = MetricNamesITCase.scrape(port);
                Set<String> missing = new TreeSet<>(NAMES);
                lines.forEach(line -> missing.remove(line.split("[{ ]", 2)[0]));
                assertThat(missing).isEmpty();
                assertThat(value(lines, "modelFellBack")).isEqualTo(1);
                assertThat(value(lines, "modelFallbacks")).isEqualTo(1);
                assertThat(value(lines, "modelOnDevice")).isZero();
                assertThat(value(lines, "modelAnswers")).isPositive();
              });
    } finally {
      job.cancel().get();
    }
  }

  private static double value(List<String> lines, String metric) {
    List<String> found =
        lines.stream()
            .filter(line -> line.startsWith(MODEL + metric + "{") && line.contains("model=\"m\""))
            .toList();
    assertThat(found).as(metric).hasSize(1);
    return Double.parseDouble(found.get(0).substring(found.get(0).lastIndexOf(' ') + 1));
  }

  private static JobClient start(
      ModelCommand command, ProviderChoice choice, int port, Path checkpoints) throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(
            MetricNamesITCase.configuration(port, checkpoints));
    environment.setParallelism(1);
    DataStream<StreamEvent> events =
        environment
            .fromSource(
                new NumberSequenceSource(0, Long.MAX_VALUE / 2),
                WatermarkStrategy.noWatermarks(),
                "numbers")
            .uid("numbers")
            .map(new Events(command))
            .uid("events")
            .returns(StreamEventSerializer.TYPE);
    DataStreamUtils.reinterpretAsKeyedStream(events, StreamKeys::instrument, Types.STRING)
        .transform(
            "scoring",
            StreamEventSerializer.TYPE,
            new ScoringOperator(
                new FeatureLayout("v1", FEATURES),
                1,
                0,
                EnsembleOptions.DEFAULT,
                ScoringGuards.REPEATABLE,
                ModelTrust.ANYONE,
                choice,
                new CudaSessions(),
                () -> 0))
        .uid("scoring")
        .sinkTo(new DiscardingSink<>())
        .uid("end");
    return environment.executeAsync("scoring-metrics");
  }

  private static ModelCommand register(Path root) {
    LogisticModel model =
        new LogisticModel(
            "v1",
            FEATURES,
            1,
            new double[2],
            new double[] {1, 1},
            8,
            new double[] {0.7, -0.3},
            0.1);
    byte[] onnx = LogisticOnnx.write(model);
    float[][] inputs = {{0, 1}};
    ModelCard card =
        new ModelCard(
            "m",
            "1",
            Sha256.hex(onnx),
            "v1",
            FEATURES,
            1,
            "none",
            new TreeMap<>(),
            new TreeMap<>(),
            List.of(),
            "test",
            "Apache-2.0",
            "2026-01-01T00:00:00Z");
    GoldenVectors golden = new GoldenVectors(inputs, new double[] {model.probabilityUp(inputs[0])});
    return new ModelRegistry(root).register(card, onnx, golden).activation(card, 0);
  }

  /** The command, then a snapshot a millisecond. */
  private static final class Events implements MapFunction<Long, StreamEvent> {
    private static final long serialVersionUID = 1L;
    private final String uri;
    private final String sha256;

    Events(ModelCommand command) {
      uri = command.uri();
      sha256 = command.sha256();
    }

    @Override
    public StreamEvent map(Long number) throws InterruptedException {
      if (number == 0) {
        ModelCommand.Kind kind = ModelCommand.Kind.ACTIVATE;
        return new ModelCommand("activate-m", kind, "m", "1", uri, sha256, 0);
      }
      Thread.sleep(1);
      return new FeatureSnapshot(
          "BTCUSDT-PERP.BINANCE",
          number,
          number,
          number,
          "v1",
          new double[] {number % 3, number % 5},
          new long[] {0b11},
          1,
          2,
          Regime.NORMAL,
          1,
          true);
    }
  }
}
