package io.cryptoscalp.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.DecisionEvidence;
import io.cryptoscalp.engine.event.DecisionEvidence.Voice;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.models.registry.ModelFolder;
import io.cryptoscalp.models.registry.ModelTrust;
import io.cryptoscalp.operators.explain.DecisionToExplain;
import io.cryptoscalp.operators.explain.ExplainOperator;
import io.cryptoscalp.operators.explain.ExplainOptions;
import io.cryptoscalp.operators.results.Column;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.results.RowDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Is every decision that was acted on explained, within the limits, and does it add up? */
class ExplainedDecisionsTest {
  private static final ExplainOptions AT_ONCE = new ExplainOptions(true, 0, 1, 4096, 0, 256);

  @TempDir private Path folder;
  private ModelFixture models;
  private ModelCommand first;
  private ModelCommand second;

  @BeforeEach
  void register() {
    models = new ModelFixture(folder);
    first = models.register("v1", ModelFixture.model(0.5), 0);
    second = models.register("v2", ModelFixture.model(-1), 0);
  }

  private static Harness open(ExplainOptions options) throws Exception {
    Harness harness = new Harness(options);
    harness.open();
    return harness;
  }

  /** A decision of both models. */
  private DecisionToExplain decision(long time, String... intents) {
    FeatureSnapshot asked = ModelFixture.snapshot(time, 0.4, 60_003);
    double one = ModelFixture.expected(ModelFixture.model(0.5), asked);
    double other = ModelFixture.expected(ModelFixture.model(-1), asked);
    double odds = 0.25 * Math.log(one / (1 - one)) + 0.75 * Math.log(other / (1 - other));
    Prediction prediction =
        new Prediction(
            asked.instrument(),
            time,
            asked.receiveTimeNs(),
            asked.sequence(),
            "ensemble",
            "baseline@v1+baseline@v2",
            1 / (1 + Math.exp(-odds)),
            true);
    DecisionEvidence evidence =
        new DecisionEvidence(
            asked, List.of(new Voice(first, one, 0.25), new Voice(second, other, 0.75)));
    ScoredSnapshot scored = new ScoredSnapshot(asked.unscaled(), prediction, evidence);
    return new DecisionToExplain(scored, List.of(intents));
  }

  private static double number(Map<String, Object> row, String column) {
    return ((Number) row.get(column)).doubleValue();
  }

  private static double sum(Map<String, Object> row) {
    double sum = number(row, "base") + number(row, "rest") + number(row, "gap");
    for (double part : (double[]) row.get("contributions")) {
      sum += part;
    }
    return sum;
  }

  @Test
  void theTermsOfEachModelAndOfAllTogetherAddUp() throws Exception {
    try (Harness harness = open(AT_ONCE)) {
      harness.send(decision(7, "i1"));
      List<Map<String, Object>> rows = harness.rows(ResultTable.DECISION_EXPLANATIONS);
      assertThat(rows).hasSize(3);
      for (Map<String, Object> row : rows) {
        assertThat(sum(row)).isCloseTo(number(row, "log_odds"), within(1e-9));
        double p = number(row, "probability_up");
        assertThat(number(row, "log_odds")).isCloseTo(Math.log(p / (1 - p)), within(1e-5));
        assertThat(number(row, "gap")).isCloseTo(0, within(1e-5));
        assertThat(number(row, "rest")).isNotZero();
        assertThat((String[]) row.get("features")).containsExactly("c");
        assertThat((double[]) row.get("values")).containsExactly(60_003);
        assertThat((String[]) row.get("intents")).containsExactly("i1");
        assertThat(row.get("traded")).isEqualTo(true);
        assertThat(row.get("code")).isEqualTo("");
      }
      assertThat(rows.get(2).get("scope")).isEqualTo("DECISION");
      assertThat(number(rows.get(2), "log_odds"))
          .isCloseTo(
              0.25 * number(rows.get(0), "log_odds") + 0.75 * number(rows.get(1), "log_odds"),
              within(1e-12));
    }
  }

  @Test
  void whatEachModelWasGivenIsKeptBitForBit() throws Exception {
    try (Harness harness = open(AT_ONCE)) {
      harness.send(decision(7, "i1"));
      List<Map<String, Object>> rows = harness.rows(ResultTable.DECISION_INPUTS);
      assertThat(rows).hasSize(2);
      ByteBuffer bytes =
          ByteBuffer.wrap(Base64.getDecoder().decode((String) rows.get(0).get("inputs")))
              .order(ByteOrder.LITTLE_ENDIAN);
      assertThat(bytes.getFloat()).isEqualTo(60_003f);
      assertThat(bytes.getFloat()).isEqualTo(0.4f);
      assertThat(bytes.hasRemaining()).isFalse();
      assertThat(rows.get(0).get("sha256")).isEqualTo(first.sha256());
    }
  }

