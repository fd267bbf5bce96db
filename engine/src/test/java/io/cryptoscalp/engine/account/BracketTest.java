package io.cryptoscalp.engine.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.Intent.Action;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.RiskCommand;
import io.cryptoscalp.engine.execution.OrderState;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.risk.RiskLimits;
import io.cryptoscalp.engine.risk.TradingState;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Is what an account holds protected once and only once, and does every exit get out? */
class BracketTest {
  private static final long PRICE = 1_000_010;

  private final AccountFixture account = AccountFixture.gateway();

  @BeforeEach
  void aTick() {
    account.tick(1, 10_000, account.engine);
  }

  private Order enter() {
    account.engine.onIntent(
        AccountFixture.intent(1, Action.ENTER_LONG, 10_000.1, 9_500, 11_000), account);
    return last();
  }

  private void exit(long sequence) {
    account.engine.onIntent(AccountFixture.intent(sequence, Action.EXIT, 10_000, 0, 0), account);
  }

  private void report(ExecutionReport report) {
    account.engine.onReport(report, account);
  }

  private Order last() {
    return account.orders.get(account.orders.size() - 1);
  }

  private Decision decided() {
    return account.decisions.get(account.decisions.size() - 1);
  }

  private long held() {
    return account.engine.portfolio().quantity("test", AccountFixture.ID);
  }

  @Test
  void anExitBeforeTheFillCancelsTheEntry() {
    Order entry = enter();
    exit(2);
    assertThat(decided().accepted()).isTrue();
    assertThat(last().kind()).isEqualTo(Order.Kind.CANCEL);
    assertThat(last().clientOrderId()).isEqualTo(entry.clientOrderId());
    assertThat(account.orders).hasSize(2);
    report(Reports.canceled(entry, 0));
    assertThat(held()).isZero();
    assertThat(account.engine.ledger().openCount()).isZero();
  }

  @Test
  void whatTheEntryStillFillsAfterTheExitIsClosed() {
    Order entry = enter();
    report(Reports.fill(entry, 50, 50, PRICE));
    exit(2);
    assertThat(last().type()).isEqualTo(OrderType.MARKET);
    assertThat(last().quantity()).isEqualTo(50);
    Order exit = last();
    report(Reports.fill(entry, 30, 80, PRICE));
    Order rest = last();
    assertThat(rest.type()).isEqualTo(OrderType.MARKET);
    assertThat(rest.reduceOnly()).isTrue();
    assertThat(rest.quantity()).isEqualTo(30);
    report(Reports.fill(exit, 50, 50, PRICE));
    report(Reports.fill(rest, 30, 30, PRICE));
    report(Reports.canceled(entry, 80));
    assertThat(held()).isZero();
    // The legs of the first fill were cancelled; the venue has not answered.
    assertThat(account.engine.ledger().openOrders())
        .allSatisfy(state -> assertThat(state.cancelReason()).isEqualTo(OrderState.EXIT))
        .hasSize(2);
  }

  @Test
  void aLegThatBeginsToFillCancelsItsSibling() {
    Order entry = enter();
    report(Reports.fill(entry, 249, 249, PRICE));
    Order stop = account.orders.get(1);
    Order target = account.orders.get(2);
    report(Reports.fill(target, 100, 100, 1_100_000));
    assertThat(last().kind()).isEqualTo(Order.Kind.CANCEL);
    assertThat(last().clientOrderId()).isEqualTo(stop.clientOrderId());
    assertThat(last().reason()).isEqualTo("OCO");
    report(Reports.canceled(stop, 0));
    int before = account.orders.size();
    report(Reports.fill(target, 149, 249, 1_100_000));
    assertThat(account.orders).as("nothing is left to cancel").hasSize(before);
    assertThat(held()).isZero();
    assertThat(account.engine.ledger().openCount()).isZero();
  }

  @Test
  void aLegThatTheVenueEndsIsReplacedByAnExitOfTheRest() {
    Order entry = enter();
    report(Reports.fill(entry, 249, 249, PRICE));
    Order stop = account.orders.get(1);
    Order target = account.orders.get(2);
    report(Reports.fill(target, 100, 100, 1_100_000));
    report(Reports.canceled(stop, 0));
    report(Reports.canceled(target, 100));
    assertThat(last().type()).isEqualTo(OrderType.MARKET);
    assertThat(last().quantity()).isEqualTo(149);
    assertThat(decided().code()).startsWith("EXECUTION_PROTECTION_LOST: ");
  }

