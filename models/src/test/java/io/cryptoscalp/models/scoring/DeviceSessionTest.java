package io.cryptoscalp.models.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import io.cryptoscalp.models.ModelException;
import io.cryptoscalp.models.Sha256;
import io.cryptoscalp.models.onnx.LogisticModel;
import io.cryptoscalp.models.onnx.LogisticOnnx;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import io.cryptoscalp.models.registry.GoldenVectors;
import io.cryptoscalp.models.registry.ModelCard;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelRegistry;
import io.cryptoscalp.models.scoring.ProviderChoice.Wanted;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a model's answers when its device is missing, wrong or lost? */
class DeviceSessionTest {
  private static final List<String> NAMES = List.of("a", "b");
  private static final FeatureLayout LAYOUT = new FeatureLayout("v1", NAMES);
  private static final float[][] GOLDEN = {{0, 1}, {1, 0}, {-2, 3}};
  private static final int BATCH = 4;

  @TempDir Path root;
  private final LentDevice device = new LentDevice();

  @AfterEach
  void nothingStaysOpen() {
    assertThat(ScoringSession.openSessions()).isZero();
    assertThat(device.closed).hasValue(device.opened.get());
  }

  private static byte[] logistic(double bias) {
    return LogisticOnnx.write(
        new LogisticModel(
            "v1", NAMES, 1, new double[2], new double[] {1, 1}, 8, new double[] {0.7, -0.3}, bias));
  }

  /** Answers 0.25 or 0.75 where a is 0 or 1, and fails on anything else. */
  private static byte[] choosy() {
    OnnxGraph graph = new OnnxGraph("choosy");
    String row = graph.input(OnnxHeader.FEATURES, 2);
    String a = graph.node("Slice", row, graph.longs(0), graph.longs(1), graph.longs(1));
    String index = graph.cast(a, OnnxMl.TensorProto.DataType.INT64);
    String table = graph.floats(new float[] {0.25f, 0.75f}, 2);
    String found = graph.node("Gather", Map.of("axis", 0L), table, index);
    graph.output("probability_up", graph.node("Squeeze", found, graph.longs(1)));
    return graph.file(
        new OnnxHeader("test", OnnxHeader.Task.DIRECTION, "v1", NAMES, 1, 0, 1, new TreeMap<>()));
  }

  private ModelFolder register(byte[] onnx, float[][] golden) {
    double[] outputs;
    try (OnnxModel loaded = OnnxModel.load(onnx)) {
      outputs = loaded.score(golden);
    }
    ModelCard card =
        new ModelCard(
            "m",
            "1",
            Sha256.hex(onnx),
            "v1",
            NAMES,
            1,
            "none",
            new TreeMap<>(),
            new TreeMap<>(),
            List.of(),
            "test",
            "Apache-2.0",
            "2026-01-01T00:00:00Z");
    return new ModelRegistry(root).register(card, onnx, new GoldenVectors(golden, outputs));
  }

  private static ProviderChoice choice(Wanted wanted) {
    return new ProviderChoice(wanted, 0, ProviderChoice.USUAL_MEMORY, true);
  }

  private ScoringSession open(ModelFolder folder, Wanted wanted) {
    return open(folder, wanted, device);
  }

  private static ScoringSession open(ModelFolder folder, Wanted wanted, DeviceSessions devices) {
    SessionSettings settings = SessionSettings.of(LAYOUT, BATCH).on(choice(wanted), devices);
    return ScoringSession.open(folder, folder.card().sha256(), settings);
  }

  /** Scores batches of rows that are all different; the first number of rows differs in turn. */
  private static double[] answers(ScoringSession session, int batches) {
    double[] answers = new double[batches * BATCH];
    for (int batch = 0; batch < batches; batch++) {
      int rows = 1 + batch % BATCH;
      for (int row = 0; row < rows; row++) {
        session.put(row, new double[] {batch * 0.01, row * 0.1});
      }
      session.run(rows);
      for (int row = 0; row < rows; row++) {
        answers[batch * BATCH + row] = session.probabilityUp(row);
      }
    }
    return answers;
  }

