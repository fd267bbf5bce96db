package io.cryptoscalp.operators.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.RiskCommand;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameHeaders;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.stream.AccountEvent;
import io.cryptoscalp.operators.stream.RawFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Does whatever lies on a topic come in, and is time moved by heartbeats alone? */
class SourceTest {
  private static final String TOPIC = "market.raw.binance-usdm";

  @Test
  void aCompleteRecordIsReadFromKeyAndHeaders() {
    byte[] payload = utf8("{}");
    RawFrame frame = read("BTCUSDT", payload, "1700000000000000001", "trade");
    assertThat(frame.key()).isEqualTo("BTCUSDT-PERP.BINANCE");
    assertThat(frame.venue()).isEqualTo(Venue.BINANCE_USDM);
    assertThat(frame.kind()).isEqualTo(FrameKind.TRADE);
    assertThat(frame.receiveTimeNs()).isEqualTo(1_700_000_000_000_000_001L);
    assertThat(frame.consumedTimeNs()).isEqualTo(77);
    assertThat(frame.partition()).isEqualTo(3);
    assertThat(frame.offset()).isEqualTo(99);
    assertThat(frame.payload()).isSameAs(payload);
  }

  @Test
  void missingPartsAreLeftEmpty() {
    RawFrame bare = read(null, null, null, null);
    assertThat(bare.key()).isEqualTo("?binance-usdm:");
    assertThat(bare.symbol()).isEmpty();
    assertThat(bare.kind()).isNull();
    assertThat(bare.stream()).isEmpty();
    assertThat(bare.receiveTimeNs()).isZero();
    assertThat(bare.payload()).isEmpty();
    assertThat(read("btcusdt", utf8("x"), "1", "TRADE").kind()).isNull();
  }

  @Test
  void timesThatAreNoneCountAsMissing() {
    for (String time :
        new String[] {
          "",
          " 1",
          "-1",
          "+1",
          "1.5",
          "1e9",
          "0x1",
          "17000000000000000000",
          "9999999999999999999",
          "\u0661\u0662",
          "now"
        }) {
      assertThat(read("BTCUSDT", utf8("x"), time, "trade").receiveTimeNs()).as(time).isZero();
    }
    assertThat(RawFrameDeserializer.parseTime(utf8("9223372036854775807")))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void randomKeysAndHeadersNeverFail() {
    Random random = new Random(5);
    RawFrameDeserializer deserializer = deserializer();
    List<RawFrame> frames = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      ConsumerRecord<byte[], byte[]> record =
          new ConsumerRecord<>(TOPIC, 0, i, noise(random), noise(random));
      record.headers().add(FrameHeaders.RECEIVE_TIME_NS, noise(random));
      record.headers().add(FrameHeaders.SENT_TIME_NS, noise(random));
      record.headers().add(FrameHeaders.STREAM, noise(random));
      record.headers().add("other", noise(random));
      deserializer.deserialize(record, new ListCollector<>(frames));
    }
    assertThat(frames).hasSize(2_000).allMatch(frame -> frame.receiveTimeNs() >= 0);
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(30)];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void onlyHeartbeatsMoveTheWatermarkAndNeverBack() {
    Marks marks = new Marks();
    HeartbeatWatermarks watermarks = new HeartbeatWatermarks();
    watermarks.onEvent(frame(FrameKind.TRADE), 5_000, marks);
    watermarks.onPeriodicEmit(marks);
    assertThat(marks.times).isEmpty();
    watermarks.onEvent(frame(FrameKind.HEARTBEAT), 1_000, marks);
    watermarks.onEvent(frame(FrameKind.HEARTBEAT), 900, marks);
    watermarks.onEvent(frame(FrameKind.HEARTBEAT), 1_000, marks);
    watermarks.onEvent(frame(null), 9_000, marks);
    watermarks.onEvent(frame(FrameKind.HEARTBEAT), 1_100, marks);
    // A heartbeat at t leaves the millisecond t open: frames received in it may follow.
    assertThat(marks.times).containsExactly(999L, 1_099L);
  }

  @Test
  void controlRecordsBecomeCommandsOrDeadLetters() throws Exception {
    String good =
        "{\"type\":\"model\",\"commandId\":\"c\",\"kind\":\"DEACTIVATE\",\"model\":\"m\","
            + "\"version\":\"1\",\"effectiveFromNs\":0}";
    try (var harness = ProcessFunctionTestHarnesses.forProcessFunction(new ControlParser())) {
      String[] bad = {
        "",
        "null",
        "[1]",
        "{",
        good + good,
        good.replace("\"model\",", "\"x\","),
        good.replace("DEACTIVATE", "PURGE"),
        good.replace(":0}", ":-1}"),
        good.replace("\"commandId\":\"c\",", ""),
        good.replace("}", ",\"more\":1}")
      };
      String[] codes = {
        "CONTROL_MALFORMED",
        "CONTROL_MALFORMED",
        "CONTROL_MALFORMED",
        "CONTROL_MALFORMED",
        "CONTROL_MALFORMED",
        "CONTROL_TYPE_UNKNOWN",
        "CONTROL_FIELD_INVALID",
        "CONTROL_FIELD_INVALID",
        "CONTROL_FIELD_MISSING",
        "CONTROL_FIELD_UNKNOWN"
      };
      for (int i = 0; i < bad.length; i++) {
        harness.processElement(new ControlRecord(0, i, 1000 + i, utf8(bad[i])), i);
      }
      harness.processElement(new ControlRecord(0, 10, 0, utf8(good)), 10);
      assertThat(harness.extractOutputValues())
          .containsExactly(
              new ModelCommand("c", ModelCommand.Kind.DEACTIVATE, "m", "1", "", "", 0));
      int i = 0;
      for (StreamRecord<ResultRow> row : harness.getSideOutput(ControlParser.ROWS)) {
        JsonNode letter = new ObjectMapper().readTree(row.getValue().json());
        assertThat(letter.get("code").asText()).as(bad[i]).isEqualTo(codes[i]);
        assertThat(letter.get("topic").asText()).isEqualTo("control");
        assertThat(letter.get("offset").asLong()).isEqualTo(i);
        assertThat(letter.get("receive_time_ns").asLong()).isEqualTo((1000 + i) * 1_000_000L);
        assertThat(Base64.getDecoder().decode(letter.get("payload_base64").asText()))
            .isEqualTo(utf8(bad[i]));
        i++;
      }
      assertThat(i).isEqualTo(bad.length);
    }
  }

