package io.cryptoscalp.operators.backtest;

import static io.cryptoscalp.operators.backtest.TrialMarketEvents.BTC;
import static io.cryptoscalp.operators.backtest.TrialMarketEvents.ETH;
import static io.cryptoscalp.operators.backtest.TrialMarketEvents.START_MS;
import static io.cryptoscalp.operators.backtest.TrialMarketEvents.levels;
import static io.cryptoscalp.operators.backtest.TrialMarketEvents.market;
import static io.cryptoscalp.operators.backtest.TrialMarketEvents.scored;
import static io.cryptoscalp.operators.backtest.TrialMarketEvents.shuffled;
import static io.cryptoscalp.operators.backtest.TrialMarketEvents.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cryptoscalp.engine.account.AccountConfig;
import io.cryptoscalp.engine.account.AccountEngine;
import io.cryptoscalp.engine.backtest.Trial;
import io.cryptoscalp.engine.backtest.TrialWindow;
import io.cryptoscalp.engine.event.FeatureSnapshot;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.ScoredSnapshot;
import io.cryptoscalp.engine.event.StreamEvent;
import io.cryptoscalp.engine.execution.PaperOptions;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;
import io.cryptoscalp.engine.matching.LatencyModel;
import io.cryptoscalp.engine.matching.MarketFeed;
import io.cryptoscalp.engine.matching.SimulatedExecutor;
import io.cryptoscalp.engine.matching.VenueOptions;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.risk.RiskLimits;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import io.cryptoscalp.engine.strategy.IntentSink;
import io.cryptoscalp.engine.strategy.Strategy;
import io.cryptoscalp.operators.results.ResultRow;
import io.cryptoscalp.operators.results.ResultTable;
import io.cryptoscalp.operators.stream.AccountEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Do trials beside each other give what each gives alone, whatever is restored? */
class TrialOperatorTest {
  private static final String SHARD = TrialShards.keys(1, 1, 720).get(0);

