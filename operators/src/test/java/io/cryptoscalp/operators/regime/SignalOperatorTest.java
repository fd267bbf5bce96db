package io.cryptoscalp.operators.regime;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.engine.regime.signal.MeasureTape;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import io.cryptoscalp.engine.regime.signal.Thresholds;
import io.cryptoscalp.operators.source.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Do thresholds reach the signals when they change, survive, and are bad ones refused? */
class SignalOperatorTest {
  private static final String ID = InstrumentCatalogue.builtIn().all().get(0).id();

  private static final class Stage implements AutoCloseable {
    private final KeyedTwoInputStreamOperatorTestHarness<
            String, MarketMeasure, Map<String, Double>, SignalEvent>
        harness;

    Stage(@Nullable OperatorSubtaskState state) throws Exception {
      harness =
          new KeyedTwoInputStreamOperatorTestHarness<>(
              new SignalOperator(InstrumentCatalogue::builtIn, () -> Thresholds.STANDARD),
              MarketMeasure::instrument,
              null,
              Types.STRING);
      if (state != null) {
        harness.initializeState(state);
      }
      harness.open();
    }

    Stage take(List<MarketMeasure> measures) throws Exception {
      for (MarketMeasure measure : measures) {
        harness.processElement1(new StreamRecord<>(measure, measure.eventTimeNs() / 1_000_000));
      }
      return this;
    }

    List<SignalKind> kinds() {
      return harness.extractOutputValues().stream().map(SignalEvent::kind).toList();
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }

  private static MeasureTape fall(double to) {
    return new MeasureTape(ID, 100).swing(1e-4, 5).glide(to, 60);
  }

  @Test
  void changedThresholdsApplyFromTheNextMeasureAndSurviveARestore() throws Exception {
    Map<String, Double> change = Thresholds.STANDARD.with(Map.of("move.enter", 0.004)).toMap();
    List<MarketMeasure> measures = fall(99.5).measures();
    OperatorSubtaskState state;
    try (Stage stage = new Stage(null)) {
      assertThat(stage.take(measures.subList(0, 300)).kinds()).isEmpty();
      stage.harness.processElement2(new StreamRecord<>(change));
      state = stage.harness.snapshot(1, 1);
    }
    try (Stage stage = new Stage(state)) {
      assertThat(stage.take(measures.subList(300, measures.size())).kinds())
          .containsExactly(SignalKind.MOVE);
    }
    try (Stage stage = new Stage(null)) {
      assertThat(stage.take(measures).kinds()).isEmpty();
    }
  }

  @Test
  void anInstrumentThatSaysNothingIsNoticedByTheTimeOfOthers() throws Exception {
    try (Stage stage = new Stage(null)) {
      MeasureTape tape = fall(100);
      stage.take(tape.measures());
      long last = tape.nowNs() / 1_000_000;
      stage.harness.processWatermark1(new Watermark(last + 60_000));
      assertThat(stage.kinds()).isEmpty();
      stage.harness.processWatermark1(new Watermark(last + 600_000));
      assertThat(stage.kinds()).containsExactly(SignalKind.FEED_LOST);
      assertThat(stage.harness.numEventTimeTimers()).isZero();
    }
  }

  private static OneInputStreamOperatorTestHarness<ControlRecord, Map<String, Double>> parser()
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new ProcessOperator<>(new ThresholdParser(Map.of("move.deep", 0.05))));
  }

  private static StreamRecord<ControlRecord> record(long offset, String json) {
    return new StreamRecord<>(
        new ControlRecord(0, offset, -1, json.getBytes(StandardCharsets.UTF_8)), 0);
  }

  @Test
  void changesAddUpAndBadOnesAreRefusedWholeWithTheirCode() throws Exception {
    OperatorSubtaskState state;
    try (var harness = parser()) {
      harness.open();
      harness.processElement(record(0, "{\"thresholds\":{\"move.enter\":0.02}}"));
      harness.processElement(
          record(1, "{\"thresholds\":{\"move.enter\":0.01,\"move.deeper\":0.1}}"));
      harness.processElement(record(2, "{\"thresholds\":{\"shock.deviations\":1e9}}"));
      harness.processElement(record(3, "{\"thresholds\":{\"move.deep\":0.01}}"));
      harness.processElement(record(4, "nonsense"));
      assertThat(harness.extractOutputValues()).hasSize(1);
      assertThat(harness.extractOutputValues().get(0))
          .containsEntry("move.enter", 0.02)
          .containsEntry("move.deep", 0.05);
      List<String> codes =
          harness.getSideOutput(ThresholdParser.ROWS).stream()
              .map(row -> new String(row.getValue().json(), StandardCharsets.UTF_8))
              .map(json -> json.replaceAll(".*\"code\":\"([A-Z_]+)\".*", "$1"))
              .toList();
      assertThat(codes)
          .containsExactly(
              "THRESHOLD_UNKNOWN", "THRESHOLD_INVALID", "THRESHOLD_ORDER", "THRESHOLDS_MALFORMED");
      state = harness.snapshot(1, 1);
    }
    try (var harness = parser()) {
      harness.initializeState(state);
      harness.open();
      harness.processElement(record(5, "{\"thresholds\":{\"shock.least\":0.01}}"));
      assertThat(harness.extractOutputValues().get(0))
          .containsEntry("move.enter", 0.02)
          .containsEntry("shock.least", 0.01);
    }
  }

  @Test
  void whatIsNoMeasureIsADeadLetter() throws Exception {
    try (var harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new MeasureParser(InstrumentCatalogue::builtIn)))) {
      harness.open();
      MeasureCodec codec = new MeasureCodec();
      MarketMeasure good = fall(99).measures().get(0);
      MarketMeasure unknown = new MeasureTape("NOBODY.NOWHERE", 1).to(1).measures().get(0);
      byte[][] values = {codec.encode(good), codec.encode(unknown), new byte[] {1, 2, 3}, {}};
      for (int i = 0; i < values.length; i++) {
        harness.processElement(
            new StreamRecord<>(new ControlRecord(0, i, 1_700_000_000_000L, values[i]), 0));
      }
      assertThat(harness.extractOutputValues()).containsExactly(good);
      List<String> rows =
          harness.getSideOutput(MeasureParser.ROWS).stream()
              .map(row -> new String(row.getValue().json(), StandardCharsets.UTF_8))
              .toList();
      assertThat(rows).hasSize(3);
      assertThat(rows.get(0)).contains("INSTRUMENT_UNKNOWN");
      assertThat(rows.get(1)).contains("MEASURE_MALFORMED");
      assertThat(rows).allMatch(row -> row.contains("\"receive_time_ns\":1700000000000000000"));
    }
  }
}
