package io.cryptoscalp.operators.scoring;

import ai.onnx.proto.OnnxMl;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelCommand.Role;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.scoring.OnnxModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Small graphs of feature a that answer, or do not, in ways that are easy to foresee. */
final class GraphFixture {
  static final long HORIZON = 1_000_000_000L;
  private static final List<String> NAMES = List.of("a");

  private final ModelRegistry registry;

  GraphFixture(Path root) {
    registry = new ModelRegistry(root);
  }

  /** Answers feature a itself, whatever it is. */
  static byte[] echo() {
    return echo(new TreeMap<>());
  }

  static byte[] echo(SortedMap<String, String> extra) {
    OnnxGraph graph = new OnnxGraph("echo");
    String a = graph.input(OnnxHeader.FEATURES, 1);
    graph.output("probability_up", graph.node("Squeeze", a, graph.longs(1)));
    return graph.file(header(extra));
  }

  /** Answers a constant, whatever feature a is. */
  static byte[] constant(double probability) {
    OnnxGraph graph = new OnnxGraph("constant");
    String a = graph.input(OnnxHeader.FEATURES, 1);
    String same = graph.node("Equal", a, a); // even where a is no number
    String one = graph.cast(same, OnnxMl.TensorProto.DataType.FLOAT);
    String none = graph.node("Mul", one, graph.number(0));
    String sum = graph.node("Add", none, graph.number((float) probability));
    graph.output("probability_up", graph.node("Squeeze", sum, graph.longs(1)));
    return graph.file(header(new TreeMap<>()));
  }

  /** Answers 0.25 or 0.75 where a is 0 or 1, and fails on anything else. */
  static byte[] failing() {
    OnnxGraph graph = new OnnxGraph("failing");
    String a = graph.input(OnnxHeader.FEATURES, 1);
    String index = graph.cast(a, OnnxMl.TensorProto.DataType.INT64);
    String found =
        graph.node(
            "Gather", Map.of("axis", 0L), graph.floats(new float[] {0.25f, 0.75f}, 2), index);
    graph.output("probability_up", graph.node("Squeeze", found, graph.longs(1)));
    return graph.file(header(new TreeMap<>()));
  }

  /** Goes round a loop as many times as the largest a of the batch says. */
  static byte[] looping() {
    OnnxGraph graph = new OnnxGraph("looping");
    String a = graph.input(OnnxHeader.FEATURES, 1);
    String most = graph.node("ReduceMax", Map.of("keepdims", 0L), a);
    String rounds = graph.cast(most, OnnxMl.TensorProto.DataType.INT64);
    String half = graph.node("Add", graph.node("Mul", a, graph.number(0)), graph.number(0.5f));
    String looped = graph.node("Loop", Map.of("body", body()), rounds, "", half);
    graph.output("probability_up", graph.node("Squeeze", looped, graph.longs(1)));
    return graph.file(header(new TreeMap<>()));
  }

  /** Hands the value on, by way of a sum with nothing. */
  private static OnnxMl.GraphProto body() {
    int bool = OnnxMl.TensorProto.DataType.BOOL.getNumber();
    int whole = OnnxMl.TensorProto.DataType.INT64.getNumber();
    int real = OnnxMl.TensorProto.DataType.FLOAT.getNumber();
    return OnnxMl.GraphProto.newBuilder()
        .setName("body")
        .addInput(scalar("round", whole))
        .addInput(scalar("go", bool))
        .addInput(column("in", real))
        .addInitializer(
            OnnxMl.TensorProto.newBuilder().setName("nothing").setDataType(real).addFloatData(0))
        .addNode(node("Identity", "goes", "go"))
        .addNode(node("Add", "out", "in", "nothing"))
        .addOutput(scalar("goes", bool))
        .addOutput(column("out", real))
        .build();
  }

  private static OnnxMl.NodeProto node(String operator, String output, String... inputs) {
    return OnnxMl.NodeProto.newBuilder()
        .setOpType(operator)
        .addAllInput(List.of(inputs))
        .addOutput(output)
        .build();
  }

  private static OnnxMl.ValueInfoProto scalar(String name, int type) {
    return value(name, type, OnnxMl.TensorShapeProto.newBuilder());
  }

  private static OnnxMl.ValueInfoProto column(String name, int type) {
    return value(
        name,
        type,
        OnnxMl.TensorShapeProto.newBuilder()
            .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
            .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(1)));
  }

  private static OnnxMl.ValueInfoProto value(
      String name, int type, OnnxMl.TensorShapeProto.Builder shape) {
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
        .build();
  }

  private static OnnxHeader header(SortedMap<String, String> extra) {
    return new OnnxHeader("test", OnnxHeader.Task.DIRECTION, "v1", NAMES, 1, 0, HORIZON, extra);
  }

  /** Registers a graph with golden rows of a = 0 and a = 1 and gives its command. */
  ModelCommand register(String model, String version, byte[] onnx, Role role) {
    return register(model, version, onnx, role, 0, 1);
  }

  ModelCommand register(String model, String version, byte[] onnx, Role role, float... golden) {
    float[][] inputs = new float[golden.length][];
    for (int i = 0; i < golden.length; i++) {
      inputs[i] = new float[] {golden[i]};
    }
    return registerRows(model, version, onnx, role, inputs);
  }

  /** Registers a graph with these golden rows and gives its command. */
  ModelCommand registerRows(
      String model, String version, byte[] onnx, Role role, float[][] inputs) {
    double[] outputs;
    try (OnnxModel loaded = OnnxModel.load(onnx)) {
      outputs = loaded.score(inputs);
    }
    ModelCard card =
        new ModelCard(
            model,
            version,
            Sha256.hex(onnx),
            "v1",
            NAMES,
            HORIZON,
            "none",
            new TreeMap<>(),
            new TreeMap<>(),
            List.of(),
            "test",
            "Apache-2.0",
            "2026-01-01T00:00:00Z");
    ModelFolder folder = registry.register(card, onnx, new GoldenVectors(inputs, outputs));
    return new ModelCommand(
        "activate-" + model + "-" + version + "-" + role,
        ModelCommand.Kind.ACTIVATE,
        model,
        version,
        folder.path().toUri().toString(),
        card.sha256(),
        0,
        role);
  }
}
