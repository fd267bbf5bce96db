package io.cryptoscalp.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Does each order type fill when, where and as far as the book allows, and not otherwise? */
class PaperExecutorTest {
  private static final Instrument BTC =
      new Instrument(
          "BTC",
          "BTC",
          Venue.BINANCE_USDM,
          "BTC",
          "USDT",
          "USDT",
          false,
          2,
          3,
          10,
          5,
          10,
          100,
          1,
          0.0002,
          0.0004,
          0.004,
          125);

  private final List<ExecutionReport> reports = new ArrayList<>();
  private long held;
  private long now;
  private PaperExecutor paper = executor(0);

  private PaperExecutor executor(long latencyNs) {
    return new PaperExecutor(new PaperOptions(latencyNs, 10), (strategy, instrument) -> held);
  }

  /** Bids 100.00 and 99.90, asks 100.10 and 100.20; 20, 30, 20 and 30 there. */
  private MarketTick book(long trade) {
    return book(10_000, 10_010, trade, true);
  }

  private MarketTick book(long bid, long ask, long trade, boolean healthy) {
    now += 1_000_000;
    return new MarketTick(
        "BTC",
        now,
        now,
        now,
        new long[] {bid, bid - 10},
        new long[] {2_000, 3_000},
        new long[] {ask, ask + 10},
        new long[] {2_000, 3_000},
        trade,
        trade == 0 ? 0 : 5,
        null,
        0,
        0,
        0,
        Regime.NORMAL,
        healthy);
  }

  private void tick(MarketTick tick) {
    paper.onTick(tick, reports::add);
  }

  private void submit(String id, Side side, OrderType type, long price, long quantity) {
    submit(id, side, type, price, 0, quantity, false);
  }

  private void submit(
      String id, Side side, OrderType type, long price, long trigger, long quantity, boolean only) {
    paper.submit(
        new Order(
            id,
            Order.Kind.NEW,
            "main",
            "s",
            "BTC",
            side,
            type,
            price,
            trigger,
            quantity,
            only,
            "",
            "",
            "",
            now,
            now),
        BTC,
        reports::add);
  }

  private List<String> said() {
    List<String> said = new ArrayList<>();
    for (ExecutionReport report : reports) {
      String fill =
          report.lastQuantity() == 0
              ? report.reason()
              : report.lastQuantity() + "@" + report.lastPrice() + (report.maker() ? " maker" : "");
      said.add((report.status() + " " + fill).strip());
    }
    reports.clear();
    return said;
  }

  @Test
  void aMarketOrderWalksTheLevelsAtTheirAveragePrice() {
    tick(book(0));
    submit("a", Side.BUY, OrderType.MARKET, 0, 4_000);
    // (2,000 x 100.10 + 2,000 x 100.20) / 4,000
    assertThat(said()).containsExactly("NEW", "FILLED 4000@10015");
    submit("b", Side.SELL, OrderType.MARKET, 0, 2_000);
    assertThat(said()).containsExactly("NEW", "FILLED 2000@10000");
  }

  @Test
  void beyondTheLevelsItPaysTheConcession() {
    tick(book(0));
    submit("a", Side.SELL, OrderType.MARKET, 0, 10_000);
    // 2,000 at 100.00, 3,000 at 99.90, 5,000 at 99.90 less 10 bp = 99.8001
    assertThat(said()).containsExactly("NEW", "FILLED 10000@9987");
  }

  @Test
  void takersPayTheTakerFeeAndMakersTheMakerFee() {
    tick(book(0));
    submit("a", Side.BUY, OrderType.MARKET, 0, 2_000);
    assertThat(reports.get(1).fee()).isEqualTo(2 * 100.1 * 0.0004, within(1e-12));
    reports.clear();
    submit("b", Side.BUY, OrderType.LIMIT, 10_000, 2_000);
    tick(book(9_990));
    assertThat(reports.get(1).fee()).isEqualTo(2 * 100.0 * 0.0002, within(1e-12));
  }

