package io.cryptoscalp.operators.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.engine.regime.effect.RegimeProfiles;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.stream.RawFrame;
import io.cryptoscalp.operators.stream.StreamEventSerializer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Do instruments heed what is concluded elsewhere, at once, across restores, and no longer? */
class DirectiveTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = Messages.START_MS * 1_000_000;

  private static RegimeDirective directive(String scope, Regime regime, long from, long until) {
    return new RegimeDirective(
        scope, START + from * SECOND, START + until * SECOND, regime, 0.9, "test", "as told");
  }

  private static void feed(Harness harness, List<RawFrame> frames) throws Exception {
    for (RawFrame frame : frames) {
      harness.processElement1(frame, frame.receiveTimeNs() / 1_000_000);
    }
  }

  private static List<FeatureSnapshot> snapshots(Harness harness) {
    List<FeatureSnapshot> snapshots = new ArrayList<>();
    for (StreamEvent event : harness.extractOutputValues()) {
      if (event instanceof FeatureSnapshot snapshot) {
        snapshots.add(snapshot);
      }
    }
    harness.getOutput().clear();
    return snapshots;
  }

  private static List<JsonNode> rows(Harness harness, ResultTable table) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    for (StreamRecord<ResultRow> record : harness.getSideOutput(InstrumentOperator.ROWS)) {
      if (record.getValue().table() == table) {
        rows.add(new ObjectMapper().readTree(record.getValue().json()));
      }
    }
    return rows;
  }

  @Test
  void theMoreCarefulHoldsAtOnceThroughARestoreAndExpires() throws Exception {
    // 40 ms a frame: sixty seconds.
    List<RawFrame> frames = Messages.walk(5, 1500);
    OperatorSubtaskState state;
    try (Harness harness = harness()) {
      harness.open();
      feed(harness, frames.subList(0, 250));
      assertThat(snapshots(harness))
          .extracting(FeatureSnapshot::regime)
          .containsOnly(Regime.NORMAL);
      harness.processElement2(directive("MARKET", Regime.CRASH, 10, 40), 0);
      harness.processElement2(directive("BINANCE", Regime.BULL_RUN, 10, 40), 0);
      harness.processElement2(directive("ETH", Regime.CRASH, 10, 40), 0);
      feed(harness, frames.subList(250, 600));
      List<FeatureSnapshot> after = snapshots(harness);
      assertThat(after).hasSizeGreaterThan(40);
      assertThat(after).extracting(FeatureSnapshot::regime).containsOnly(Regime.CRASH);
      assertThat(after)
          .extracting(FeatureSnapshot::terms)
          .containsOnly(RegimeProfiles.DEFAULT.of(Regime.CRASH));
      List<JsonNode> effects = rows(harness, ResultTable.REGIME_EFFECTS);
      assertThat(effects).hasSize(1);
      assertThat(effects.get(0).get("from_regime").asText()).isEqualTo("NORMAL");
      assertThat(effects.get(0).get("to_regime").asText()).isEqualTo("CRASH");
      assertThat(effects.get(0).get("reason").asText()).isEqualTo("MARKET test: as told");
      assertThat(rows(harness, ResultTable.REGIMES)).as("its own regime").isEmpty();
      state = harness.snapshot(1, 1);
    }
    try (Harness harness = harness()) {
      harness.initializeState(state);
      harness.open();
      feed(harness, frames.subList(600, 1500));
      List<FeatureSnapshot> after = snapshots(harness);
      assertThat(after.get(0).regime()).isEqualTo(Regime.CRASH);
      FeatureSnapshot last = after.get(after.size() - 1);
      assertThat(last.regime()).as("after its end").isEqualTo(Regime.NORMAL);
      assertThat(last.terms().positionMultiplier()).as("on the way back").isBetween(0.2, 0.35);
      assertThat(rows(harness, ResultTable.REGIME_EFFECTS)).hasSize(1);
    }
  }

  @Test
  void anInstrumentThatComesLaterHearsOfItAsWell() throws Exception {
    OperatorSubtaskState state;
    try (Harness harness = harness()) {
      harness.open();
      harness.processElement2(directive("MARKET", Regime.VOLATILE, -20, -10), 0);
      harness.processElement2(directive("BTC", Regime.CRASH, 0, 60), 0);
      state = harness.snapshot(1, 1);
    }
    try (Harness harness = harness()) {
      harness.initializeState(state);
      harness.open();
      feed(harness, Messages.walk(5, 200));
      List<FeatureSnapshot> after = snapshots(harness);
      assertThat(after.get(after.size() - 1).regime()).isEqualTo(Regime.CRASH);
      List<JsonNode> changes = rows(harness, ResultTable.REGIMES);
      assertThat(changes).hasSize(1);
      assertThat(changes.get(0).get("reason").asText()).contains("test: as told");
    }
  }

  private static Harness harness() throws Exception {
    Harness harness = new Harness();
    harness.setup(new StreamEventSerializer());
    return harness;
  }

  private static PipelineOptions options() {
    return new PipelineOptions(
        250_000_000,
        FeedOptions.DEFAULT,
        BarOptions.defaults(),
        FeatureOptions.defaults(),
        ConsensusOptions.secondBars());
  }

  private static final class Harness
      extends KeyedTwoInputStreamOperatorTestHarness<String, RawFrame, StreamEvent, StreamEvent> {
    Harness() throws Exception {
      super(
          new InstrumentOperator(InstrumentCatalogue::builtIn, DirectiveTest::options, () -> 42L),
          RawFrame::key,
          command -> "",
          Types.STRING);
    }
  }
}
