package io.cryptoscalp.engine.risk;

import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * The seven layers in order. The first that objects decides; an intent that passes all of them is
 * accepted.
 */
public final class RiskFramework {
  private final RiskLayer[] layers = {
    new PositionRisk(),
    new PortfolioRisk(),
    new AccountRisk(),
    new SystemicRisk(),
    new ModelRisk(),
    new OperationalRisk(),
    new ComplianceRisk()
  };

  /** Creates it. */
  public RiskFramework() {}

  /** Judges an intent; the quantity decided is in the decision and in the context. */
  public Decision judge(RiskContext context) {
    for (RiskLayer layer : layers) {
      Verdict verdict = layer.judge(context);
      if (verdict != null) {
        return decision(context, layer.name(), verdict);
      }
    }
    return decision(context, "all", null);
  }

  private static Decision decision(RiskContext context, String layer, @Nullable Verdict verdict) {
    Intent intent = context.intent;
    // Whatever rejects the repeat, its row must not replace that of the first judgement.
    boolean duplicate = context.monitor.wasJudged(intent.intentId());
    String numbers = verdict == null ? accepted(context) : verdict.numbers();
    return new Decision(
        duplicate ? intent.intentId() + "-repeat" : intent.intentId(),
        intent.intentId(),
        intent.account(),
        intent.strategy(),
        intent.instrument(),
        verdict == null,
        layer,
        verdict == null ? "accepted" : verdict.rule(),
        verdict == null ? "" : verdict.reason().name() + ": " + numbers,
        numbers,
        verdict == null ? context.quantity : 0,
        intent.eventTimeNs(),
        intent.receiveTimeNs(),
        intent.sequence());
  }

  private static String accepted(RiskContext context) {
    return new Numbers()
        .add("notional", context.orderNotional())
        .add("equity", context.equity)
        .add("gross", context.portfolio.grossNotional())
        .add("pending", context.pendingNotional(false, null))
        .add("regime", context.intent.regime().name())
        .add("probabilityUp", context.intent.probabilityUp())
        .toString();
  }
}
