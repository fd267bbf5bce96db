package io.cryptoscalp.operators.results;

import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.InstrumentCatalogue;

/** The columns that rows of live trading and of backtests share. */
final class TradingColumns {
  private TradingColumns() {}

  /** A risk decision. */
  static RowWriter decision(RowWriter row, Decision decision, InstrumentCatalogue catalogue) {
    // One about the account as a whole has no instrument and no quantity: any scale writes its 0.
    String id = decision.instrument();
    Instrument instrument = id.isEmpty() ? catalogue.all().get(0) : catalogue.get(id);
    return row.text(decision.decisionId())
        .text(decision.intentId())
        .text(decision.account())
        .text(decision.strategy())
        .text(decision.instrument())
        .bool(decision.accepted())
        .text(decision.layer())
        .text(decision.rule())
        .text(decision.code())
        .text(decision.numbers())
        .decimal(decision.quantity(), instrument.quantityDecimals())
        .whole(decision.eventTimeNs())
        .whole(decision.receiveTimeNs())
        .whole(decision.sequence());
  }

  /** An order. */
  static RowWriter order(RowWriter row, Order order, Instrument instrument) {
    return row.text(order.clientOrderId())
        .text(order.kind().name())
        .text(order.account())
        .text(order.strategy())
        .text(order.instrument())
        .text(order.side().name())
        .text(order.type().name())
        .decimal(order.price(), instrument.priceDecimals())
        .decimal(order.triggerPrice(), instrument.priceDecimals())
        .decimal(order.quantity(), instrument.quantityDecimals())
        .bool(order.reduceOnly())
        .text(order.intentId())
        .text(order.parentId())
        .text(order.reason())
        .whole(order.eventTimeNs())
        .whole(order.receiveTimeNs());
  }

  /** An execution report. */
  static RowWriter fill(RowWriter row, ExecutionReport report, Instrument instrument) {
    int decimals = instrument.quantityDecimals();
    return row.text(report.reportId())
        .text(report.clientOrderId())
        .text(report.account())
        .text(report.strategy())
        .text(report.instrument())
        .text(report.side().name())
        .text(report.status().name())
        .decimal(report.lastQuantity(), decimals)
        .decimal(report.lastPrice(), instrument.priceDecimals())
        .decimal(report.cumulativeQuantity(), decimals)
        .decimal(report.leavesQuantity(), decimals)
        .real(report.fee())
        .bool(report.maker())
        .text(report.reason())
        .whole(report.eventTimeNs());
  }
}
