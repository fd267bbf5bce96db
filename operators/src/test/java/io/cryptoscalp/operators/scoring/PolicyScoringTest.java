package io.cryptoscalp.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.ModelCommand.Role;
import io.cryptoscalp.engine.event.PolicySignal;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.models.onnx.OnnxGraph;
import io.cryptoscalp.models.onnx.OnnxHeader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Are policies asked once a step, by what they themselves want, and is that kept and traded? */
class PolicyScoringTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long STEP = 10 * SECOND;

  @TempDir private Path folder = Path.of("");

  /** Goes with the sign of feature a, and sticks to what it has; no number where a is above 1. */
  private static byte[] graph(int actions) {
    OnnxGraph graph = new OnnxGraph("policy");
    String a = graph.input(OnnxHeader.FEATURES, 1);
    String own = graph.input(OnnxHeader.POSITION, 3);
    float[] byFeature = new float[actions];
    byFeature[0] = -4;
    byFeature[2] = 4;
    float[] byOwn = new float[3 * actions];
    byOwn[0] = -1; // of the side
    byOwn[2] = 1;
    byOwn[actions + 1] = 0.5f; // of the open profit
    byOwn[2 * actions + 1] = 0.25f; // of the time held
    String first = graph.node("MatMul", a, graph.floats(byFeature, 1, actions));
    String second = graph.node("MatMul", own, graph.floats(byOwn, 3, actions));
    String root = graph.node("Sqrt", graph.node("Sub", graph.number(1), a));
    String zero = graph.node("Mul", root, graph.number(0));
    String sum = graph.node("Add", graph.node("Add", first, second), zero);
    graph.output("action_probabilities", graph.node("Softmax", Map.of("axis", 1L), sum), actions);
    SortedMap<String, String> extra = new TreeMap<>();
    extra.put(OnnxHeader.SLIPPAGE_BPS, "0.5");
    return graph.file(
        new OnnxHeader("ppo", OnnxHeader.Task.POLICY, "v1", List.of("a"), 1, STEP, STEP, extra));
  }

  private ModelCommand policy(String model, int actions, Role role) {
    return new GraphFixture(folder.resolve("registry"))
        .registerRows(
            model,
            "1",
            graph(actions),
            role,
            new float[][] {{0.5f, 0, 0, 0}, {-0.5f, 1, 0.25f, 1}});
  }

  private static List<FeatureSnapshot> snapshots(int count) {
    Random random = new Random(3);
    List<FeatureSnapshot> snapshots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      snapshots.add(ModelFixture.snapshot(4L * i * SECOND, random.nextGaussian() / 4, 0));
    }
    return snapshots;
  }

  private static List<PolicySignal> signals(List<StreamEvent> events) {
    List<PolicySignal> signals = new ArrayList<>();
    for (StreamEvent event : events) {
      if (event instanceof PolicySignal signal) {
        signals.add(signal);
      }
    }
    return signals;
  }

  @Test
  void asksOnceAStepAndSaysSoBeforeTheSnapshot() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(1, 0)) {
      harness.send(policy("ppo", 3, Role.CHAMPION));
      harness.send(snapshots(200).toArray(new StreamEvent[0]));
      List<StreamEvent> events = harness.extractOutputValues();
      List<PolicySignal> signals = signals(events);
      assertThat(signals).hasSize(80); // ten seconds a step, four between snapshots
      assertThat(signals).extracting(PolicySignal::side).contains(-1, 1);
      for (int i = 0; i < events.size(); i++) {
        if (events.get(i) instanceof PolicySignal signal) {
          ScoredSnapshot next = (ScoredSnapshot) events.get(i + 1);
          assertThat(next.snapshot().sequence()).isEqualTo(signal.sequence());
          assertThat(next.snapshot().eventTimeNs()).isEqualTo(signal.eventTimeNs());
        }
      }
      assertThat(harness.scored()).hasSize(200).noneMatch(Prediction::valid);
      assertThat(choices(harness)).hasSize(80).allMatch(row -> row.contains("\"traded\":true"));
    }
  }

  @Test
  void aRestoreInTheMiddleChangesNothing() throws Exception {
    List<FeatureSnapshot> all = snapshots(200);
    ModelCommand command = policy("ppo", 3, Role.CHAMPION);
    List<StreamEvent> whole;
    try (ScoringHarness harness = ScoringHarness.open(1, 0)) {
      harness.send(command);
      harness.send(all.toArray(new StreamEvent[0]));
      whole = new ArrayList<>(harness.extractOutputValues());
    }
    List<StreamEvent> parts = new ArrayList<>();
    OperatorSubtaskState state;
    try (ScoringHarness harness = ScoringHarness.open(1, 0)) {
      harness.send(command);
      harness.send(all.subList(0, 77).toArray(new StreamEvent[0]));
      harness.getOneInputOperator().prepareSnapshotPreBarrier(1);
      state = harness.snapshot(1, 1);
      parts.addAll(harness.extractOutputValues());
    }
    try (ScoringHarness harness = new ScoringHarness(1, 0)) {
      harness.initializeState(state);
      harness.open();
      harness.send(all.subList(77, 200).toArray(new StreamEvent[0]));
      parts.addAll(harness.extractOutputValues());
    }
    assertThat(signals(parts)).isEqualTo(signals(whole)).hasSize(80);
  }

  @Test
  void aShadowIsRecordedAndNeverTraded() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(1, 0)) {
      harness.send(policy("shade", 3, Role.SHADOW));
      harness.send(snapshots(50).toArray(new StreamEvent[0]));
      assertThat(signals(harness.extractOutputValues())).isEmpty();
      assertThat(choices(harness))
          .hasSize(20)
          .allMatch(row -> row.contains("\"traded\":false") && row.contains("\"valid\":true"));
    }
  }

  @Test
  void aFileOfAnotherNumberOfActionsIsRefused() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(1, 0)) {
      harness.send(policy("ppo", 4, Role.CHAMPION));
      harness.send(snapshots(5).toArray(new StreamEvent[0]));
      assertThat(harness.modelEvents().get(0).outcome()).isEqualTo("REJECTED");
      assertThat(harness.modelEvents().get(0).code())
          .isEqualTo("MODEL_INPUT_SHAPE: field=output.columns expected=3 got=4");
      assertThat(signals(harness.extractOutputValues())).isEmpty();
    }
  }

  @Test
  void anAnswerThatIsNoNumberIsLeftOutWithItsCode() throws Exception {
    try (ScoringHarness harness = ScoringHarness.open(1, 0)) {
      harness.send(policy("ppo", 3, Role.CHAMPION));
      harness.send(ModelFixture.snapshot(0, 0.5, 0), ModelFixture.snapshot(STEP, 1.5, 0));
      assertThat(signals(harness.extractOutputValues())).hasSize(1);
      assertThat(choices(harness).get(1))
          .contains("\"code\":\"MODEL_OUTPUT_INVALID\"", "\"valid\":false", "\"chances\":[]");
    }
  }

  private static List<String> choices(ScoringHarness harness) {
    return harness.rows().stream().filter(row -> row.startsWith("MODEL_CHOICES")).toList();
  }
}
