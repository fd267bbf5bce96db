package io.cryptoscalp.operators.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptoscalp.engine.event.RegimeDirective;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.regime.signal.MarketMeasure;
import io.cryptoscalp.engine.regime.signal.MeasureTape;
import io.cryptoscalp.engine.regime.signal.SignalEvent;
import io.cryptoscalp.engine.regime.signal.SignalKind;
import io.cryptoscalp.operators.source.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Does everything that travels or is stored come back as it was, and is the rest refused? */
class RegimeCodecsTest {
  private static final RegimeDirective DIRECTIVE =
      new RegimeDirective("BTC", 1, 2, Regime.CRASH, 0.75, "pattern:flash-crash", "a=1; \"b\"");

  private static MarketMeasure measure() {
    return new MeasureTape("BTCUSDT-PERP.BINANCE", 100).to(101.5).measures().get(0);
  }

  private static <T> byte[] write(TypeSerializer<T> serializer, T value) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return out.getCopyOfBuffer();
  }

  private static <T> void roundTrip(TypeSerializer<T> serializer, T value) throws Exception {
    byte[] bytes = write(serializer, value);
    assertThat(serializer.deserialize(new DataInputDeserializer(bytes))).isEqualTo(value);
    bytes[0] = 99;
    assertThatThrownBy(() -> serializer.deserialize(new DataInputDeserializer(bytes)))
        .hasMessageStartingWith("STATE_VERSION_UNKNOWN");
    TypeSerializer<T> restored = serializer.snapshotConfiguration().restoreSerializer();
    assertThat(restored.deserialize(new DataInputDeserializer(write(serializer, value))))
        .isEqualTo(value);
  }

  @Test
  void valuesComeBackAndUnknownVersionsAreRefused() throws Exception {
    roundTrip(new MarketMeasureSerializer(), measure());
    roundTrip(new RegimeDirectiveSerializer(), DIRECTIVE);
    for (SignalKind kind : SignalKind.values()) {
      for (int direction = -1; direction <= 1; direction++) {
        roundTrip(
            new SignalEventSerializer(),
            new SignalEvent(kind, "MARKET", "x", "BTC", direction, 1.5, 0.1, 7, 8, 9));
      }
    }
  }

  @Test
  void theBytesOfASignalInStateNeverChange() throws Exception {
    byte[] bytes =
        write(
            new SignalEventSerializer(),
            new SignalEvent(SignalKind.DEEP_MOVE, "S", "I", "U", -1, 0.5, 0.25, 2, 3, 4));
    assertThat(bytes)
        .containsExactly(
            1, 2, 0, 0, 0, 1, 'S', 0, 0, 0, 1, 'I', 0, 0, 0, 1, 'U', -1, 0x3f, 0xe0, 0, 0, 0, 0, 0,
            0, 0x3f, 0xd0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0,
            0, 0, 0, 0, 0, 0, 4);
  }

  @Test
  void aMeasureOnItsTopicIsReadWhole() {
    byte[] value = new MeasureCodec().encode(measure());
    assertThat(new MeasureCodec().decode(value)).isEqualTo(measure());
    assertThat(MeasureCodec.eventTimeNs(value)).isEqualTo(measure().eventTimeNs());
    for (int length = 0; length < value.length; length++) {
      byte[] cut = Arrays.copyOf(value, length);
      assertThatThrownBy(() -> new MeasureCodec().decode(cut))
          .hasMessageStartingWith("MEASURE_MALFORMED");
    }
    assertThatThrownBy(() -> new MeasureCodec().decode(Arrays.copyOf(value, value.length + 1)))
        .hasMessageStartingWith("MEASURE_MALFORMED");
    assertThat(MeasureCodec.eventTimeNs(new byte[] {7, 0})).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void aDirectiveIsStrictJson() {
    String json = new String(RegimeDirectiveJson.encode(DIRECTIVE), StandardCharsets.UTF_8);
    assertThat(RegimeDirectiveJson.decode(json.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(DIRECTIVE);
    refused("", "DIRECTIVE_MALFORMED");
    refused("[]", "DIRECTIVE_MALFORMED");
    refused(json + json, "DIRECTIVE_MALFORMED");
    refused(json.replace("\"scope\"", "\"scop\""), "DIRECTIVE_FIELD_UNKNOWN: field=scop");
    refused(json.replace("CRASH", "PANIC"), "DIRECTIVE_FIELD_INVALID: field=regime");
    refused(json.replace("0.75", "1.75"), "DIRECTIVE_FIELD_INVALID: field=confidence");
    refused(json.replace(":2,", ":\"2\","), "DIRECTIVE_FIELD_INVALID: field=untilNs");
    refused(json.replace(":2,", ":1,"), "DIRECTIVE_FIELD_INVALID: field=untilNs value=1");
    refused(json.replace(":2,", ":604800000000002,"), "DIRECTIVE_FIELD_INVALID: field=untilNs");
    refused(json.replace(":1,", ":0,"), "DIRECTIVE_FIELD_INVALID: field=eventTimeNs value=0");
  }

  @Test
  void aDirectiveFromBeyondTomorrowIsADeadLetter() throws Exception {
    long clockMs = 1_700_000_000_000L;
    try (var harness =
        new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new DirectiveParser()))) {
      harness.open();
      harness.setProcessingTime(clockMs);
      harness.processElement(directiveAt((clockMs + 86_400_000) * 1_000_000));
      harness.processElement(directiveAt((clockMs + 86_400_001) * 1_000_000));
      assertThat(harness.extractOutputValues()).hasSize(1);
      assertThat(harness.getSideOutput(DirectiveParser.ROWS))
          .singleElement()
          .satisfies(
              row ->
                  assertThat(new String(row.getValue().json(), StandardCharsets.UTF_8))
                      .contains("DIRECTIVE_FIELD_INVALID: field=eventTimeNs")
                      .contains("\"receive_time_ns\":7000000"));
    }
  }

  @Test
  void directivesAreCountedThatAreRefusedOrToldTooLateToHelp() throws Exception {
    long clockMs = 1_700_000_000_000L;
    long ns = 1_000_000;
    DirectiveParser parser = new DirectiveParser();
    try (var harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(parser))) {
      harness.open();
      harness.setProcessingTime(clockMs);
      // Of when, until when, written when; in seconds before and after now.
      long[][] times = {{-120, 60, 0}, {-121, 60, 0}, {-300, -1, 0}, {-300, 60, -299}};
      for (long[] time : times) {
        RegimeDirective directive =
            new RegimeDirective(
                "BTC",
                (clockMs + 1000 * time[0]) * ns,
                (clockMs + 1000 * time[1]) * ns,
                Regime.CRASH,
                1,
                "test",
                "");
        byte[] json = RegimeDirectiveJson.encode(directive);
        harness.processElement(
            new StreamRecord<>(new ControlRecord(0, 0, clockMs + 1000 * time[2], json)));
      }
      harness.processElement(new StreamRecord<>(new ControlRecord(0, 4, clockMs, new byte[] {1})));
      assertThat(parser.counts()).as("taken, refused, late").containsExactly(4L, 1L, 1L);
    }
  }

  private static StreamRecord<ControlRecord> directiveAt(long eventTimeNs) {
    RegimeDirective directive =
        new RegimeDirective("BTC", eventTimeNs, eventTimeNs + 1, Regime.CRASH, 1, "test", "");
    return new StreamRecord<>(new ControlRecord(0, 0, 7, RegimeDirectiveJson.encode(directive)));
  }

  private static void refused(String json, String message) {
    assertThatThrownBy(() -> RegimeDirectiveJson.decode(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aChangeOfThresholdsIsStrictJson() {
    Map<String, Double> change = Map.of("move.deep", 0.04);
    assertThat(ThresholdJson.decode(ThresholdJson.encode(change))).isEqualTo(change);
    for (String bad :
        new String[] {
          "",
          "{}",
          "7",
          "{\"thresholds\":{}}",
          "{\"thresholds\":{\"move.deep\":\"0.04\"}}",
          "{\"threshold\":{\"move.deep\":0.04}}",
          "{\"thresholds\":{\"move.deep\":0.04,\"move.deep\":0.05}}"
        }) {
      assertThatThrownBy(() -> ThresholdJson.decode(bad.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("THRESHOLDS_");
    }
  }
}
