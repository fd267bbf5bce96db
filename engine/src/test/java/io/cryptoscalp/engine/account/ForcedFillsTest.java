package io.cryptoscalp.engine.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.Intent.Action;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.portfolio.Position;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Does an account book what a venue closes by force, though none of its orders did? */
class ForcedFillsTest {
  private final AccountFixture account = AccountFixture.gateway();
  private AccountEngine engine = account.engine;

  private static ExecutionReport forced(
      String id, int number, Side side, long quantity, long cumulative, long leaves, double fee) {
    return new ExecutionReport(
        id + "-" + number,
        id,
        "main",
        "",
        AccountFixture.ID,
        side,
        leaves == 0 ? Status.FILLED : Status.PARTIALLY_FILLED,
        quantity,
        900_000,
        cumulative,
        leaves,
        fee,
        false,
        "",
        5_000_000_000L);
  }

  /** Lets a strategy hold so much, bought or sold at 10 000.10. */
  private void hold(long sequence, String strategy, Action action, long quantity) {
    boolean isLong = action == Action.ENTER_LONG;
    Intent like =
        AccountFixture.intent(
            sequence, action, 10_000.1, isLong ? 9_500 : 10_500, isLong ? 11_000 : 9_000);
    account.tick(sequence, 10_000, engine);
    engine.onIntent(
        new Intent(
            strategy + sequence,
            strategy,
            like.account(),
            like.instrument(),
            like.action(),
            like.type(),
            0,
            like.referencePrice(),
            like.stopPrice(),
            like.takeProfitPrice(),
            like.confidence(),
            like.probabilityUp(),
            "",
            false,
            0,
            like.regime(),
            "",
            like.eventTimeNs(),
            like.receiveTimeNs(),
            sequence),
        account);
    Order entry = account.orders.get(account.orders.size() - 1);
    assertThat(entry.strategy()).as("%s", account.decisions).isEqualTo(strategy);
    engine.onReport(
        new ExecutionReport(
            entry.clientOrderId() + "-1",
            entry.clientOrderId(),
            "main",
            strategy,
            AccountFixture.ID,
            entry.side(),
            Status.CANCELED,
            quantity,
            1_000_010,
            quantity,
            0,
            0,
            false,
            "",
            sequence * 1_000_000_000L),
        account);
    assertThat(held(strategy)).isEqualTo(isLong ? quantity : -quantity);
  }

  private long held(String strategy) {
    return engine.portfolio().quantity(strategy, AccountFixture.ID);
  }

  private Position position(String strategy) {
    Position position = engine.portfolio().find(strategy, AccountFixture.ID);
    assertThat(position).isNotNull();
    return position;
  }

  private List<String> codes() {
    return account.decisions.stream()
        .map(Decision::code)
        .filter(code -> code.startsWith("EXECUTION_"))
        .map(code -> code.substring(0, code.indexOf(':')))
        .toList();
  }

  @Test
  void everyStrategyIsFlatAndTheMoneyIsTheVenues() {
    hold(1, "a", Action.ENTER_LONG, 100);
    hold(2, "b", Action.ENTER_SHORT, 30);
    hold(3, "c", Action.ENTER_LONG, 50);
    int sent = account.orders.size();
    // The venue holds 120 and closes them in two fills; the first report comes twice.
    ExecutionReport first = forced("autoclose-1", 1, Side.SELL, 80, 80, 40, 0.8);
    engine.onReport(first, account);
    engine.onReport(first, account);
    assertThat(List.of(held("a"), held("b"), held("c"))).containsExactly(0L, 0L, 40L);
    StateWriter stored = new StateWriter();
    engine.write(stored);
    engine = AccountFixture.create(null);
    engine.read(new StateReader(stored.toByteArray()));
    engine.onReport(forced("autoclose-1", 2, Side.SELL, 40, 120, 0, 2.4), account);
    assertThat(List.of(held("a"), held("b"), held("c"))).containsExactly(0L, 0L, 0L);
    assertThat(position("a").realizedPnl()).isCloseTo(0.1 * (9_000 - 10_000.1), within(1e-9));
    assertThat(position("b").realizedPnl()).isCloseTo(0.03 * (10_000.1 - 9_000), within(1e-9));
    assertThat(position("c").realizedPnl()).isCloseTo(0.05 * (9_000 - 10_000.1), within(1e-9));
    assertThat(position("a").fees() + position("c").fees()).isCloseTo(3.2, within(1e-9));
    assertThat(position("b").fees()).isZero();
    assertThat(engine.ledger().openOrders())
        .as("stops and targets wait for the word of the venue")
        .allMatch(order -> order.cancelReason().equals("FLAT"));
    assertThat(codes()).containsExactly("EXECUTION_LIQUIDATED");
    assertThat(account.orders.subList(sent, account.orders.size()))
        .as("a gateway is told to cancel, and of no order that the venue made")
        .isNotEmpty()
        .allMatch(order -> order.kind() == Order.Kind.CANCEL);
    assertThat(account.reports).isEmpty();
  }

  @Test
  void whatNobodyHeldIsSaidAndNotBooked() {
    hold(1, "a", Action.ENTER_LONG, 100);
    engine.onReport(forced("autoclose-7", 1, Side.SELL, 130, 130, 0, 1.3), account);
    assertThat(held("a")).isZero();
    assertThat(codes()).containsExactly("EXECUTION_LIQUIDATED", "EXECUTION_ORDER_UNKNOWN");
    double booked = position("a").realizedPnl();
    engine.onReport(forced("autoclose-7", 1, Side.SELL, 130, 130, 0, 1.3), account);
    assertThat(position("a").realizedPnl()).isEqualTo(booked);
    assertThat(codes()).hasSize(2);
  }
}
