package io.cryptoscalp.operators.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.account.AccountConfig;
import io.cryptoscalp.engine.account.AccountEngine;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.RiskCommand;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.execution.PaperOptions;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.risk.RiskLimits;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.stream.AccountEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Do events take effect in the one order, whenever they arrive and whatever is restored? */
class AccountOperatorTest {
  private static final String ACCOUNT = "paper-1";
  private static final String BTC = "BTCUSDT-PERP.BINANCE";
  private static final String ETH = "ETHUSDT-PERP.BINANCE";
  private static final long START_MS = 1_700_000_000_000L;

  @Test
  void eventTimeOrderWaitsForTheWatermarkAndSorts() throws Exception {
    try (Harness harness = harness(Ordering.EVENT_TIME)) {
      harness.open();
      send(harness, intent(ETH, 20, 2), intent(BTC, 30, 3), intent(BTC, 10, 1));
      assertThat(decided(harness)).isEmpty();
      harness.processWatermark(new Watermark(START_MS + 20));
      assertThat(decided(harness)).containsExactly(id(BTC, 1), id(ETH, 2));
      harness.processWatermark(Watermark.MAX_WATERMARK);
      assertThat(decided(harness)).containsExactly(id(BTC, 1), id(ETH, 2), id(BTC, 3));
    }
  }

