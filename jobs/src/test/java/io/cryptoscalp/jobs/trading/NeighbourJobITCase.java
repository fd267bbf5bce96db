package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.neighbours.NeighbourOptions;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.registry.ControlJson;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.scoring.OnnxModel;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does a graph model trade in the whole job, told the same at every parallelism? */
@Timeout(300)
class NeighbourJobITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NAMES = List.of("realised_vol_10s", "spread_bps");
  private static final long STEP_NS = 10_000_000_000L;
  private static final NeighbourOptions FOUND =
      new NeighbourOptions(20, 2, 2, STEP_NS, 2 * STEP_NS);
  private static final Map<String, String> CONFIG =
      Map.of(
          "features", "@core",
          "decision.interval", "2s",
          "neighbours.count", "2",
          "neighbours.window", "20",
          "neighbours.lags", "2",
          "neighbours.step", "10s",
          "neighbours.features", "spread_bps,realised_vol_10s");

  @TempDir private Path folder;

  /** Adds up all that it is told, so that every answer shows it. */
  private ModelFolder model() {
    OnnxGraph graph = new OnnxGraph("adding");
    String own = graph.node("ReduceSum", graph.input(OnnxHeader.FEATURES, 2), graph.longs(1));
    String others = flat(graph, graph.input(OnnxHeader.NEIGHBOURS, 2, 2));
    String edges = flat(graph, graph.input(OnnxHeader.EDGES, 2, 4));
    String sum = graph.node("Add", own, graph.node("Add", others, edges));
    graph.output("probability_up", graph.calibrated(sum, 0.05, 0));
    String set = new EngineParts(TradingJobConfig.fromMap(CONFIG)).layout().featureSet();
    TreeMap<String, String> extra = new TreeMap<>();
    extra.put(OnnxHeader.NEIGHBOUR_OPTIONS, FOUND.text());
    byte[] onnx =
        graph.file(
            new OnnxHeader("graph", OnnxHeader.Task.DIRECTION, set, NAMES, 1, 0, STEP_NS, extra));
    float[][] inputs = {new float[14], new float[14]};
    inputs[1][3] = 5;
    double[] outputs;
    try (OnnxModel loaded = OnnxModel.load(onnx)) {
      outputs = loaded.score(inputs);
    }
    ModelCard card =
        new ModelCard(
            "graph",
            "v1",
            Sha256.hex(onnx),
            set,
            NAMES,
            STEP_NS,
            "d",
            new TreeMap<>(),
            new TreeMap<>(),
            List.of(),
            "c",
            "Apache-2.0",
            "2026-01-01T00:00:00Z");
    return new ModelRegistry(folder.resolve("models"))
        .register(card, onnx, new GoldenVectors(inputs, outputs));
  }

  private static String flat(OnnxGraph graph, String input) {
    String flat = graph.node("Flatten", Map.of("axis", 1L), input);
    return graph.node("ReduceSum", flat, graph.longs(1));
  }

  @Test
  void aGraphModelAnswersAlikeAtEveryParallelism() throws Exception {
    ModelFolder model = model();
    try (TradingRig rig = new TradingRig(folder.resolve("rig"))) {
      ModelCommand command =
          new ModelCommand(
              "activate",
              ModelCommand.Kind.ACTIVATE,
              "graph",
              "v1",
              model.path().toUri().toString(),
              model.card().sha256(),
              0);
      rig.send("control", ControlJson.encode(command));
      rig.publish(
          TradingRig.synthetic(
              7, 3, "BTCUSDT-PERP.BINANCE", "ETHUSDT-PERP.BINANCE", "SOLUSDT-PERP.BINANCE"),
          Duration.ofMinutes(20));
      SortedMap<String, String> one = run(rig, 1, 0);
      SortedMap<String, String> two = run(rig, 2, rows(rig));
      assertThat(one).hasSizeGreaterThan(300);
      // the command arrives whenever it does: what both runs answered must be equal
      TreeMap<String, String> both = new TreeMap<>(one);
      both.keySet().retainAll(two.keySet());
      assertThat(both).hasSizeGreaterThan(300);
      both.forEach((key, answer) -> assertThat(two).containsEntry(key, answer));
    }
  }

  private static int rows(TradingRig rig) throws Exception {
    return rig.rows().getOrDefault(ResultTable.PREDICTIONS, List.of()).size();
  }

  /** Valid predictions by instrument and time. */
  private static SortedMap<String, String> run(TradingRig rig, int parallelism, int before)
      throws Exception {
    try (LocalFlink flink = new LocalFlink(new Configuration(), parallelism, 0, 0)) {
      rig.runBounded(flink, parallelism, CONFIG);
    }
    List<String> all = rig.rows().getOrDefault(ResultTable.PREDICTIONS, List.of());
    TreeMap<String, String> answers = new TreeMap<>();
    for (String row : all.subList(before, all.size())) {
      JsonNode prediction = JSON.readTree(row);
      if (prediction.get("valid").asInt() == 1 || prediction.get("valid").asBoolean()) {
        answers.put(
            prediction.get("instrument").asText() + "@" + prediction.get("event_time_ns").asText(),
            prediction.get("probability_up").asText());
      }
    }
    return answers;
  }
}
