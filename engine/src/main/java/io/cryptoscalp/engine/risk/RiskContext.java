package io.cryptoscalp.engine.risk;

import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.execution.OrderLedger;
import io.cryptoscalp.engine.execution.OrderState;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.portfolio.Portfolio;
import org.jspecify.annotations.Nullable;

/** Everything the layers look at for one intent, and the size they agree on. */
public final class RiskContext {
  final Intent intent;
  final Instrument instrument;
  final @Nullable MarketTick tick;
  final Portfolio portfolio;
  final OrderLedger ledger;
  final RiskLimits limits;
  final RiskMonitor monitor;
  final double equity;
  final Side side;

  /** Size decided by the position layer, scaled. */
  long quantity;

  /** Creates the context of one intent. */
  public RiskContext(
      Intent intent,
      Instrument instrument,
      @Nullable MarketTick tick,
      Portfolio portfolio,
      OrderLedger ledger,
      RiskLimits limits,
      RiskMonitor monitor) {
    this.intent = intent;
    this.instrument = instrument;
    this.tick = tick;
    this.portfolio = portfolio;
    this.ledger = ledger;
    this.limits = limits;
    this.monitor = monitor;
    this.equity = portfolio.equity();
    this.side = sideOf(intent, portfolio);
  }

  private static Side sideOf(Intent intent, Portfolio portfolio) {
    return switch (intent.action()) {
      case ENTER_LONG -> Side.BUY;
      case ENTER_SHORT -> Side.SELL;
      case EXIT ->
          portfolio.quantity(intent.strategy(), intent.instrument()) > 0 ? Side.SELL : Side.BUY;
    };
  }

  /** Size decided, scaled; 0 before the position layer has judged. */
  public long quantity() {
    return quantity;
  }

  /** Direction of the order that would follow. */
  public Side side() {
    return side;
  }

  /** True for intents that open or add. */
  boolean isEntry() {
    return intent.action() != Intent.Action.EXIT;
  }

  /** Venue time: the intent's, or that of a newer tick of its instrument. */
  long nowNs() {
    return tick == null ? intent.eventTimeNs() : Math.max(intent.eventTimeNs(), tick.eventTimeNs());
  }

  /** Notional of the order that would follow, account currency. */
  double orderNotional() {
    return instrument.notional(intent.referencePrice(), quantity);
  }

  /**
   * Notional of open entry orders, signed when {@code net}; of one base currency when it is given.
   */
  double pendingNotional(boolean net, @Nullable String base) {
    double sum = 0;
    for (OrderState state : ledger.openOrders()) {
      Order order = state.order();
      Instrument other = monitor.instrument(order.instrument());
      if (order.reduceOnly() || other == null || (base != null && !other.base().equals(base))) {
        continue;
      }
      long price = order.price() > 0 ? order.price() : monitor.lastPrice(order.instrument());
      double notional = other.notional(price, state.leaves());
      sum += net ? order.side().sign() * notional : notional;
    }
    return sum;
  }

  /** Number of open entry orders. */
  int pendingEntries() {
    int count = 0;
    for (OrderState state : ledger.openOrders()) {
      count += state.order().reduceOnly() ? 0 : 1;
    }
    return count;
  }
}
