package io.cryptoscalp.engine.risk;

import io.cryptoscalp.engine.event.Numbers;
import io.cryptoscalp.engine.portfolio.Position;
import org.jspecify.annotations.Nullable;

/** Layer 2: all positions together. What is on its way to the venue counts as if it were filled. */
final class PortfolioRisk implements RiskLayer {
  @Override
  public String name() {
    return "portfolio";
  }

  @Override
  public @Nullable Verdict judge(RiskContext context) {
    if (!context.isEntry()) {
      return null;
    }
    int positions = context.portfolio.openPositions() + context.pendingEntries();
    int most = context.intent.terms().positionCap();
    if (positions >= most) {
      return new Verdict(
          RejectReason.PORTFOLIO_MAX_POSITIONS,
          "positions",
          new Numbers().add("positions", positions).add("limit", most).toString());
    }
    double order = context.orderNotional();
    double equity = context.equity;
    double gross = context.portfolio.grossNotional() + context.pendingNotional(false, null) + order;
    if (gross > equity * context.limits.get(RiskLimit.MAX_GROSS_SHARE)) {
      return exceeded(
          RejectReason.PORTFOLIO_GROSS_EXPOSURE,
          "gross",
          gross,
          context.limits.get(RiskLimit.MAX_GROSS_SHARE),
          equity);
    }
    double net =
        Math.abs(
            context.portfolio.netNotional()
                + context.pendingNotional(true, null)
                + context.side.sign() * order);
    if (net > equity * context.limits.get(RiskLimit.MAX_NET_SHARE)) {
      return exceeded(
          RejectReason.PORTFOLIO_NET_EXPOSURE,
          "net",
          net,
          context.limits.get(RiskLimit.MAX_NET_SHARE),
          equity);
    }
    String base = context.instrument.base();
    double concentrated = order + context.pendingNotional(false, base);
    for (Position position : context.portfolio.positions()) {
      if (position.instrument().base().equals(base)) {
        concentrated += position.notional();
      }
    }
    if (concentrated > equity * context.limits.get(RiskLimit.MAX_BASE_SHARE)) {
      return exceeded(
          RejectReason.PORTFOLIO_CONCENTRATION,
          "base-" + base,
          concentrated,
          context.limits.get(RiskLimit.MAX_BASE_SHARE),
          equity);
    }
    return null;
  }

  private static Verdict exceeded(
      RejectReason reason, String rule, double notional, double share, double equity) {
    return new Verdict(
        reason,
        rule,
        new Numbers()
            .add("notional", notional)
            .add("limit", share * equity)
            .add("equity", equity)
            .toString());
  }
}