  @Test
  void arrivalInAnyOrderAndARestoreAnywhereGiveTheSameRows() throws Exception {
    List<StreamEvent> market = market(new Random(9), 600);
    List<String> expected = rows(market, -1, 3, 7);
    for (ResultTable table :
        List.of(
            ResultTable.BACKTEST_ORDERS,
            ResultTable.BACKTEST_FILLS,
            ResultTable.BACKTEST_TRADES,
            ResultTable.BACKTEST_EQUITY,
            ResultTable.BACKTEST_PRICES,
            ResultTable.BACKTEST_TRIALS)) {
      assertThat(expected).anyMatch(row -> row.startsWith(table.name() + " "));
    }
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      List<StreamEvent> shuffled = shuffled(market, random);
      int cut = random.nextInt(market.size());
      assertThat(rows(shuffled, cut, 3, 7)).as("restore at %s", cut).isEqualTo(expected);
    }
  }

  @Test
  void aTrialAtASimulatedVenueGoesOnFromARestoreAnywhere() throws Exception {
    List<StreamEvent> market = market(new Random(3), 600);
    List<String> expected = rows(market, -1, -2, 3);
    assertThat(expected)
        .filteredOn(row -> row.startsWith("BACKTEST_FILLS ") && row.contains("\"venue-2\""))
        .filteredOn(row -> row.contains("\"status\":\"FILLED\""))
        .hasSizeGreaterThan(5);
    List<String> onPaper = new ArrayList<>(expected);
    onPaper.removeIf(row -> row.contains("\"trial\":\"venue-2\""));
    // Its clock is later than the watermark's, what it sees is not.
    assertThat(onPaper).isEqualTo(rows(market, -1, 3));
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      List<StreamEvent> shuffled = shuffled(market, random);
      int cut = random.nextInt(market.size());
      assertThat(rows(shuffled, cut, -2, 3)).as("restore at %s", cut).isEqualTo(expected);
    }
  }

  @Test
  void blocksOfAnyLengthGiveTheSameRows() throws Exception {
    List<StreamEvent> market = market(new Random(6), 600);
    List<String> oneByOne = rows(market, -1, 1, TrialWindow.ALL, 3, -2, 7);
    for (int block : new int[] {2, 33, 512, 4096}) {
      assertThat(rows(market, 333, block, TrialWindow.ALL, 3, -2, 7))
          .as("blocks of %s", block)
          .isEqualTo(oneByOne);
    }
  }

  @Test
  void anIntentThatComesTooLateTakesEffectAtOnce() throws Exception {
    List<StreamEvent> market = market(new Random(8), 400);
    // Its snapshot is as old as the market's first event.
    market.add(200, scored(BTC, 0));
    market.add(203, scored(BTC, 0));
    List<String> oneByOne = rows(market, -1, 1, TrialWindow.ALL, 1);
    assertThat(oneByOne).anyMatch(row -> row.contains("io-BTC-0"));
    assertThat(rows(market, -1, 512, TrialWindow.ALL, 1)).isEqualTo(oneByOne);
  }

  @Test
  void aTrialDoesNotSeeTheOthers() throws Exception {
    List<StreamEvent> market = market(new Random(4), 400);
    List<String> alone = rows(market, -1, 5);
    List<String> together = new ArrayList<>(rows(market, -1, 5, 2, 3));
    together.removeIf(row -> row.contains("\"trial\":") && !row.contains("\"trial\":\"every-5\""));
    assertThat(together).isEqualTo(alone);
  }

  @Test
  void aWindowHearsNothingOutsideOfIt() throws Exception {
    List<StreamEvent> market = market(new Random(4), 400);
    long from = (START_MS + 100) * 1_000_000;
    long to = (START_MS + 200) * 1_000_000;
    Set<String> times = new TreeSet<>();
    for (String row : rows(market, -1, new TrialWindow(from, to), 3)) {
      JsonNode json = new ObjectMapper().readTree(row.substring(row.indexOf(' ') + 1));
      if (row.startsWith("BACKTEST_TRIALS ")) {
        assertThat(json.get("ticks").asLong() + json.get("snapshots").asLong()).isEqualTo(100);
        assertThat(json.get("first_time_ns").asLong()).isEqualTo(from);
        assertThat(json.get("last_time_ns").asLong()).isLessThan(to);
      } else if (json.has("event_time_ns")) {
        assertThat(json.get("event_time_ns").asLong()).isBetween(from, to - 1);
        times.add(json.get("event_time_ns").asText());
      }
    }
    assertThat(times).isNotEmpty();
  }

  @Test
  void shardsLieOnSubtasksOfTheirOwn() {
    List<String> keys = TrialShards.keys(5, 5, 720);
    assertThat(keys.stream().map(TrialShards::number)).containsExactly(0, 1, 2, 3, 4);
    assertThat(
            keys.stream()
                .map(
                    key ->
                        org.apache.flink.runtime.state.KeyGroupRangeAssignment
                            .assignKeyToParallelOperator(key, 720, 5)))
        .containsExactly(0, 1, 2, 3, 4);
  }

  private static List<String> rows(List<StreamEvent> events, int cut, int... every)
      throws Exception {
    return rows(events, cut, TrialWindow.ALL, every);
  }

  private static List<String> rows(
      List<StreamEvent> events, int cut, TrialWindow window, int... every) throws Exception {
    return rows(events, cut, 512, window, every);
  }

  /** Watermarks come each 40 events; at the cut the operator is replaced by a restored one. */
  private static List<String> rows(
      List<StreamEvent> events, int cut, int block, TrialWindow window, int... every)
      throws Exception {
    List<String> rows = new ArrayList<>();
    Harness harness = harness(block, window, every);
    try {
      harness.open();
      for (int i = 0; i < events.size(); i++) {
        if (i == cut) {
          harness.prepareSnapshotPreBarrier(1);
          harness.extractOutputValues().forEach(row -> rows.add(text(row)));
          OperatorSubtaskState state = harness.snapshot(1, 1);
          harness.close();
          harness = harness(block, window, every);
          harness.initializeState(state);
          harness.open();
        }
        if (i % 40 == 0 && i > 0) {
          harness.processWatermark(new Watermark(START_MS + i - 1));
        }
        StreamEvent event = events.get(i);
        if (event instanceof MarketTick tick) {
          harness.processElement(new StreamRecord<>(new AccountEvent(SHARD, levels(tick))));
        }
        harness.processElement(new StreamRecord<>(new AccountEvent(SHARD, event)));
      }
      harness.processWatermark(Watermark.MAX_WATERMARK);
      harness.endInput();
      harness.extractOutputValues().forEach(row -> rows.add(text(row)));
    } finally {
      harness.close();
    }
    return rows;
  }

  private static String text(ResultRow row) {
    return row.table() + " " + new String(row.json(), StandardCharsets.UTF_8);
  }

  private static Harness harness(int block, TrialWindow window, int... every) throws Exception {
    Harness harness = new Harness(new Trials(window, every), block);
    harness.setStateBackend(new EmbeddedRocksDBStateBackend(true));
    return harness;
  }

  private static final class Harness
      extends KeyedOneInputStreamOperatorTestHarness<String, AccountEvent, ResultRow> {
    Harness(TrialSet set, int block) throws Exception {
      super(
          new TrialOperator(
              InstrumentCatalogue::builtIn,
              "run-1",
              set,
              1,
              EnumSet.allOf(ResultTable.class),
              block),
          AccountEvent::account,
          Types.STRING);
    }
  }

  /** Trials that differ in how often they trade. */
  private static final class Trials implements TrialSet {
    private static final long serialVersionUID = 1L;
    private final long fromNs;
    private final long toNs;
    private final int[] every;

    Trials(TrialWindow window, int[] every) {
      this.fromNs = window.fromNs();
      this.toNs = window.toNs();
      this.every = every;
    }

    @Override
    public int size() {
      return every.length;
    }

    @Override
    public String id(int index) {
      return (every[index] < 0 ? "venue-" : "every-") + Math.abs(every[index]);
    }

    @Override
    public String parameters(int index) {
      return "every=" + every[index];
    }

    @Override
    public long gridNs() {
      return 1_000_000_000L;
    }

    @Override
    public Trial create(int index, TrialMarkets markets) {
      boolean simulated = every[index] < 0;
      RiskLimits limits = RiskLimits.defaults(Set.of(BTC, ETH));
      AccountEngine account =
          simulated
              ? new AccountEngine(
                  new AccountConfig("paper-1", 100_000, limits, null),
                  InstrumentCatalogue.builtIn(),
                  positions -> venue(markets))
              : new AccountEngine(
                  new AccountConfig("paper-1", 100_000, limits, PaperOptions.DEFAULT),
                  InstrumentCatalogue.builtIn());
      return new Trial(
          new TrialWindow(fromNs, toNs),
          50_000_000,
          account,
          instrument -> List.of(new InAndOut(Math.abs(every[index]))),
          InstrumentCatalogue.builtIn());
    }

    private static SimulatedExecutor venue(TrialMarkets markets) {
      MarketFeed feed =
          markets.feed(
              "recorded", () -> new MarketFeed(InstrumentCatalogue.builtIn(), null, 20_000_000));
      VenueOptions options = VenueOptions.standard(LatencyModel.logNormal(900_000, 900_000, 1, 5));
      return new SimulatedExecutor(
          List.of(feed.market(BTC), feed.market(ETH)), List.of(options, options), 100_000);
    }
  }

  /** Buys and leaves by turns, each so many snapshots. */
  private static final class InAndOut implements Strategy {
    private final int every;
    private long seen;

    InAndOut(int every) {
      this.every = every;
    }

    @Override
    public String id() {
      return "in-and-out";
    }

    @Override
    public void onSnapshot(ScoredSnapshot scored, IntentSink out) {
      seen++;
      if (seen % every != 0) {
        return;
      }
      FeatureSnapshot snapshot = scored.snapshot();
      boolean in = seen / every % 2 == 1;
      long step = step(snapshot.instrument());
      long price = 600_000_000L * 10_000 / step * step;
      out.intent(
          new Intent(
              "io-" + snapshot.instrument().substring(0, 3) + "-" + snapshot.sequence(),
              id(),
              "paper-1",
              snapshot.instrument(),
              in ? Intent.Action.ENTER_LONG : Intent.Action.EXIT,
              OrderType.MARKET,
              0,
              price,
              price / 1000 * 995 / step * step,
              price / 1000 * 1010 / step * step,
              0.9,
              0.6,
              "",
              false,
              0,
              Regime.NORMAL,
              "turn",
              snapshot.eventTimeNs(),
              snapshot.receiveTimeNs(),
              snapshot.sequence()));
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