  private static double[] onCpu(ModelFolder folder, int batches) {
    try (ScoringSession cpu = ScoringSession.open(folder, folder.card().sha256(), LAYOUT, BATCH)) {
      return answers(cpu, batches);
    }
  }

  @Test
  void aBuildWithoutTheProviderAnswersTheSameAndSaysWhy() {
    ModelFolder folder = register(logistic(0.1), GOLDEN);
    double[] expected = onCpu(folder, 12);
    String problem = new CudaSessions().problem(choice(Wanted.CUDA));
    org.junit.jupiter.api.Assumptions.assumeFalse(problem.isEmpty(), "this machine has CUDA");
    try (ScoringSession session = open(folder, Wanted.CUDA, new CudaSessions())) {
      assertThat(session.provider()).isEqualTo(Provider.CPU);
      assertThat(session.fallback())
          .isEqualTo(problem)
          .matches("PROVIDER_[A-Z]+: provider=CUDA .*");
      assertThat(session.fallbackNews()).isEqualTo(problem);
      assertThat(session.fallbackNews()).isEmpty();
      assertThat(answers(session, 12)).isEqualTo(expected);
      assertThat(ScoringSession.openSessions()).isOne();
    }
    try (ScoringSession session = open(folder, Wanted.AUTO, new CudaSessions())) {
      assertThat(session.provider()).isEqualTo(Provider.CPU);
      assertThat(session.fallback()).as("nobody insisted").isEmpty();
      assertThat(answers(session, 12)).isEqualTo(expected);
    }
  }

  @Test
  void aDeviceThatIsThereAnswers() {
    ModelFolder folder = register(logistic(0.1), GOLDEN);
    double[] expected = onCpu(folder, 12);
    for (Wanted wanted : List.of(Wanted.CUDA, Wanted.AUTO)) {
      try (ScoringSession session = open(folder, wanted)) {
        int before = device.runs.get();
        assertThat(session.provider()).isEqualTo(Provider.CUDA);
        assertThat(session.fallback()).isEmpty();
        assertThat(answers(session, 12)).isEqualTo(expected);
        assertThat(device.runs.get()).isGreaterThanOrEqualTo(before + 12);
      }
    }
    try (ScoringSession session = open(folder, Wanted.CPU)) {
      assertThat(session.provider()).isEqualTo(Provider.CPU);
      assertThat(device.opened).as("not asked for").hasValue(2);
    }
  }

  @Test
  void handlesShareASessionOnlyWhereItRunsInTheSamePlace() {
    ModelFolder folder = register(logistic(0.1), GOLDEN);
    try (ScoringSession cpu = open(folder, Wanted.CPU);
        ScoringSession one = open(folder, Wanted.CUDA);
        ScoringSession two = open(folder, Wanted.CUDA);
        ScoringSession other = open(folder, Wanted.CUDA, new LentDevice())) {
      assertThat(device.opened).hasValue(1);
      assertThat(ScoringSession.openSessions()).as("CPU, device, other device").isEqualTo(3);
      assertThat(List.of(cpu.provider(), one.provider(), two.provider(), other.provider()))
          .containsExactly(Provider.CPU, Provider.CUDA, Provider.CUDA, Provider.CUDA);
    }
  }

  @Test
  void aDeviceThatRefusesTheFileLeavesItToTheCpu() {
    ModelFolder folder = register(logistic(0.1), GOLDEN);
    double[] expected = onCpu(folder, 4);
    device.refuses = true;
    try (ScoringSession session = open(folder, Wanted.AUTO)) {
      assertThat(session.provider()).isEqualTo(Provider.CPU);
      assertThat(session.fallback())
          .isEqualTo("PROVIDER_SESSION_FAILED: device=0 reason=out of memory");
      assertThat(answers(session, 4)).isEqualTo(expected);
    }
  }

