package io.cryptoscalp.operators.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.ModelCommand;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.features.FeatureOptions;
import io.cryptoscalp.engine.feed.FeedOptions;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.engine.pipeline.PipelineOptions;
import io.cryptoscalp.engine.regime.consensus.ConsensusOptions;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.stream.RawFrame;
import io.cryptoscalp.operators.stream.StreamEventSerializer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Does no frame stop the stage, none get lost without a word, and no restore change the output? */
class InstrumentOperatorTest {
  private static final long NS = (Messages.START_MS + 5) * 1_000_000;
  private static final byte[] TRADE = Messages.trade(7, 600_000, Messages.START_MS);

  @Test
  void whatCannotBeUsedIsKeptWithCodeAndPosition() throws Exception {
    letter("INSTRUMENT_UNKNOWN", unknownInstrument("NOPEUSDT"));
    letter("STREAM_UNKNOWN", Messages.frame(null, "tickerplant", NS, 11, TRADE));
    letter("STREAM_UNKNOWN", Messages.frame(null, "", NS, 11, TRADE));
    letter("RECEIVE_TIME_MISSING", Messages.frame(FrameKind.TRADE, "trade", 0, 11, TRADE));
    letter("FRAME_TRUNCATED", trade(Arrays.copyOf(TRADE, TRADE.length - 9)));
    letter("FRAME_TRUNCATED", trade(new byte[0]));
    letter("FRAME_MALFORMED", trade("}{" + text(TRADE)));
    letter("FRAME_TRAILING_BYTES", trade(text(TRADE) + "x"));
    letter("SYMBOL_MISMATCH", trade(text(TRADE).replace("BTCUSDT\"", "ETHUSDT\"")));
    letter("STREAM_MISMATCH", Messages.frame(FrameKind.BOOK_TICKER, "bookTicker", NS, 11, TRADE));
    letter("FIELD_MISSING", trade(text(TRADE).replace("\"t\":7,", "")));
    letter("FIELD_WRONG_TYPE", trade(text(TRADE).replace("\"t\":7", "\"t\":\"7\"")));
    letter("PRICE_ZERO", trade(text(TRADE).replace("60000.0", "0.0")));
    letter("CLOCK_SKEW", Messages.frame(FrameKind.TRADE, "trade", NS + 11_000_000_000L, 11, TRADE));
  }

  /** One bad frame among good ones: exactly one dead letter, and the stage goes on. */
  private static void letter(String code, RawFrame bad) throws Exception {
    try (Harness harness = harness()) {
      harness.open();
      harness.processElement1(bad, 1);
      harness.processElement1(trade(Messages.trade(8, 600_000, Messages.START_MS)), 2);
      List<JsonNode> letters = rows(harness, ResultTable.DEAD_LETTERS);
      assertThat(letters).as(code).hasSize(1);
      JsonNode letter = letters.get(0);
      assertThat(letter.get("code").asText()).isEqualTo(code);
      assertThat(letter.get("topic").asText()).isEqualTo("market.raw.binance-usdm");
      assertThat(letter.get("partition").asInt()).isEqualTo(bad.partition());
      assertThat(letter.get("offset").asLong()).isEqualTo(bad.offset());
      assertThat(letter.get("record_key").asText()).isEqualTo(bad.symbol());
      assertThat(letter.get("stream").asText()).isEqualTo(bad.stream());
      assertThat(Base64.getDecoder().decode(letter.get("payload_base64").asText()))
          .isEqualTo(bad.payload());
      assertThat(rows(harness, ResultTable.TRADES)).as("the good trade").hasSize(1);
    }
  }

  @Test
  void aVenuesListOfInstrumentsIsHeldAgainstTheCatalogue() throws Exception {
    String answer =
        "{\"symbols\":[{\"symbol\":\"BTCUSDT\",\"status\":\"TRADING\",\"baseAsset\":\"BTC\","
            + "\"quoteAsset\":\"USDT\",\"filters\":[{\"filterType\":\"PRICE_FILTER\",\"tickSize\":"
            + "\"0.50\"},{\"filterType\":\"LOT_SIZE\",\"stepSize\":\"0.001\",\"minQty\":\"0.001\","
            + "\"maxQty\":\"1000\"}]},{\"symbol\":\"ETHUSDT\",\"status\":\"SETTLING\",\"baseAsset\":"
            + "\"ETH\",\"quoteAsset\":\"USDT\",\"filters\":[]},{\"symbol\":\"NOPEUSDT\",\"status\":"
            + "\"TRADING\",\"baseAsset\":\"A\",\"quoteAsset\":\"B\",\"filters\":[]}]}";
    try (Harness harness = harness()) {
      harness.open();
      harness.processElement1(listing(answer), 1);
      harness.processElement1(listing(answer.replace("\"0.50\"", "0.5x")), 2);
      harness.processElement1(trade(TRADE), 3);
      List<JsonNode> faults = rows(harness, ResultTable.FEED_FAULTS);
      assertThat(faults).hasSize(2);
      assertThat(faults.get(0).get("instrument").asText()).isEqualTo("BTCUSDT-PERP.BINANCE");
      assertThat(faults.get(0).get("code").asText()).isEqualTo("INSTRUMENT_CHANGED");
      assertThat(faults.get(0).get("detail").asText()).isEqualTo("tickSize=0.1->0.5");
      assertThat(faults.get(1).get("instrument").asText()).isEqualTo("ETHUSDT-PERP.BINANCE");
      assertThat(faults.get(1).get("code").asText()).isEqualTo("INSTRUMENT_HALTED");
      assertThat(faults.get(1).get("detail").asText()).isEqualTo("status=SETTLING");
      List<JsonNode> letters = rows(harness, ResultTable.DEAD_LETTERS);
      assertThat(letters).hasSize(1);
      assertThat(letters.get(0).get("code").asText()).isEqualTo("FIELD_WRONG_TYPE");
      assertThat(letters.get(0).get("record_key").asText()).isEqualTo("ALL");
      assertThat(rows(harness, ResultTable.TRADES)).hasSize(1);
    }
  }