  @Test
  void aModelThatCannotBeReadIsSaidByCodeAndTheOthersAreExplained() throws Exception {
    Path file = ModelFolder.of(second.uri()).path().resolve("model.onnx");
    byte[] onnx = Files.readAllBytes(file);
    onnx[onnx.length / 2] ^= 1;
    assertThat(file.toFile().setWritable(true)).isTrue();
    Files.write(file, onnx);
    try (Harness harness = open(AT_ONCE)) {
      harness.send(decision(7, "i1"));
      List<Map<String, Object>> rows = harness.rows(ResultTable.DECISION_EXPLANATIONS);
      assertThat(rows.get(0).get("code")).isEqualTo("");
      assertThat(rows.get(1).get("code")).isEqualTo("MODEL_CHECKSUM_MISMATCH");
      assertThat(rows.get(2).get("code")).isEqualTo("EXPLANATION_PARTIAL");
      for (Map<String, Object> row : rows) {
        assertThat(sum(row)).isCloseTo(number(row, "log_odds"), within(1e-9));
      }
      assertThat(harness.rows(ResultTable.DECISION_INPUTS)).hasSize(1);
    }
  }

  @Test
  void withALimitSamplesAreDroppedFirstAndWhatWasTradedKeepsItsInputs() throws Exception {
    try (Harness harness = open(new ExplainOptions(true, 1, 1, 4096, 1, 4))) {
      for (int i = 1; i <= 6; i++) {
        harness.send(decision(i)); // one is under way, two wait
      }
      for (int i = 7; i <= 16; i++) {
        harness.send(decision(i, "i" + i)); // two more wait whole, four with their inputs alone
      }
      harness.finish();
      List<String> whole = new ArrayList<>();
      List<String> dropped = new ArrayList<>();
      for (Map<String, Object> row : harness.rows(ResultTable.DECISION_EXPLANATIONS)) {
        if (row.get("scope").equals("DECISION")) {
          (row.get("code").equals("") ? whole : dropped).add(row.get("event_time_ns") + "");
          assertThat(row.get("code")).isIn("", "EXPLANATION_DROPPED");
        }
      }
      assertThat(whole).containsExactly("1", "2", "3", "7", "8");
      assertThat(dropped).containsExactly("9", "10", "11", "12");
      assertThat(harness.rows(ResultTable.DECISION_INPUTS)).hasSize(18);
    }
  }

  @Test
  void whatWaitsIsInTheCheckpoint() throws Exception {
    ExplainOptions limited = new ExplainOptions(true, 0, 1, 4096, 1, 16);
    OperatorSubtaskState state;
    try (Harness harness = open(limited)) {
      for (int i = 1; i <= 3; i++) {
        harness.send(decision(i, "i" + i));
      }
      state = harness.snapshot(1, 1);
    }
    try (Harness harness = new Harness(limited)) {
      harness.initializeState(state);
      harness.open();
      harness.finish();
      assertThat(harness.rows(ResultTable.DECISION_EXPLANATIONS)).hasSize(9);
    }
  }

  @Test
  void theSampleFollowsFromTheDecisionAloneAndHasTheShareAskedFor() {
    ExplainOptions options = new ExplainOptions(true, 0.01, 1, 1, 0, 4);
    int sampled = 0;
    for (int i = 0; i < 100_000; i++) {
      Prediction prediction = new Prediction("X", i * 250_000_000L, 0, i, "m", "v", 0.5, true);
      sampled += options.samples(prediction) ? 1 : 0;
      assertThat(options.samples(prediction)).isEqualTo(options.samples(prediction));
    }
    assertThat(sampled).isBetween(900, 1100);
    assertThat(ExplainOptions.NONE.isOn()).isFalse();
  }

  private static final class Harness
      extends OneInputStreamOperatorTestHarness<DecisionToExplain, ResultRow> {
    private final ExplainOperator stage;

    Harness(ExplainOptions options) throws Exception {
      this(new ExplainOperator(ModelFixture.LAYOUT, ModelTrust.ANYONE, options, () -> 0));
    }

    private Harness(ExplainOperator operator) throws Exception {
      super(operator);
      stage = operator;
    }

    void send(DecisionToExplain decision) throws Exception {
      processElement(new StreamRecord<>(decision));
    }

    void finish() throws Exception {
      stage.finish();
    }

    List<Map<String, Object>> rows(ResultTable table) throws Exception {
      RowDecoder decoder = new RowDecoder();
      List<Map<String, Object>> rows = new ArrayList<>();
      for (ResultRow row : extractOutputValues()) {
        if (row.table() == table) {
          Object[] values = decoder.decode(table, row.json());
          Map<String, Object> named = new HashMap<>();
          for (Column column : table.columns()) {
            named.put(column.name(), values[named.size()]);
          }
          rows.add(named);
        }
      }
      return rows;
    }
  }
}
