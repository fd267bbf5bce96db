package io.cryptoscalp.engine.risk;

import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Numbers;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.execution.OrderState;
import org.jspecify.annotations.Nullable;

/**
 * Layer 7: compliance. What may be traded at all and when, fat fingers, prices off the market,
 * trades with oneself.
 */
final class ComplianceRisk implements RiskLayer {
  @Override
  public String name() {
    return "compliance";
  }

  @Override
  public @Nullable Verdict judge(RiskContext context) {
    if (!context.isEntry()) {
      return null; // What may no longer be traded must still be closed.
    }
    RiskLimits limits = context.limits;
    if (!limits.tradable().contains(context.instrument.id())) {
      return new Verdict(
          RejectReason.COMPLIANCE_NOT_TRADABLE,
          "allow-list",
          new Numbers().add("instrument", context.instrument.id()).toString());
    }
    for (Blackout blackout : limits.blackouts()) {
      if (blackout.covers(context.instrument.id(), context.intent.eventTimeNs())) {
        return new Verdict(
            RejectReason.COMPLIANCE_BLACKOUT,
            "blackout",
            new Numbers()
                .add("window", blackout.toString())
                .add("timeNs", context.intent.eventTimeNs())
                .toString());
      }
    }
    double notional = context.orderNotional();
    if (notional > limits.get(RiskLimit.MAX_ORDER_NOTIONAL)) {
      return new Verdict(
          RejectReason.COMPLIANCE_ORDER_NOTIONAL,
          "order-notional",
          new Numbers()
              .add("notional", notional)
              .add("limit", limits.get(RiskLimit.MAX_ORDER_NOTIONAL))
              .toString());
    }
    MarketTick tick = context.tick;
    long mark =
        tick == null
            ? 0
            : tick.markPrice() > 0 ? tick.markPrice() : (tick.bestBid() + tick.bestAsk()) / 2;
    double distance = mark == 0 ? 0 : Math.abs((double) context.intent.referencePrice() / mark - 1);
    if (distance > limits.get(RiskLimit.PRICE_BAND)) {
      return new Verdict(
          RejectReason.COMPLIANCE_PRICE_BAND,
          "price-band",
          new Numbers()
              .add("distance", distance)
              .add("limit", limits.get(RiskLimit.PRICE_BAND))
              .toString());
    }
    for (OrderState state : context.ledger.openOrders()) {
      Order order = state.order();
      if (!order.reduceOnly()
          && order.instrument().equals(context.instrument.id())
          && order.side() != context.side) {
        return new Verdict(
            RejectReason.COMPLIANCE_SELF_TRADE,
            "self-trade",
            new Numbers().add("order", order.clientOrderId()).toString());
      }
    }
    return null;
  }
}