  @Test
  void aMarketableLimitTakesUpToItsPriceAndRestsWithTheRemainder() {
    tick(book(0));
    submit("a", Side.BUY, OrderType.LIMIT, 10_010, 4_000);
    assertThat(said()).containsExactly("NEW", "PARTIALLY_FILLED 2000@10010");
    tick(book(10_000, 10_020, 10_010, true));
    assertThat(said()).as("a trade at the price does not prove our turn").isEmpty();
    tick(book(10_000, 10_020, 10_009, true));
    assertThat(said()).containsExactly("FILLED 2000@10010 maker");
  }

  @ParameterizedTest
  @CsvSource({
    "BUY, 10000, 10000, 10010, 10000, ''",
    "BUY, 10000, 10000, 10010, 9999, FILLED 2000@10000 maker",
    "BUY, 10000, 9980, 9990, 0, FILLED 2000@10000 maker",
    "BUY, 10000, 9990, 10000, 0, FILLED 2000@10000 maker",
    "SELL, 10010, 10000, 10010, 10010, ''",
    "SELL, 10010, 10000, 10010, 10011, FILLED 2000@10010 maker",
    "SELL, 10010, 10010, 10020, 0, FILLED 2000@10010 maker",
  })
  void aRestingOrderFillsWhenTradedThrough(
      Side side, long price, long bid, long ask, long trade, String outcome) {
    tick(book(0));
    submit("a", side, OrderType.POST_ONLY, price, 2_000);
    assertThat(said()).containsExactly("NEW");
    tick(book(bid, ask, trade, true));
    assertThat(String.join(",", said())).isEqualTo(outcome);
  }

  @Test
  void aPostOnlyOrderThatWouldTakeIsRejected() {
    tick(book(0));
    submit("a", Side.BUY, OrderType.POST_ONLY, 10_010, 2_000);
    assertThat(said()).containsExactly("NEW", "REJECTED POST_ONLY_WOULD_TAKE");
  }

  @ParameterizedTest
  @CsvSource({
    "SELL, STOP_MARKET, 9900, 9910, 9920, 9910, false",
    "SELL, STOP_MARKET, 9900, 9900, 9920, 0, true",
    "SELL, STOP_MARKET, 9900, 9910, 9920, 9900, true",
    "SELL, TAKE_PROFIT_MARKET, 10100, 10090, 10110, 10090, false",
    "SELL, TAKE_PROFIT_MARKET, 10100, 10100, 10110, 0, true",
    "SELL, TAKE_PROFIT_MARKET, 10100, 10090, 10110, 10100, true",
    "BUY, STOP_MARKET, 10100, 10080, 10090, 10090, false",
    "BUY, STOP_MARKET, 10100, 10090, 10100, 0, true",
    "BUY, TAKE_PROFIT_MARKET, 9900, 9890, 9910, 9910, false",
    "BUY, TAKE_PROFIT_MARKET, 9900, 9890, 9900, 0, true",
  })
  void stopsAndTargetsTriggerOnTouchOrTrade(
      Side side, OrderType type, long trigger, long bid, long ask, long trade, boolean fills) {
    held = side == Side.SELL ? 2_000 : -2_000;
    tick(book(0));
    submit("a", side, type, 0, trigger, 2_000, true);
    assertThat(said()).containsExactly("NEW");
    tick(book(bid, ask, trade, true));
    long touch = side == Side.SELL ? bid : ask;
    assertThat(said()).isEqualTo(fills ? List.of("FILLED 2000@" + touch) : List.of());
  }

  @Test
  void aReduceOnlyOrderIsCutToWhatIsHeldAndEndsWhereNothingIs() {
    tick(book(0));
    held = 1_500;
    submit("a", Side.SELL, OrderType.MARKET, 0, 0, 2_000, true);
    assertThat(said()).containsExactly("NEW", "FILLED 1500@10000");
    submit("b", Side.BUY, OrderType.MARKET, 0, 0, 2_000, true);
    assertThat(said()).containsExactly("NEW", "CANCELED REDUCE_ONLY_NOTHING_HELD");
  }

