package io.cryptoscalp.engine.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.account.AccountConfig;
import io.cryptoscalp.engine.account.AccountEngine;
import io.cryptoscalp.engine.account.AccountOutput;
import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.PositionSnapshot;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.risk.RiskLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Does an account of the live classes trade at the simulated venue, late as its messages are? */
class SimulatedExecutorTest {
  private static final long MS = Tapes.MS;
  private static final long START = 1_700_000_000_000L * MS;

  private final EventTapeBuilder tape = new EventTapeBuilder(Tapes.BTC, 0);
  private final List<String> reports = new ArrayList<>();

  private void book(long venueMs, long localMs, long bid) {
    long venue = START + venueMs * MS;
    long local = START + localMs * MS;
    for (int i = 1; i < 4; i++) {
      tape.level(venue, local, Side.BUY, bid + 10L * i, 0);
    }
    for (int i = 1; i < 4; i++) {
      tape.level(venue, local, Side.SELL, bid + 10 - 10L * i, 0);
    }
    tape.level(venue, local, Side.BUY, bid, 1000);
    tape.level(venue, local, Side.SELL, bid + 10, 1000);
    tape.endMessage();
  }

  private static Order order(String id, OrderType type, Side side, long price, long atMs) {
    long at = START + atMs * MS;
    return new Order(
        id, Order.Kind.NEW, "a", "s", "BTC", side, type, price, 0, 100, false, "i", "", "", at, at);
  }

  private SimulatedExecutor executor() {
    VenueOptions options = VenueOptions.standard(LatencyModel.constant(3 * MS, 4 * MS));
    return new SimulatedExecutor(List.of(tape.build()), List.of(options), 10_000);
  }

  private void drain(SimulatedExecutor executor, long toMs) {
    long to = START + toMs * MS;
    for (long at = executor.nextReportNs(to); at <= to; at = executor.nextReportNs(to)) {
      long ms = (at - START) / MS;
      executor.onTime(
          at,
          report ->
              reports.add(
                  ms
                      + " "
                      + report.clientOrderId()
                      + " "
                      + report.status()
                      + " "
                      + report.lastQuantity()
                      + "@"
                      + report.lastPrice()
                      + report.reason()));
    }
  }

  @Test
  void ordersMeetTheBookOfTheirArrivalAndReportsComeLater() {
    book(0, 1, 10_000);
    book(12, 20, 10_010);
    book(50, 51, 9_990);
    book(90, 91, 9_990);
    SimulatedExecutor executor = executor();
    executor.submit(order("m", OrderType.MARKET, Side.BUY, 0, 10), Tapes.BTC, report -> {});
    executor.submit(order("l", OrderType.POST_ONLY, Side.BUY, 10_000, 11), Tapes.BTC, r -> {});
    executor.submit(order("x", OrderType.LIMIT, Side.BUY, 10_001, 11), Tapes.BTC, report -> {});
    drain(executor, 16);
    assertThat(reports).containsExactly("15 x REJECTED 0@0FILTER_PRICE");
    drain(executor, 80);
    // Sent at 10, there at 13: after the move at 12 that the account hears of at 20.
    assertThat(reports.subList(1, reports.size()))
        .containsExactly(
            "17 m NEW 0@0", "17 m FILLED 100@10020", "18 l NEW 0@0", "54 l FILLED 100@10000");
  }

  @Test
  void cancelsRaceWithFills() {
    book(0, 1, 10_000);
    book(50, 51, 9_980);
    book(90, 91, 9_980);
    SimulatedExecutor executor = executor();
    executor.submit(order("l", OrderType.POST_ONLY, Side.BUY, 10_000, 10), Tapes.BTC, r -> {});
    executor.submit(order("k", OrderType.POST_ONLY, Side.BUY, 10_000, 10), Tapes.BTC, r -> {});
    drain(executor, 45);
    executor.cancel("k", "BTC", START, START + 45 * MS, report -> {});
    executor.cancel("l", "BTC", START, START + 48 * MS, report -> {});
    drain(executor, 89);
    assertThat(reports)
        .containsExactly(
            "17 l NEW 0@0",
            "17 k NEW 0@0",
            "52 k CANCELED 0@0CANCELED_ON_REQUEST",
            "54 l FILLED 100@10000");
  }

