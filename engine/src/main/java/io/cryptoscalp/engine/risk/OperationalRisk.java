package io.cryptoscalp.engine.risk;

import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * Layer 6: operations. Stale or broken market data, repeated intents, order rate, orders nobody
 * knows the state of.
 */
final class OperationalRisk implements RiskLayer {
  @Override
  public String name() {
    return "operational";
  }

  @Override
  public @Nullable Verdict judge(RiskContext context) {
    RiskLimits limits = context.limits;
    if (context.monitor.wasJudged(context.intent.intentId())) {
      return new Verdict(
          RejectReason.OPERATIONAL_DUPLICATE_INTENT,
          "intent-id",
          new Numbers().add("intent", context.intent.intentId()).toString());
    }
    if (!context.isEntry()) {
      return null; // The venue's market may be sound where the view of it is not.
    }
    MarketTick tick = context.tick;
    long age =
        tick == null
            ? Long.MAX_VALUE
            : Math.max(context.intent.receiveTimeNs(), context.monitor.nowNs())
                - tick.receiveTimeNs();
    if (tick == null || age > limits.maxTickAgeNs()) {
      return new Verdict(
          RejectReason.OPERATIONAL_STALE_MARKET,
          "tick-age",
          new Numbers()
              .add("ageMs", tick == null ? -1 : age / 1_000_000)
              .add("limitMs", limits.maxTickAgeNs() / 1_000_000)
              .toString());
    }
    if (!tick.bookHealthy()) {
      return new Verdict(
          RejectReason.OPERATIONAL_BOOK_UNHEALTHY,
          "book",
          new Numbers().add("healthy", "false").toString());
    }
    int recent = context.monitor.recentEntries(context.intent.receiveTimeNs());
    if (recent >= limits.maxOrdersPerMinute()) {
      return new Verdict(
          RejectReason.OPERATIONAL_ORDER_RATE,
          "orders-per-minute",
          new Numbers().add("orders", recent).add("limit", limits.maxOrdersPerMinute()).toString());
    }
    int unknown = context.ledger.unknownCount();
    if (unknown >= limits.maxUnknownOrders()) {
      return new Verdict(
          RejectReason.OPERATIONAL_UNKNOWN_ORDERS,
          "unknown-orders",
          new Numbers().add("orders", unknown).add("limit", limits.maxUnknownOrders()).toString());
    }
    return null;
  }
}