  @Test
  void aReportIsNeverOlderThanItsOrderAndElseAsOldAsItsTick() {
    tick(book(0));
    now += 500;
    submit("a", Side.BUY, OrderType.MARKET, 0, 2_000);
    assertThat(reports).extracting(ExecutionReport::eventTimeNs).containsOnly(now);
    reports.clear();
    submit("b", Side.BUY, OrderType.LIMIT, 10_000, 2_000);
    tick(book(9_990));
    assertThat(reports.get(1).eventTimeNs()).as("the filling tick's").isEqualTo(now);
  }

  @Test
  void nothingFillsWhileTheBookIsUnhealthy() {
    tick(book(10_000, 10_010, 0, false));
    submit("a", Side.BUY, OrderType.MARKET, 0, 2_000);
    assertThat(said()).containsExactly("NEW");
    tick(book(0));
    assertThat(said()).containsExactly("FILLED 2000@10010");
  }

  @Test
  void anOrderTakesEffectWithTheFirstTickPastItsLatency() {
    paper = executor(2_000_000);
    tick(book(0));
    submit("a", Side.BUY, OrderType.MARKET, 0, 2_000);
    tick(book(0));
    assertThat(said()).isEmpty();
    tick(book(9_000, 9_010, 0, true));
    assertThat(said()).containsExactly("NEW", "FILLED 2000@9010");
  }

  @Test
  void aCancelledOrderNeverFillsAndIsCancelledOnce() {
    tick(book(0));
    submit("a", Side.BUY, OrderType.LIMIT, 10_000, 2_000);
    paper.cancel("a", "BTC", now, now, reports::add);
    paper.cancel("a", "BTC", now, now, reports::add);
    paper.cancel("unknown", "BTC", now, now, reports::add);
    tick(book(9_000));
    assertThat(said()).containsExactly("NEW", "CANCELED CANCELED_ON_REQUEST");
  }

  @ParameterizedTest
  @CsvSource({
    "10000, 0, 1003, false, FILTER_LOT_SIZE",
    "10000, 0, 5, false, FILTER_LOT_SIZE",
    "10000, 0, 0, false, FILTER_LOT_SIZE",
    "10001, 0, 2000, false, FILTER_PRICE",
    "9990, 0, 1000, false, FILTER_MIN_NOTIONAL",
    "10000, 0, 1000, false, ''",
    "9990, 0, 1000, true, ''",
  })
  void theVenuesFiltersHold(long price, long trigger, long quantity, boolean only, String code) {
    held = -2_000;
    tick(book(0));
    submit("a", Side.BUY, OrderType.LIMIT, price, trigger, quantity, only);
    assertThat(said()).containsExactly(code.isEmpty() ? "NEW" : "REJECTED " + code);
  }

  @Test
  void aStoredExecutorGoesOnWhereItWas() {
    tick(book(0));
    submit("a", Side.BUY, OrderType.LIMIT, 10_010, 4_000);
    held = 2_000;
    submit("b", Side.SELL, OrderType.STOP_MARKET, 0, 9_900, 2_000, true);
    StateWriter out = new StateWriter();
    paper.write(out);
    PaperExecutor restored = executor(0);
    restored.read(new StateReader(out.toByteArray()), id -> BTC);
    MarketTick falling = book(9_890, 9_900, 0, true);
    reports.clear();
    paper.onTick(falling, reports::add);
    List<ExecutionReport> straight = List.copyOf(reports);
    assertThat(said()).containsExactly("FILLED 2000@10010 maker", "FILLED 2000@9890");
    restored.onTick(falling, reports::add);
    assertThat(reports).isEqualTo(straight);
  }
}