  @Test
  void equalReceiveTimesAreOrderedByInstrumentThenSequence() throws Exception {
    List<StreamEvent> events = new ArrayList<>();
    for (int sequence = 1; sequence <= 4; sequence++) {
      events.add(intent(ETH, 10, sequence));
      events.add(intent(BTC, 10, sequence));
    }
    List<String> sorted =
        List.of(
            id(BTC, 1),
            id(BTC, 2),
            id(BTC, 3),
            id(BTC, 4),
            id(ETH, 1),
            id(ETH, 2),
            id(ETH, 3),
            id(ETH, 4));
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(events, new Random(seed));
      try (Harness harness = harness(Ordering.EVENT_TIME)) {
        harness.open();
        send(harness, events.toArray(new StreamEvent[0]));
        harness.processWatermark(new Watermark(START_MS + 10));
        assertThat(decided(harness)).as("shuffle %s", seed).isEqualTo(sorted);
      }
    }
  }

  @Test
  void arrivalOrderActsAtOnce() throws Exception {
    try (Harness harness = harness(Ordering.ARRIVAL)) {
      harness.open();
      send(harness, intent(ETH, 20, 2), intent(BTC, 10, 1));
      assertThat(decided(harness)).containsExactly(id(ETH, 2), id(BTC, 1));
    }
  }

  @Test
  void aHaltActsAtOnceAndOnce() throws Exception {
    try (Harness harness = harness(Ordering.EVENT_TIME)) {
      harness.open();
      RiskCommand halt =
          new RiskCommand("halt-1", RiskCommand.Kind.HALT, ACCOUNT, "", Map.of(), "test", 0);
      send(harness, intent(BTC, 10, 1), halt, halt);
      assertThat(decided(harness))
          .as("before what waits for the watermark")
          .isEqualTo(List.of("halt-1"));
      harness.processWatermark(new Watermark(START_MS + 20));
      assertThat(decided(harness)).containsExactly("halt-1", id(BTC, 1));
    }
  }

  @Test
  void aLateEventIsNotLost() throws Exception {
    try (Harness harness = harness(Ordering.EVENT_TIME)) {
      harness.open();
      send(harness, intent(BTC, 10, 1));
      harness.processWatermark(new Watermark(START_MS + 50));
      send(harness, intent(ETH, 40, 2));
      assertThat(decided(harness)).containsExactly(id(BTC, 1), id(ETH, 2));
    }
  }

  @Test
  void arrivalInAnyOrderAndARestoreAnywhereGiveTheSameRows() throws Exception {
    List<StreamEvent> market = market(new Random(9), 400);
    List<String> expected = rows(market, -1);
    assertThat(expected).anyMatch(row -> row.startsWith(ResultTable.ORDERS.name()));
    assertThat(expected).anyMatch(row -> row.startsWith(ResultTable.FILLS.name()));
    for (int seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      List<StreamEvent> shuffled = new ArrayList<>(market);
      for (int from = 0; from < shuffled.size(); from += 40) {
        Collections.shuffle(shuffled.subList(from, Math.min(from + 40, shuffled.size())), random);
      }
      int cut = random.nextInt(market.size());
      assertThat(rows(shuffled, cut)).as("restore at %s", cut).isEqualTo(expected);
    }
  }

  /** Watermarks come each 40 events; at the cut the operator is replaced by a restored one. */
  private static List<String> rows(List<StreamEvent> events, int cut) throws Exception {
    List<String> rows = new ArrayList<>();
    Harness harness = harness(Ordering.EVENT_TIME);
    try {
      harness.open();
      for (int i = 0; i < events.size(); i++) {
        if (i == cut) {
          collect(harness, rows);
          OperatorSubtaskState state = harness.snapshot(1, 1);
          harness.close();
          harness = harness(Ordering.EVENT_TIME);
          harness.initializeState(state);
          harness.open();
        }
        if (i % 40 == 0 && i > 0) {
          harness.processWatermark(new Watermark(START_MS + i - 1));
        }
        send(harness, events.get(i));
      }
      harness.processWatermark(Watermark.MAX_WATERMARK);
      collect(harness, rows);
    } finally {
      harness.close();
    }
    // Main and side output are apart: a stable sort by table keeps the order within each.
    rows.sort((a, b) -> a.substring(0, 6).compareTo(b.substring(0, 6)));
    return rows;
  }

  private static void collect(Harness harness, List<String> rows) {
    for (ResultRow row : harness.extractOutputValues()) {
      rows.add(text(row));
    }
    var side = harness.getSideOutput(AccountOperator.ROWS);
    if (side != null) {
      for (StreamRecord<ResultRow> row : side) {
        rows.add(text(row.getValue()));
      }
    }
  }

  private static String text(ResultRow row) {
    return row.table() + " " + new String(row.json(), StandardCharsets.UTF_8);
  }

  @Test
  void heartbeatsTellThatAHeldInstrumentIsSilent() throws Exception {
    for (Ordering ordering : Ordering.values()) {
      try (Harness harness = harness(ordering)) {
        harness.open();
        send(harness, tick(BTC, 1, 600_000_000L), intent(BTC, 2, 1));
        harness.processWatermark(new Watermark(START_MS + 30_000));
        assertThat(rules(harness)).as("%s", ordering).containsExactly("accepted");
        harness.processWatermark(new Watermark(START_MS + 30_001));
        assertThat(rules(harness)).as("%s", ordering).containsExactly("accepted", "feed-silence");
      }
    }
  }

  @Test
  void theEndOfTheInputIsNoSilence() throws Exception {
    try (Harness harness = harness(Ordering.EVENT_TIME)) {
      harness.open();
      send(harness, tick(BTC, 1, 600_000_000L), intent(BTC, 2, 1));
      harness.processWatermark(Watermark.MAX_WATERMARK);
      assertThat(rules(harness)).containsExactly("accepted");
    }
  }

  @Test
  void deadEdgeIsNoticedByTheWallClock() throws Exception {
    try (Harness harness = harness(Ordering.ARRIVAL, 10_000)) {
      harness.setProcessingTime(1_000);
      harness.open();
      send(harness, tick(BTC, 1, 600_000_000L));
      harness.setProcessingTime(11_000);
      assertThat(rules(harness)).as("a tick since").isEmpty();
      harness.processWatermark(new Watermark(START_MS + 5));
      harness.setProcessingTime(21_000);
      assertThat(rules(harness)).as("a heartbeat since").isEmpty();
      harness.setProcessingTime(31_000);
      assertThat(rules(harness)).containsExactly("edge-silence");
      harness.setProcessingTime(61_000);
      assertThat(rules(harness)).as("said once").hasSize(1);
      send(harness, tick(BTC, 2, 600_000_000L));
      assertThat(rules(harness)).as("and taken back").hasSize(2);
    }
  }

  /** Rules of the decisions so far. */
  private static List<String> rules(Harness harness) throws Exception {
    List<String> rules = new ArrayList<>();
    var side = harness.getSideOutput(AccountOperator.ROWS);
    if (side != null) {
      for (StreamRecord<ResultRow> row : side) {
        if (row.getValue().table() == ResultTable.DECISIONS) {
          rules.add(new ObjectMapper().readTree(row.getValue().json()).get("rule").asText());
        }
      }
    }
    return rules;
  }

  /** One event a millisecond: ticks of two instruments and, now and then, an intent. */
  private static List<StreamEvent> market(Random random, int count) {
    List<StreamEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String instrument = i % 2 == 0 ? BTC : ETH;
      if (i > 10 && random.nextInt(20) == 0) {
        events.add(intent(instrument, i, i));
      } else {
        events.add(tick(instrument, i, 600_000_000L + random.nextInt(100) * 1_000L));
      }
    }
    return events;
  }

  private static MarketTick tick(String instrument, long atMs, long price) {
    long bid = scaled(instrument, price);
    long ask = bid + step(instrument);
    return new MarketTick(
        instrument,
        (START_MS + atMs) * 1_000_000,
        (START_MS + atMs) * 1_000_000,
        atMs,
        new long[] {bid},
        new long[] {1_000_000_000_000L},
        new long[] {ask},
        new long[] {1_000_000_000_000L},
        0,
        0,
        null,
        0,
        Double.NaN,
        0,
        Regime.NORMAL,
        true);
  }

  private static long step(String instrument) {
    var known = InstrumentCatalogue.builtIn().find(instrument);
    assertThat(known).isNotNull();
    return known.tickSize();
  }

  /** Rounds to the instrument's tick. */
  private static long scaled(String instrument, long price) {
    long step = step(instrument);
    return price * 10_000 / step * step;
  }

  private static Intent intent(String instrument, long atMs, long sequence) {
    long price = scaled(instrument, 600_000_000L);
    return new Intent(
        id(instrument, sequence),
        "momentum-breakout",
        ACCOUNT,
        instrument,
        Intent.Action.ENTER_LONG,
        OrderType.MARKET,
        0,
        price,
        scaled(instrument, 597_000_000L),
        scaled(instrument, 606_000_000L),
        0.9,
        0.6,
        "",
        false,
        0,
        Regime.NORMAL,
        "test",
        (START_MS + atMs) * 1_000_000,
        (START_MS + atMs) * 1_000_000,
        sequence);
  }

  private static String id(String instrument, long sequence) {
    return "mb-" + instrument.substring(0, 3) + "-" + sequence;
  }

  private static void send(Harness harness, StreamEvent... events) throws Exception {
    for (StreamEvent event : events) {
      harness.processElement(new StreamRecord<>(new AccountEvent(ACCOUNT, event)));
    }
  }

  /** Intents in the order of their decisions. */
  private static List<String> decided(Harness harness) throws Exception {
    List<String> ids = new ArrayList<>();
    var side = harness.getSideOutput(AccountOperator.ROWS);
    if (side != null) {
      for (StreamRecord<ResultRow> row : side) {
        if (row.getValue().table() == ResultTable.DECISIONS) {
          ids.add(new ObjectMapper().readTree(row.getValue().json()).get("intent_id").asText());
        }
      }
    }
    ids.removeIf(String::isEmpty);
    return ids;
  }

  private static AccountEngine engine(String account) {
    return new AccountEngine(
        new AccountConfig(
            account, 100_000, RiskLimits.defaults(Set.of(BTC, ETH)), PaperOptions.DEFAULT),
        InstrumentCatalogue.builtIn());
  }

  private static Harness harness(Ordering ordering) throws Exception {
    return harness(ordering, 0);
  }

  private static Harness harness(Ordering ordering, long edgeTimeoutMs) throws Exception {
    Harness harness = new Harness(ordering, edgeTimeoutMs);
    harness.setStateBackend(new EmbeddedRocksDBStateBackend(true));
    return harness;
  }

  private static final class Harness
      extends KeyedOneInputStreamOperatorTestHarness<String, AccountEvent, ResultRow> {
    Harness(Ordering ordering, long edgeTimeoutMs) throws Exception {
      super(
          new AccountOperator(
              InstrumentCatalogue::builtIn,
              AccountOperatorTest::engine,
              ordering,
              edgeTimeoutMs,
              () -> 42L),
          AccountEvent::account,
          Types.STRING);
    }
  }
}