  @Test
  void riskCommandsGoToTheirAccountOrBecomeDeadLetters() throws Exception {
    RiskCommand limits =
        new RiskCommand(
            "c", RiskCommand.Kind.LIMITS, "paper-1", "", Map.of("max-leverage", "2.5"), "less", 7);
    String good = new String(RiskCommandJson.encode(limits), StandardCharsets.UTF_8);
    assertThat(good)
        .isEqualTo(
            "{\"type\":\"risk\",\"commandId\":\"c\",\"kind\":\"LIMITS\",\"account\":\"paper-1\","
                + "\"strategy\":\"\",\"limits\":{\"max-leverage\":\"2.5\"},\"reason\":\"less\","
                + "\"effectiveFromNs\":7}");
    String[][] bad = {
      {good.replace("LIMITS", "HALT"), "CONTROL_FIELD_INVALID"},
      {good.replace("LIMITS", "PAUSE"), "CONTROL_FIELD_INVALID"},
      {good.replace("\"max-leverage\":\"2.5\"", ""), "CONTROL_FIELD_INVALID"},
      {good.replace("\"2.5\"", "[2.5]"), "CONTROL_FIELD_INVALID"},
      {good.replace("\"paper-1\"", "\"\""), "CONTROL_FIELD_INVALID"},
      {good.replace("\"paper-1\"", "null"), "CONTROL_FIELD_MISSING"},
      {good.replace("\"strategy\"", "\"strategi\""), "CONTROL_FIELD_UNKNOWN"},
      {good.replace(":7}", ":7.5}"), "CONTROL_FIELD_INVALID"},
    };
    try (var harness = ProcessFunctionTestHarnesses.forProcessFunction(new ControlParser())) {
      for (int i = 0; i < bad.length; i++) {
        harness.processElement(new ControlRecord(0, i, 0, utf8(bad[i][0])), i);
      }
      harness.processElement(new ControlRecord(0, 9, 0, utf8(good)), 9);
      harness.processElement(new ControlRecord(0, 9, 0, utf8(good.replace("\"2.5\"", "2.5"))), 9);
      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(harness.getSideOutput(ControlParser.RISK))
          .extracting(StreamRecord::getValue)
          .containsExactly(
              new AccountEvent("paper-1", limits), new AccountEvent("paper-1", limits));
      List<String> codes = new ArrayList<>();
      for (StreamRecord<ResultRow> row : harness.getSideOutput(ControlParser.ROWS)) {
        codes.add(new ObjectMapper().readTree(row.getValue().json()).get("code").asText());
      }
      assertThat(codes).hasSameSizeAs(bad);
      for (int i = 0; i < bad.length; i++) {
        assertThat(codes.get(i)).as(bad[i][0]).isEqualTo(bad[i][1]);
      }
    }
  }

  private static RawFrame frame(@Nullable FrameKind kind) {
    return new RawFrame("k", Venue.BINANCE_USDM, "s", kind, "", 0, 0, 0, 0, 0, new byte[0]);
  }

  private static RawFrame read(
      @Nullable String key,
      byte @Nullable [] payload,
      @Nullable String time,
      @Nullable String stream) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(TOPIC, 3, 99, key == null ? null : utf8(key), payload);
    if (time != null) {
      record.headers().add(FrameHeaders.RECEIVE_TIME_NS, utf8(time));
    }
    record.headers().add(FrameHeaders.STREAM, stream == null ? null : utf8(stream));
    List<RawFrame> frames = new ArrayList<>();
    deserializer().deserialize(record, new ListCollector<>(frames));
    assertThat(frames).hasSize(1);
    return frames.get(0);
  }

  private static RawFrameDeserializer deserializer() {
    RawFrameDeserializer deserializer =
        new RawFrameDeserializer(InstrumentCatalogue::builtIn, () -> 77L);
    deserializer.open(null);
    return deserializer;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final class Marks implements WatermarkOutput {
    private final List<Long> times = new ArrayList<>();

    @Override
    public void emitWatermark(Watermark watermark) {
      times.add(watermark.getTimestamp());
    }

    @Override
    public void markIdle() {
      throw new AssertionError("a silent partition is not idle");
    }

    @Override
    public void markActive() {}
  }
}
