package io.cryptoscalp.engine.risk;

import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Numbers;
import io.cryptoscalp.engine.portfolio.Portfolio;
import io.cryptoscalp.engine.portfolio.Position;
import org.jspecify.annotations.Nullable;

/**
 * Layer 6: operations. Stale or broken market data, repeated intents, order rate, orders nobody
 * knows the state of.
 */
public final class OperationalRisk implements RiskLayer {
  OperationalRisk() {}

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
    if (tick == null || age > limits.ns(RiskLimit.MAX_TICK_AGE)) {
      return new Verdict(
          RejectReason.OPERATIONAL_STALE_MARKET,
          "tick-age",
          new Numbers()
              .add("ageMs", tick == null ? -1 : age / 1_000_000)
              .add("limitMs", limits.get(RiskLimit.MAX_TICK_AGE))
              .toString());
    }
    if (!tick.bookHealthy()) {
      return new Verdict(
          RejectReason.OPERATIONAL_BOOK_UNHEALTHY,
          "book",
          new Numbers().add("healthy", "false").toString());
    }
    int recent = context.monitor.recentEntries(context.intent.receiveTimeNs());
    if (recent >= limits.get(RiskLimit.MAX_ORDERS_PER_MINUTE)) {
      return new Verdict(
          RejectReason.OPERATIONAL_ORDER_RATE,
          "orders-per-minute",
          new Numbers()
              .add("orders", recent)
              .add("limit", limits.get(RiskLimit.MAX_ORDERS_PER_MINUTE))
              .toString());
    }
    int rejects = context.monitor.recentRejects(context.intent.receiveTimeNs());
    if (rejects >= limits.get(RiskLimit.MAX_REJECTS_PER_MINUTE)) {
      return new Verdict(
          RejectReason.OPERATIONAL_REJECT_RATE,
          "rejects-per-minute",
          new Numbers()
              .add("rejects", rejects)
              .add("limit", limits.get(RiskLimit.MAX_REJECTS_PER_MINUTE))
              .toString());
    }
    int unknown = context.ledger.unknownCount();
    if (unknown >= limits.get(RiskLimit.MAX_UNKNOWN_ORDERS)) {
      return new Verdict(
          RejectReason.OPERATIONAL_UNKNOWN_ORDERS,
          "unknown-orders",
          new Numbers()
              .add("orders", unknown)
              .add("limit", limits.get(RiskLimit.MAX_UNKNOWN_ORDERS))
              .toString());
    }
    return null;
  }

  /**
   * The next receive time at which a held instrument has been silent for too long, unless it ticks
   * before; {@code Long.MAX_VALUE} when none can be.
   */
  public static long silenceDueNs(Portfolio portfolio, RiskMonitor monitor, RiskLimits limits) {
    if (portfolio.openPositions() == 0) {
      return Long.MAX_VALUE;
    }
    long limit = limits.ns(RiskLimit.MAX_FEED_SILENCE);
    long due = Long.MAX_VALUE;
    for (int i = 0; i < portfolio.size(); i++) {
      Position position = portfolio.position(i);
      MarketTick tick = position.quantity() == 0 ? null : monitor.tick(position.instrument().id());
      if (tick != null && tick.receiveTimeNs() + limit + 1 > monitor.nowNs()) {
        due = Math.min(due, tick.receiveTimeNs() + limit + 1);
      }
    }
    return due;
  }

  /**
   * The held instrument that has been silent for too long.
   *
   * @return null when every held instrument is alive
   */
  public static @Nullable Verdict silence(
      Portfolio portfolio, RiskMonitor monitor, RiskLimits limits) {
    if (portfolio.openPositions() == 0) {
      return null;
    }
    long limit = limits.ns(RiskLimit.MAX_FEED_SILENCE);
    for (int i = 0; i < portfolio.size(); i++) {
      Position position = portfolio.position(i);
      String id = position.instrument().id();
      MarketTick tick = position.quantity() == 0 ? null : monitor.tick(id);
      if (tick != null && monitor.nowNs() - tick.receiveTimeNs() > limit) {
        return new Verdict(
            RejectReason.OPERATIONAL_FEED_SILENT,
            "feed-silence",
            new Numbers()
                .add("instrument", id)
                .add("silentMs", (monitor.nowNs() - tick.receiveTimeNs()) / 1_000_000)
                .add("limitMs", limits.get(RiskLimit.MAX_FEED_SILENCE))
                .toString());
      }
    }
    return null;
  }
}