  @Test
  void aDeviceThatAnswersSomethingElseIsNotBelieved() {
    ModelFolder folder = register(logistic(0.1), GOLDEN);
    double[] expected = onCpu(folder, 4);
    device.another = logistic(0.11);
    try (ScoringSession session = open(folder, Wanted.CUDA)) {
      assertThat(session.provider()).isEqualTo(Provider.CPU);
      assertThat(session.fallback())
          .startsWith("PROVIDER_WARM_UP_FAILED: MODEL_GOLDEN_MISMATCH: index=0");
      assertThat(answers(session, 4)).isEqualTo(expected);
    }
  }

  @Test
  void aDeviceLostAtAnyRunLosesAndDoublesNothing() {
    ModelFolder folder = register(logistic(0.1), GOLDEN);
    double[] expected = onCpu(folder, 12);
    try (ScoringSession session = open(folder, Wanted.CUDA)) {
      assertThat(session.provider()).isEqualTo(Provider.CUDA);
    }
    int checks = device.runs.get();
    device.failsToClose = true;
    for (int lost = 1; lost <= 12; lost++) {
      device.runs.set(0);
      device.failsFrom = checks + lost;
      try (ScoringSession session = open(folder, Wanted.CUDA)) {
        assertThat(session.provider()).isEqualTo(Provider.CUDA);
        assertThat(answers(session, 12)).as("lost at run %s", lost).isEqualTo(expected);
        assertThat(device.runs).as("not asked again").hasValue(checks + lost);
        assertThat(session.provider()).isEqualTo(Provider.CPU);
        assertThat(session.fallbackNews())
            .isEqualTo("PROVIDER_RUN_FAILED: MODEL_RUN_FAILED: reason=device lost");
        assertThat(session.fallbackNews()).isEmpty();
        assertThat(ScoringSession.openSessions()).as("the CPU's alone").isOne();
      }
    }
  }

  @Test
  void aDeviceLostWhileItIsCheckedLeavesTheModelToTheCpu() {
    ModelFolder folder = register(logistic(0.1), GOLDEN);
    double[] expected = onCpu(folder, 4);
    for (int lost = 1; lost <= 40; lost += 13) {
      device.runs.set(0);
      device.failsFrom = lost;
      try (ScoringSession session = open(folder, Wanted.CUDA)) {
        assertThat(session.fallback()).startsWith("PROVIDER_WARM_UP_FAILED: MODEL_RUN_FAILED");
        assertThat(answers(session, 4)).isEqualTo(expected);
      }
    }
  }

  @Test
  void rowsOnWhichTheGraphFailsDoNotCostTheDevice() {
    ModelFolder folder = register(choosy(), new float[][] {{0, 0}, {1, 0}});
    try (ScoringSession session = open(folder, Wanted.CUDA)) {
      session.put(0, new double[] {1, 0});
      session.put(1, new double[] {7, 0});
      assertThatThrownBy(() -> session.run(2))
          .isInstanceOf(ModelException.class)
          .hasMessageStartingWith("MODEL_RUN_FAILED");
      assertThat(session.provider()).isEqualTo(Provider.CUDA);
      assertThat(session.fallback()).isEmpty();
      int before = device.runs.get();
      session.runRow(0);
      assertThat(session.probabilityUp(0)).isEqualTo(0.75);
      assertThat(device.runs).hasValue(before + 1);
    }
  }

  @Test
  void filesOfTreesStayOnTheCpu() {
    OnnxGraph graph = new OnnxGraph("ml");
    String row = graph.input(OnnxHeader.FEATURES, 2);
    graph.output("y", graph.mlNode("Scaler", Map.of(), row), 2);
    byte[] trees = graph.file(new TreeMap<>());

    assertThat(OpsetImports.of(trees)).contains("ai.onnx.ml");
    assertThat(new CudaSessions().hasKernels(trees)).isFalse();
    assertThat(OpsetImports.of(logistic(0))).containsExactly("");
    assertThat(new CudaSessions().hasKernels(logistic(0))).isTrue();
    for (int length = 0; length < trees.length; length++) { // a damaged file does no harm
      OpsetImports.of(java.util.Arrays.copyOf(trees, length));
    }
  }
}