  private static RawFrame listing(String answer) {
    return new RawFrame(
        RawFrame.unknownKey(Venue.BINANCE_USDM, "ALL"),
        Venue.BINANCE_USDM,
        "ALL",
        FrameKind.EXCHANGE_INFO,
        FrameKind.EXCHANGE_INFO.stream(),
        NS,
        1,
        2,
        3,
        11,
        answer.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void randomBytesNeverStopTheStage() throws Exception {
    Random random = new Random(3);
    try (Harness harness = harness()) {
      harness.open();
      int count = 5_000;
      FrameKind[] kinds = FrameKind.values();
      for (int i = 0; i < count; i++) {
        byte[] noise = Messages.trade(1_000_000L + i, 600_000, Messages.START_MS).clone();
        int damage = 1 + random.nextInt(6);
        for (int j = 0; j < damage; j++) {
          noise[random.nextInt(noise.length)] = (byte) random.nextInt(256);
        }
        FrameKind kind = kinds[random.nextInt(kinds.length)];
        harness.processElement1(Messages.frame(kind, kind.stream(), NS, i, noise), i);
      }
      int used =
          rows(harness, ResultTable.TRADES).size() + rows(harness, ResultTable.DEAD_LETTERS).size();
      assertThat(used).as("frames accounted for").isLessThanOrEqualTo(count);
      assertThat(rows(harness, ResultTable.DEAD_LETTERS)).hasSizeGreaterThan(count / 2);
    }
  }

  @Test
  void commandsStayInLineWithFramesAndMoveNoTime() throws Exception {
    ModelCommand command =
        new ModelCommand("c-1", ModelCommand.Kind.DEACTIVATE, "baseline", "1", "", "", 0);
    try (Harness harness = harness()) {
      harness.open();
      harness.processElement1(trade(TRADE), 1);
      harness.processElement2(command, 0);
      harness.processElement1(trade(Messages.trade(8, 600_010, Messages.START_MS + 1)), 2);
      List<StreamEvent> events = harness.extractOutputValues();
      assertThat(events).hasSize(3);
      assertThat(events.get(0)).isInstanceOf(MarketTick.class);
      assertThat(events.get(1)).isEqualTo(command);
      assertThat(events.get(2)).isInstanceOf(MarketTick.class);
      harness.getOutput().clear();
      harness.processWatermark2(new Watermark(50));
      assertThat(harness.getOutput()).isEmpty();
      harness.processWatermark1(new Watermark(40));
      assertThat(harness.getOutput()).containsExactly(new Watermark(40));
    }
  }

  @Test
  void aRestoreAnywhereLeavesTheOutputAsItWas() throws Exception {
    List<RawFrame> frames = Messages.walk(5, 600);
    List<String> whole = new ArrayList<>();
    try (Harness harness = harness()) {
      harness.open();
      feed(harness, frames, whole);
    }
    assertThat(whole).hasSizeGreaterThan(600);
    for (int cut : new int[] {0, 1, 77, 300, 599}) {
      List<String> parts = new ArrayList<>();
      OperatorSubtaskState state;
      try (Harness harness = harness()) {
        harness.open();
        feed(harness, frames.subList(0, cut), parts);
        state = harness.snapshot(1, 1);
      }
      try (Harness harness = harness()) {
        harness.initializeState(state);
        harness.open();
        feed(harness, frames.subList(cut, frames.size()), parts);
      }
      assertThat(parts).as("cut at %s", cut).isEqualTo(whole);
    }
  }

  /** Feeds frame by frame and notes events and rows in their order, byte for byte. */
  private static void feed(Harness harness, List<RawFrame> frames, List<String> out)
      throws Exception {
    StreamEventSerializer serializer = new StreamEventSerializer();
    DataOutputSerializer buffer = new DataOutputSerializer(1024);
    for (RawFrame frame : frames) {
      harness.processElement1(frame, frame.receiveTimeNs() / 1_000_000);
      for (StreamEvent event : harness.extractOutputValues()) {
        buffer.clear();
        serializer.serialize(event, buffer);
        out.add(Base64.getEncoder().encodeToString(buffer.getCopyOfBuffer()));
      }
      harness.getOutput().clear();
      var rows = harness.getSideOutput(InstrumentOperator.ROWS);
      if (rows != null) {
        for (StreamRecord<ResultRow> row : rows) {
          out.add(new String(row.getValue().json(), StandardCharsets.UTF_8));
        }
        rows.clear();
      }
    }
  }

  @Test
  void framesAreCountedByStreamAndIntervalWhateverEndsIt() throws Exception {
    String first = "1700000000000000000 ";
    String second = "1700000010000000000 ";
    OperatorSubtaskState state;
    try (Harness harness = harness()) {
      harness.open();
      tradeAt(harness, 7, 0);
      tradeAt(harness, 8, 4_000);
      harness.processElement1(trade(text(TRADE).replace("60000.0", "0.0")), 4_000);
      byte[] ticker = Messages.ticker(1, 600_000, Messages.START_MS + 9_000);
      harness.processElement1(
          Messages.frame(FrameKind.BOOK_TICKER, "bookTicker", atNs(9_000), 1, ticker), 9_000);
      assertThat(counts(harness)).isEmpty();
      tradeAt(harness, 9, 10_000);
      assertThat(counts(harness))
          .containsExactly(first + "bookTicker 1 0 4", first + "trade 2 1 4");
      harness.processWatermark1(new Watermark(Messages.START_MS + 19_998));
      assertThat(counts(harness)).as("the interval has not ended").hasSize(2);
      state = harness.snapshot(1, 1);
    }
    try (Harness harness = harness()) {
      harness.initializeState(state);
      harness.open();
      harness.processWatermark1(new Watermark(Messages.START_MS + 19_999));
      assertThat(counts(harness)).containsExactly(second + "trade 1 0 5");
      tradeAt(harness, 10, 40_000);
      assertThat(counts(harness)).as("nothing twice").hasSize(1);
    }
  }

  private static void tradeAt(Harness harness, long id, long ms) throws Exception {
    byte[] payload = Messages.trade(id, 600_000, Messages.START_MS + ms);
    harness.processElement1(
        Messages.frame(FrameKind.TRADE, "trade", atNs(ms), id, payload), Messages.START_MS + ms);
  }

  private static long atNs(long ms) {
    return (Messages.START_MS + ms) * 1_000_000;
  }

  private static List<String> counts(Harness harness) throws Exception {
    List<String> counts = new ArrayList<>();
    for (JsonNode row : rows(harness, ResultTable.INGEST_COUNTS)) {
      counts.add(
          row.path("interval_start_ns").asText()
              + " "
              + row.path("stream").asText()
              + " "
              + row.path("accepted").asText()
              + " "
              + row.path("refused").asText()
              + " "
              + row.path("sequence").asText());
    }
    return counts;
  }

  @Test
  void inventedSymbolsLeaveNoState() throws Exception {
    // Only the heap backend tells how many entries it holds.
    try (Harness harness = harness(new HashMapStateBackend())) {
      harness.open();
      for (int i = 0; i < 500; i++) {
        harness.processElement1(unknownInstrument("NOPE" + i), i);
      }
      harness.snapshot(1, 1);
      assertThat(rows(harness, ResultTable.DEAD_LETTERS)).hasSize(500);
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  private static RawFrame unknownInstrument(String symbol) {
    return new RawFrame(
        RawFrame.unknownKey(Venue.BINANCE_USDM, symbol),
        Venue.BINANCE_USDM,
        symbol,
        FrameKind.TRADE,
        "trade",
        NS,
        1,
        2,
        3,
        11,
        TRADE);
  }

  private static RawFrame trade(String payload) {
    return trade(payload.getBytes(StandardCharsets.UTF_8));
  }

  private static RawFrame trade(byte[] payload) {
    return Messages.frame(FrameKind.TRADE, "trade", NS, 11, payload);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static List<JsonNode> rows(Harness harness, ResultTable table) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    var side = harness.getSideOutput(InstrumentOperator.ROWS);
    if (side != null) {
      for (StreamRecord<ResultRow> record : side) {
        if (record.getValue().table() == table) {
          rows.add(new ObjectMapper().readTree(record.getValue().json()));
        }
      }
    }
    return rows;
  }

  private static Harness harness() throws Exception {
    return harness(new EmbeddedRocksDBStateBackend(true));
  }

  private static Harness harness(StateBackend backend) throws Exception {
    Harness harness = new Harness();
    harness.setStateBackend(backend);
    // As in the job; without it the harness guesses a serializer from the first event.
    harness.setup(new StreamEventSerializer());
    return harness;
  }

  static PipelineOptions options() {
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
          new InstrumentOperator(
              InstrumentCatalogue::builtIn, InstrumentOperatorTest::options, () -> 42L),
          RawFrame::key,
          command -> "",
          Types.STRING);
    }
  }
}
