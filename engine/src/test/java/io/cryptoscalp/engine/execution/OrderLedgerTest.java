package io.cryptoscalp.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Does the ledger take an order once, and from each report only what is new? */
class OrderLedgerTest {
  private final OrderLedger ledger = new OrderLedger();

  private static Order order(String id) {
    return new Order(
        id,
        Order.Kind.NEW,
        "main",
        "s",
        "BTC",
        Side.BUY,
        OrderType.LIMIT,
        100,
        0,
        100,
        false,
        "",
        "",
        "",
        1,
        1);
  }

  private @Nullable Booking report(String id, Status status, long last, long cumulative) {
    return ledger.apply(
        new ExecutionReport(
            id + status + cumulative,
            id,
            "main",
            "s",
            "BTC",
            Side.BUY,
            status,
            last,
            100,
            cumulative,
            100 - cumulative,
            0,
            false,
            "",
            1));
  }

  @Test
  void anIdEntersOnceOpenOrClosed() {
    assertThat(ledger.enter(order("a"), 0, 0)).isTrue();
    assertThat(ledger.enter(order("a"), 0, 0)).isFalse();
    report("a", Status.CANCELED, 0, 0);
    assertThat(ledger.openCount()).isZero();
    assertThat(ledger.enter(order("a"), 0, 0)).as("a replay").isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // known status and quantity, report, what it books (-1: nothing new), status then
    "NEW, 0, NEW, 0, 0, 0, NEW",
    "PARTIALLY_FILLED, 40, PARTIALLY_FILLED, 40, 40, -1, PARTIALLY_FILLED",
    "PARTIALLY_FILLED, 40, PARTIALLY_FILLED, 10, 50, 10, PARTIALLY_FILLED",
    "PARTIALLY_FILLED, 40, PARTIALLY_FILLED, 10, 60, 20, PARTIALLY_FILLED",
    "PARTIALLY_FILLED, 40, PARTIALLY_FILLED, 30, 30, -1, PARTIALLY_FILLED",
    "PARTIALLY_FILLED, 40, NEW, 0, 0, -1, PARTIALLY_FILLED",
    "PARTIALLY_FILLED, 40, FILLED, 60, 100, 60, FILLED",
    "PARTIALLY_FILLED, 40, CANCELED, 0, 40, 0, CANCELED",
    "PARTIALLY_FILLED, 40, CANCELED, 0, 70, 30, CANCELED",
    "PARTIALLY_FILLED, 40, UNKNOWN, 0, 40, 0, UNKNOWN",
    "UNKNOWN, 0, NEW, 0, 0, 0, NEW",
    "UNKNOWN, 0, REJECTED, 0, 0, 0, REJECTED",
    "CANCELED, 40, CANCELED, 0, 40, -1, CANCELED",
    "CANCELED, 40, PARTIALLY_FILLED, 10, 50, 10, CANCELED",
    "CANCELED, 40, FILLED, 60, 100, 60, FILLED",
    "REJECTED, 0, PARTIALLY_FILLED, 10, 10, 10, REJECTED",
    "FILLED, 100, FILLED, 60, 100, -1, FILLED",
    "FILLED, 100, CANCELED, 0, 100, -1, FILLED",
    "FILLED, 100, FILLED, 10, 110, 10, FILLED",
  })
  void aReportBooksWhatIsNew(
      Status known,
      long filled,
      Status status,
      long last,
      long cumulative,
      long books,
      Status then) {
    ledger.enter(order("a"), 0, 0);
    OrderState state = ledger.openOrders().get(0);
    if (known != Status.NEW) {
      report("a", known, filled, filled);
    }
    Booking booking = report("a", status, last, cumulative);
    assertThat(booking == null ? -1 : booking.quantity()).isEqualTo(books);
    assertThat(state.status()).isEqualTo(then);
    assertThat(ledger.find("a") == state).isEqualTo(state.isOpen());
    if (booking != null) {
      assertThat(booking.missed()).isEqualTo(Math.max(0, books - last));
    }
  }

  @Test
  void closedOrdersAreForgottenAfterMany() {
    for (int i = 0; i <= OrderLedger.CLOSED_KEPT; i++) {
      ledger.enter(order("o" + i), 0, 0);
      report("o" + i, Status.REJECTED, 0, 0);
    }
    assertThat(ledger.knows("o0")).isFalse();
    assertThat(ledger.knows("o1")).isTrue();
  }

  @Test
  void aStoredLedgerKnowsOpenAndClosedOrdersAsBefore() {
    ledger.enter(order("open"), 90, 110, 2);
    ledger.enter(order("closed"), 90, 110);
    report("open", Status.PARTIALLY_FILLED, 40, 40);
    report("closed", Status.CANCELED, 0, 10);
    ledger.openOrders().get(0).requestCancel("EXIT");
    ledger.openOrders().get(0).requestCancel("OCO");
    StateWriter out = new StateWriter();
    ledger.write(out);
    OrderLedger restored = new OrderLedger();
    restored.read(new StateReader(out.toByteArray()));
    OrderState open = restored.openOrders().get(0);
    assertThat(open.order()).isEqualTo(order("open"));
    assertThat(open.filled()).isEqualTo(40);
    assertThat(open.leaves()).isEqualTo(60);
    assertThat(open.stopPrice()).isEqualTo(90);
    assertThat(open.takeProfitPrice()).isEqualTo(110);
    assertThat(open.attempt()).isEqualTo(2);
    assertThat(open.cancelReason()).as("the first reason stays").isEqualTo("EXIT");
    assertThat(restored.knows("closed")).isTrue();
    StateWriter again = new StateWriter();
    restored.write(again);
    assertThat(again.toByteArray()).isEqualTo(out.toByteArray());
  }
}
