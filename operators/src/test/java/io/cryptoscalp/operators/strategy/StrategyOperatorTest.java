package io.cryptoscalp.operators.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.DecisionEvidence;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.LatencyTrace;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Prediction;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.strategy.IntentSink;
import io.cryptoscalp.engine.strategy.Strategy;
import io.cryptoscalp.operators.explain.DecisionToExplain;
import io.cryptoscalp.operators.explain.ExplainOptions;
import io.cryptoscalp.operators.stream.AccountEvent;
import io.cryptoscalp.operators.stream.StreamKeys;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Does every strategy keep its own state, by id, when strategies come and go? */
class StrategyOperatorTest {
  private static final Prediction NONE = new Prediction("", 0, 0, 0, "", "", 0.5, false);

  @Test
  void stateFollowsTheIdWhenStrategiesAreAddedRemovedAndReordered() throws Exception {
    OperatorSubtaskState state;
    try (Harness harness = harness("a", "b")) {
      harness.open();
      feed(harness, "X", 3);
      feed(harness, "Y", 1);
      assertThat(intents(harness))
          .containsExactly("a-X-1", "b-X-1", "a-X-2", "b-X-2", "a-X-3", "b-X-3", "a-Y-1", "b-Y-1");
      state = harness.snapshot(1, 1);
    }
    try (Harness harness = harness("c", "b")) {
      harness.initializeState(state);
      harness.open();
      feed(harness, "X", 1);
      feed(harness, "Y", 1);
      assertThat(intents(harness)).containsExactly("c-X-1", "b-X-4", "c-Y-1", "b-Y-2");
    }
  }

  @Test
  void tracesPassThroughAndAreAddressedToTheAccount() throws Exception {
    LatencyTrace trace = new LatencyTrace("X", 1, 2, 3, 4);
    try (Harness harness = harness("a")) {
      harness.open();
      harness.processElement(new StreamRecord<>(trace, 9));
      assertThat(harness.extractOutputValues()).containsExactly(new AccountEvent("paper-1", trace));
    }
  }

  @Test
  void whatWasActedOnIsHandedOverToBeExplainedAfterItsIntents() throws Exception {
    FeatureSnapshot snapshot =
        new FeatureSnapshot(
            "X", 1, 1, 1, "v1", new double[0], new long[0], 1, 2, Regime.NORMAL, 1, true);
    DecisionEvidence evidence = new DecisionEvidence(snapshot, List.of());
    ScoredSnapshot scored = new ScoredSnapshot(snapshot, NONE, evidence);
    ExplainOptions traded = new ExplainOptions(true, 0, 1, 1, 0, 4);
    try (Harness harness = new Harness(traded, "a", "b")) {
      harness.open();
      harness.processElement(new StreamRecord<>(scored));
      harness.processElement(new StreamRecord<>(new ScoredSnapshot(snapshot, NONE)));
      assertThat(harness.getSideOutput(StrategyOperator.TO_EXPLAIN))
          .extracting(StreamRecord::getValue)
          .containsExactly(new DecisionToExplain(scored, List.of("a-X-1", "b-X-1")));
    }
    try (Harness harness = new Harness(new ExplainOptions(false, 1, 1, 1, 0, 4))) {
      harness.open();
      harness.processElement(new StreamRecord<>(scored));
      assertThat(harness.getSideOutput(StrategyOperator.TO_EXPLAIN))
          .extracting(StreamRecord::getValue)
          .containsExactly(new DecisionToExplain(scored, List.of()));
    }
    try (Harness harness = new Harness(ExplainOptions.NONE, "a")) {
      harness.open();
      harness.processElement(new StreamRecord<>(scored));
      assertThat(harness.getSideOutput(StrategyOperator.TO_EXPLAIN)).isNull();
    }
  }

  private static void feed(Harness harness, String instrument, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      FeatureSnapshot snapshot =
          new FeatureSnapshot(
              instrument, 1, 1, i, "v1", new double[0], new long[0], 1, 2, Regime.NORMAL, 1, true);
      harness.processElement(new StreamRecord<>(new ScoredSnapshot(snapshot, NONE)));
    }
  }

  private static List<String> intents(Harness harness) {
    List<String> ids = new ArrayList<>();
    for (AccountEvent event : harness.extractOutputValues()) {
      ids.add(((Intent) event.event()).intentId());
    }
    return ids;
  }

  private static Harness harness(String... ids) throws Exception {
    Harness harness = new Harness(ids);
    harness.setStateBackend(new EmbeddedRocksDBStateBackend(true));
    return harness;
  }

  private static final class Harness
      extends KeyedOneInputStreamOperatorTestHarness<String, StreamEvent, AccountEvent> {
    Harness(String... ids) throws Exception {
      this(ExplainOptions.NONE, ids);
    }

    Harness(ExplainOptions explain, String... ids) throws Exception {
      super(
          new StrategyOperator(
              instrument -> {
                List<Strategy> strategies = new ArrayList<>();
                for (String id : ids) {
                  strategies.add(new Counting(id, instrument));
                }
                return strategies;
              },
              "paper-1",
              explain),
          StreamKeys::instrument,
          Types.STRING);
    }
  }

  /** Numbers the snapshots it has seen. */
  private static final class Counting implements Strategy {
    private final String id;
    private final String instrument;
    private long seen;

    Counting(String id, String instrument) {
      this.id = id;
      this.instrument = instrument;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public void onSnapshot(ScoredSnapshot scored, IntentSink out) {
      seen++;
      out.intent(
          new Intent(
              id + "-" + instrument + "-" + seen,
              id,
              "paper-1",
              instrument,
              Intent.Action.EXIT,
              OrderType.MARKET,
              0,
              1,
              0,
              0,
              1,
              0.5,
              "",
              false,
              0,
              Regime.NORMAL,
              "",
              1,
              1,
              seen));
    }

    @Override
    public void write(StateWriter out) {
      out.writeLong(seen);
    }

    @Override
    public void read(StateReader in) {
      seen = in.readLong();
    }
  }
}