  @Test
  void aRejectedStopClosesWhatItWouldHaveProtected() {
    Order entry = enter();
    report(Reports.fill(entry, 249, 249, PRICE));
    Order stop = account.orders.get(1);
    Order target = account.orders.get(2);
    report(Reports.rejected(stop));
    List<Order> sent = account.orders.subList(3, account.orders.size());
    assertThat(sent)
        .extracting(order -> order.kind() + " " + order.type())
        .containsExactly("CANCEL TAKE_PROFIT_MARKET", "NEW MARKET");
    assertThat(sent.get(0).clientOrderId()).isEqualTo(target.clientOrderId());
    assertThat(sent.get(1).quantity()).isEqualTo(249);
    assertThat(sent.get(1).side()).isEqualTo(stop.side());
  }

  @Test
  void bothLegsFilledTurnThePositionAndTheExcessIsClosed() {
    Order entry = enter();
    report(Reports.fill(entry, 249, 249, PRICE));
    Order stop = account.orders.get(1);
    Order target = account.orders.get(2);
    report(Reports.fill(target, 249, 249, 1_100_000));
    report(Reports.fill(stop, 249, 249, 950_000));
    assertThat(held()).isEqualTo(-249);
    assertThat(decided().code()).startsWith("EXECUTION_POSITION_TURNED: ");
    assertThat(last().side()).isEqualTo(entry.side());
    assertThat(last().quantity()).isEqualTo(249);
    assertThat(last().reduceOnly()).isTrue();
    report(Reports.fill(last(), 249, 249, 950_010));
    assertThat(held()).isZero();
  }

  @Test
  void aRefusedExitIsRetriedAndThenHaltsTheAccount() {
    Order entry = enter();
    report(Reports.fill(entry, 249, 249, PRICE));
    exit(2);
    for (int attempt = 0; attempt <= ReportBook.EXIT_RETRIES; attempt++) {
      Order exit = last();
      assertThat(exit.type()).as("attempt %s", attempt).isEqualTo(OrderType.MARKET);
      assertThat(exit.clientOrderId()).matches("[a-z0-9-]{1,36}");
      report(Reports.rejected(exit));
    }
    assertThat(account.orders.stream().filter(order -> order.type() == OrderType.MARKET))
        .as("entry, exit and its retries")
        .hasSize(2 + ReportBook.EXIT_RETRIES);
    assertThat(account.decisions)
        .anyMatch(decision -> decision.code().startsWith("EXECUTION_EXIT_FAILED: "));
    assertThat(account.engine.state()).isEqualTo(TradingState.HALTED);
  }

  @Test
  void anExitUnderWayIsNotSentTwice() {
    Order entry = enter();
    report(Reports.fill(entry, 249, 249, PRICE));
    exit(2);
    int before = account.orders.size();
    exit(3);
    assertThat(decided().code()).startsWith("POSITION_ALREADY_CLOSING: ");
    assertThat(account.orders).hasSize(before);
  }

  @Test
  void anInstrumentTakenOffTheListCanBeClosedWithoutAFreshTick() {
    Order entry = enter();
    report(Reports.fill(entry, 249, 249, PRICE));
    StateWriter stored = new StateWriter();
    account.engine.write(stored);
    AccountEngine restricted =
        new AccountEngine(
            new AccountConfig("main", 10_000, RiskLimits.defaults(Set.of()), null),
            BracketTest::instrument);
    restricted.read(new StateReader(stored.toByteArray()));

    Intent late = AccountFixture.intent(3_600, Action.EXIT, 10_000, 0, 0);
    restricted.onIntent(late, account);

    assertThat(decided().accepted()).isTrue();
    assertThat(last().quantity()).isEqualTo(249);
    restricted.onIntent(
        AccountFixture.intent(3_601, Action.ENTER_LONG, 10_000.1, 9_500, 11_000), account);
    assertThat(decided().accepted()).isFalse();
  }

  @Test
  void aHaltCancelsWorkingEntriesAndLeavesProtection() {
    Order entry = enter();
    report(Reports.fill(entry, 100, 100, PRICE));
    account.orders.clear();
    account.command("halt-1", RiskCommand.Kind.HALT);
    assertThat(account.orders)
        .extracting(Order::clientOrderId)
        .containsExactly(entry.clientOrderId());
    assertThat(last().kind()).isEqualTo(Order.Kind.CANCEL);
    report(Reports.canceled(entry, 100));
    assertThat(account.engine.ledger().openCount()).as("stop and target").isEqualTo(2);
    exit(4);
    assertThat(decided().accepted()).as("an exit passes in every state").isTrue();
  }

  private static Instrument instrument(String id) {
    assertThat(id).isEqualTo(AccountFixture.ID);
    return AccountFixture.INSTRUMENT;
  }
}
