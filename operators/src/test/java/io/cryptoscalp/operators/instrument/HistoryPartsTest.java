package io.cryptoscalp.operators.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.market.FrameKind;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.stream.HistoryParts;
import io.cryptoscalp.operators.stream.RawFrame;
import io.cryptoscalp.operators.stream.StreamEventSerializer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/**
 * A part of a history: silent while it warms up, numbered as in one piece, forgotten at its end.
 */
final class HistoryPartsTest {
  private static final String ID = "BTCUSDT-PERP.BINANCE";

  @Test
  void warmUpWritesNothingAndTheOwnFramesAreNumberedOn() throws Exception {
    try (KeyedTwoInputStreamOperatorTestHarness<String, RawFrame, StreamEvent, StreamEvent>
        harness = harness()) {
      String key = HistoryParts.key(ID, "2024-01-02");
      RawFrame first = trade(key, 1);
      harness.processElement1(
          HistoryParts.begin(key, Venue.BINANCE_USDM, "BTCUSDT", first.receiveTimeNs(), 40, 42), 1);
      harness.processElement1(HistoryParts.warmUp(first), 1);
      harness.processElement1(HistoryParts.warmUp(broken(key)), 2);
      assertThat(rows(harness)).isEmpty();

      harness.processElement1(trade(key, 2), 3);
      harness.processElement1(broken(key), 4);
      List<JsonNode> rows = rows(harness);
      assertThat(rows).hasSize(2);
      assertThat(rows.get(0).path("instrument").asText()).isEqualTo(ID);
      assertThat(rows.get(0).path("sequence").asLong()).isEqualTo(43);
      assertThat(rows.get(1).path("code").asText()).isEqualTo("FRAME_TRUNCATED");

      harness.snapshot(1, 1);
      assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
      harness.processElement1(
          HistoryParts.end(key, Venue.BINANCE_USDM, "BTCUSDT", first.receiveTimeNs()), 5);
      harness.snapshot(2, 2);
      assertThat(harness.numKeyedStateEntries()).isZero();
      JsonNode counts = rows(harness).get(2);
      assertThat(counts.path("accepted").asLong()).isEqualTo(1);
      assertThat(counts.path("refused").asLong()).isEqualTo(1);
      assertThat(counts.path("sequence").asLong()).isEqualTo(44);
    }
  }

  private static RawFrame trade(String key, long id) {
    byte[] payload = Messages.trade(id, 600_000, Messages.START_MS + id);
    RawFrame frame =
        Messages.frame(FrameKind.TRADE, "trade", (Messages.START_MS + 5) * 1_000_000, id, payload);
    return keyed(frame, key, payload);
  }

  private static RawFrame broken(String key) {
    RawFrame frame = trade(key, 9);
    return keyed(frame, key, new byte[] {'{'});
  }

  private static RawFrame keyed(RawFrame frame, String key, byte[] payload) {
    return new RawFrame(
        key,
        frame.venue(),
        frame.symbol(),
        frame.kind(),
        frame.stream(),
        frame.receiveTimeNs(),
        0,
        0,
        7,
        frame.offset(),
        payload);
  }

  private static List<JsonNode> rows(
      KeyedTwoInputStreamOperatorTestHarness<String, RawFrame, StreamEvent, StreamEvent> harness)
      throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    var side = harness.getSideOutput(InstrumentOperator.ROWS);
    if (side != null) {
      for (StreamRecord<ResultRow> record : side) {
        ResultTable table = record.getValue().table();
        if (table == ResultTable.TRADES
            || table == ResultTable.DEAD_LETTERS
            || table == ResultTable.INGEST_COUNTS) {
          rows.add(new ObjectMapper().readTree(record.getValue().json()));
        }
      }
    }
    return rows;
  }

  private static KeyedTwoInputStreamOperatorTestHarness<String, RawFrame, StreamEvent, StreamEvent>
      harness() throws Exception {
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<String, RawFrame, StreamEvent, StreamEvent>(
            new InstrumentOperator(
                InstrumentCatalogue::builtIn, InstrumentOperatorTest::options, () -> 42L),
            RawFrame::key,
            command -> "",
            Types.STRING);
    // Only the heap backend tells how many entries it holds.
    harness.setStateBackend(new HashMapStateBackend());
    harness.setup(new StreamEventSerializer());
    harness.open();
    return harness;
  }
}
