package io.cryptoscalp.engine.risk;

import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * Layer 4: the market as a whole. A crash across instruments, and funding that runs against the
 * position.
 */
final class SystemicRisk implements RiskLayer {
  @Override
  public String name() {
    return "systemic";
  }

  @Override
  public @Nullable Verdict judge(RiskContext context) {
    if (!context.isEntry()) {
      return null;
    }
    double crashed = context.monitor.crashShare();
    if (crashed >= context.limits.get(RiskLimit.CRASH_SHARE)) {
      return new Verdict(
          RejectReason.SYSTEMIC_CRASH,
          "crash-share",
          new Numbers()
              .add("share", crashed)
              .add("limit", context.limits.get(RiskLimit.CRASH_SHARE))
              .toString());
    }
    MarketTick tick = context.tick;
    double rate = tick == null || Double.isNaN(tick.fundingRate()) ? 0 : tick.fundingRate();
    double against = rate * context.side.sign();
    if (against > context.limits.get(RiskLimit.MAX_FUNDING_AGAINST)) {
      return new Verdict(
          RejectReason.SYSTEMIC_FUNDING_EXTREME,
          "funding",
          new Numbers()
              .add("rateAgainst", against)
              .add("limit", context.limits.get(RiskLimit.MAX_FUNDING_AGAINST))
              .toString());
    }
    return null;
  }
}