  @Test
  void anAccountBooksWhatTheVenueFills() {
    book(0, 1, 10_000);
    book(30, 31, 10_010);
    book(90, 91, 10_010);
    VenueOptions options = VenueOptions.standard(LatencyModel.constant(3 * MS, 4 * MS));
    SimulatedExecutor executor =
        new SimulatedExecutor(List.of(tape.build()), List.of(options), 10_000);
    AccountEngine account =
        new AccountEngine(
            new AccountConfig("a", 10_000, RiskLimits.defaults(Set.of("BTC")), null),
            id -> Tapes.BTC,
            positions -> executor);
    Collected out = new Collected();
    account.onTick(tick(2), out);
    account.onIntent(intent(10), out);
    assertThat(out.orders).as("%s", out.decisions).isNotEmpty();
    account.onTime(START + 16 * MS, out);
    assertThat(account.portfolio().quantity("s", "BTC")).isZero();
    account.onTime(START + 17 * MS, out);
    // It wanted more than the level held; paper execution would have filled all of it.
    assertThat(out.orders.get(0).quantity()).isGreaterThan(1000);
    assertThat(account.portfolio().quantity("s", "BTC")).isEqualTo(1000);
    assertThat(out.reports.get(2).reason()).isEqualTo("NO_LIQUIDITY");
    assertThat(out.reports.get(1).lastPrice()).isEqualTo(10_010);
    assertThat(out.reports.get(1).eventTimeNs()).isEqualTo(START + 13 * MS);
  }

  @Test
  void whatTheMarginDoesNotCarryIsRejected() {
    book(0, 1, 10_000);
    book(50, 51, 10_000);
    VenueOptions options =
        VenueOptions.standard(LatencyModel.constant(3 * MS, 4 * MS))
            .withMargin(MarginModel.of(Tapes.BTC, 10, 0));
    // A position of 10.01 needs 1.001.
    SimulatedExecutor executor =
        new SimulatedExecutor(List.of(tape.build()), List.of(options), 1.5);
    executor.submit(order("m", OrderType.MARKET, Side.BUY, 0, 10), Tapes.BTC, report -> {});
    executor.submit(order("n", OrderType.MARKET, Side.BUY, 0, 20), Tapes.BTC, report -> {});
    drain(executor, 49);
    assertThat(reports)
        .containsExactly(
            "17 m NEW 0@0", "17 m FILLED 100@10010", "27 n REJECTED 0@0MARGIN_INSUFFICIENT");
  }

  private static MarketTick tick(long ms) {
    long at = START + ms * MS;
    return new MarketTick(
        "BTC",
        at,
        at,
        1,
        new long[] {10_000},
        new long[] {1000},
        new long[] {10_010},
        new long[] {1000},
        0,
        0,
        null,
        0,
        0,
        0,
        Regime.NORMAL,
        true);
  }

  private static Intent intent(long ms) {
    long at = START + ms * MS;
    return new Intent(
        "i/1",
        "s",
        "a",
        "BTC",
        Intent.Action.ENTER_LONG,
        OrderType.MARKET,
        0,
        10_010,
        9_900,
        10_200,
        0.9,
        0.5,
        "",
        false,
        0,
        Regime.NORMAL,
        "because",
        at,
        at,
        1);
  }

  /** What an account puts out. */
  private static final class Collected implements AccountOutput {
    private final List<Decision> decisions = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private final List<ExecutionReport> reports = new ArrayList<>();

    @Override
    public void decision(Decision decision) {
      decisions.add(decision);
    }

    @Override
    public void order(Order order) {
      orders.add(order);
    }

    @Override
    public void report(ExecutionReport report) {
      reports.add(report);
    }

    @Override
    public void position(PositionSnapshot position) {}
  }
}
