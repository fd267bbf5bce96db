package io.cryptoscalp.engine.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.Intent.Action;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.portfolio.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Does the account end where the venue is, whatever becomes of the reports on the way? */
class ReconciliationTest {
  private static final long PRICE = 1_000_010;

  private final AccountFixture account = AccountFixture.gateway();

  @BeforeEach
  void aTick() {
    account.tick(1, 10_000, account.engine);
  }

  private Order enter() {
    account.engine.onIntent(
        AccountFixture.intent(1, Action.ENTER_LONG, 10_000.1, 9_500, 11_000), account);
    return account.orders.get(account.orders.size() - 1);
  }

  private void report(ExecutionReport... reports) {
    for (ExecutionReport report : reports) {
      account.engine.onReport(report, account);
    }
  }

  private long held() {
    return account.engine.portfolio().quantity("test", AccountFixture.ID);
  }

  private List<String> faults() {
    List<String> codes = new ArrayList<>();
    for (Decision decision : account.decisions) {
      if (decision.rule().equals("reconcile")) {
        assertThat(decision.layer()).isEqualTo("operational");
        assertThat(decision.code()).endsWith(": " + decision.numbers());
        codes.add(decision.code().substring(0, decision.code().indexOf(':')));
      }
    }
    return codes;
  }

  private List<Order> sent(OrderType type) {
    return account.orders.stream()
        .filter(order -> order.kind() == Order.Kind.NEW && order.type() == type)
        .toList();
  }

  @Test
  void aFillAfterTheCancellationIsBookedAndProtected() {
    Order entry = enter();
    report(Reports.canceled(entry, 0));
    assertThat(account.engine.ledger().openCount()).isZero();

    report(Reports.fill(entry, 100, 100, PRICE));

    assertThat(held()).isEqualTo(100);
    assertThat(faults()).containsExactly("EXECUTION_FILL_AFTER_CLOSE");
    assertThat(sent(OrderType.STOP_MARKET)).hasSize(1);
    assertThat(account.engine.ledger().find(entry.clientOrderId()))
        .as("closed stays closed")
        .isNull();
    report(Reports.fill(entry, 100, 100, PRICE));
    assertThat(held()).as("a repeat").isEqualTo(100);
  }

  @Test
  void aLostReportIsBookedFromTheCumulativeQuantity() {
    Order entry = enter();
    // The report of the first 60 never came.
    report(Reports.fill(entry, 40, 100, PRICE));

    assertThat(held()).isEqualTo(100);
    assertThat(faults()).containsExactly("EXECUTION_FILL_MISSED");
    Position position = account.engine.portfolio().positions().get(0);
    assertThat(position.fees()).as("0.5 for 40 is 1.25 for 100").isEqualTo(1.25, within(1e-12));
    assertThat(sent(OrderType.STOP_MARKET)).extracting(Order::quantity).containsExactly(100L);

    report(Reports.fill(entry, 60, 60, PRICE));
    assertThat(held()).as("the lost report, late").isEqualTo(100);
  }

  @Test
  void aCancellationThatTellsOfAnUnknownFillBooksIt() {
    Order entry = enter();
    report(Reports.canceled(entry, 100));
    assertThat(held()).isEqualTo(100);
    assertThat(faults()).containsExactly("EXECUTION_FILL_MISSED");
    Position position = account.engine.portfolio().positions().get(0);
    assertThat(position.averagePrice()).as("the middle of the market").isEqualTo(10_000);
    assertThat(position.fees()).isEqualTo(0.1 * 10_000 * 0.0004, within(1e-12));
  }

  @Test
  void aFillOfAnUnknownOrderIsToldAndNotBooked() {
    Order entry = enter();
    Order foreign =
        new Order(
            "cs-foreign-en",
            Order.Kind.NEW,
            entry.account(),
            entry.strategy(),
            entry.instrument(),
            entry.side(),
            entry.type(),
            0,
            0,
            10,
            false,
            "",
            "",
            "",
            0,
            0);
    report(Reports.fill(foreign, 10, 10, PRICE), Reports.canceled(foreign, 0));
    assertThat(held()).isZero();
    assertThat(faults()).containsExactly("EXECUTION_ORDER_UNKNOWN");
  }

  @Test
  void moreThanOrderedIsBooked() {
    Order entry = enter();
    report(Reports.fill(entry, entry.quantity() + 1, entry.quantity() + 1, PRICE));
    assertThat(held()).isEqualTo(entry.quantity() + 1);
    assertThat(faults()).containsExactly("EXECUTION_OVERFILL");
  }

  @Test
  void unknownEndsOnlyByProof() {
    Order entry = enter();
    report(Reports.of(entry, Status.UNKNOWN, 0, 0, 0));
    assertThat(account.engine.ledger().unknownCount()).isEqualTo(1);
    assertThat(account.engine.ledger().openOrders().get(0).leaves()).isEqualTo(entry.quantity());
    report(Reports.fill(entry, 249, 249, PRICE));
    assertThat(account.engine.ledger().unknownCount()).isZero();
    assertThat(held()).isEqualTo(249);
  }

  @Test
  void anyDeliveryOfTheSameReportsEndsInTheSamePosition() {
    for (int seed = 0; seed < 200; seed++) {
      AccountFixture delivered = AccountFixture.gateway();
      delivered.tick(1, 10_000, delivered.engine);
      delivered.engine.onIntent(
          AccountFixture.intent(1, Action.ENTER_LONG, 10_000.1, 9_500, 11_000), delivered);
      Order entry = delivered.orders.get(0);
      Random random = new Random(seed);
      List<ExecutionReport> reports = new ArrayList<>();
      reports.add(Reports.of(entry, Status.NEW, 0, 0, 0));
      long cumulative = 0;
      while (cumulative < 200) {
        long part = 1L + random.nextInt(40);
        cumulative += part;
        reports.add(Reports.fill(entry, part, cumulative, PRICE));
      }
      reports.add(Reports.canceled(entry, cumulative));
      List<ExecutionReport> last = List.of(reports.get(reports.size() - 1));
      List<ExecutionReport> shuffled = new ArrayList<>(reports);
      shuffled.removeIf(report -> random.nextInt(4) == 0);
      shuffled.addAll(reports.subList(0, random.nextInt(reports.size())));
      Collections.shuffle(shuffled, random);
      for (ExecutionReport report : shuffled) {
        delivered.engine.onReport(report, delivered);
      }
      delivered.engine.onReport(last.get(0), delivered);
      assertThat(delivered.engine.portfolio().quantity("test", AccountFixture.ID))
          .as("seed %s", seed)
          .isEqualTo(cumulative);
      long stops = 0;
      for (Order order : delivered.orders) {
        stops += order.type() == OrderType.STOP_MARKET ? order.quantity() : 0;
      }
      assertThat(stops).as("protected, seed %s", seed).isEqualTo(cumulative);
      assertThat(delivered.engine.ledger().hasOpenEntry("test", AccountFixture.ID)).isFalse();
    }
  }
}
