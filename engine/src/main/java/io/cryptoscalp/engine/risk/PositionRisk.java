package io.cryptoscalp.engine.risk;

import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.Numbers;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.regime.effect.RegimeTerms;
import org.jspecify.annotations.Nullable;

/**
 * Layer 1: the single position. Demands stop and target, and sizes: fixed fractional risk (Vince,
 * Portfolio Management Formulas, 1990), {@code quantity = equity x risk / stop distance}, times the
 * regime's multiplier and the strategy's weight in it, capped by the share of equity one position
 * may have.
 */
final class PositionRisk implements RiskLayer {
  @Override
  public String name() {
    return "position";
  }

  @Override
  public @Nullable Verdict judge(RiskContext context) {
    return context.isEntry() ? judgeEntry(context) : judgeExit(context);
  }

  private static @Nullable Verdict judgeExit(RiskContext context) {
    Intent intent = context.intent;
    long held = context.portfolio.quantity(intent.strategy(), intent.instrument());
    context.quantity = Math.abs(held);
    if (context.ledger.hasOpenExit(intent.strategy(), intent.instrument())) {
      return new Verdict(
          RejectReason.POSITION_ALREADY_CLOSING,
          "exit",
          new Numbers().add("held", context.instrument.quantity(held)).toString());
    }
    // An entry that still works may fill any moment: the exit cancels it.
    if (held == 0 && !context.ledger.hasOpenEntry(intent.strategy(), intent.instrument())) {
      return new Verdict(
          RejectReason.POSITION_NOTHING_TO_CLOSE, "exit", new Numbers().add("held", 0).toString());
    }
    return null;
  }

  private static @Nullable Verdict judgeEntry(RiskContext context) {
    Intent intent = context.intent;
    boolean isLong = intent.action() == Intent.Action.ENTER_LONG;
    Instrument instrument = context.instrument;
    String prices =
        new Numbers()
            .add("reference", instrument.price(intent.referencePrice()))
            .add("stop", instrument.price(intent.stopPrice()))
            .add("target", instrument.price(intent.takeProfitPrice()))
            .toString();
    if (intent.stopPrice() <= 0) {
      return new Verdict(RejectReason.POSITION_STOP_MISSING, "stop", prices);
    }
    if (isLong == (intent.stopPrice() >= intent.referencePrice())) {
      return new Verdict(RejectReason.POSITION_STOP_WRONG_SIDE, "stop", prices);
    }
    if (intent.takeProfitPrice() <= 0) {
      return new Verdict(RejectReason.POSITION_TAKE_PROFIT_MISSING, "target", prices);
    }
    if (isLong == (intent.takeProfitPrice() <= intent.referencePrice())) {
      return new Verdict(RejectReason.POSITION_TAKE_PROFIT_WRONG_SIDE, "target", prices);
    }
    long held = context.portfolio.quantity(intent.strategy(), intent.instrument());
    if (held != 0 || context.ledger.hasOpenEntry(intent.strategy(), intent.instrument())) {
      return new Verdict(
          RejectReason.POSITION_ALREADY_OPEN,
          "single",
          new Numbers().add("held", instrument.quantity(held)).toString());
    }
    return size(context);
  }

  private static @Nullable Verdict size(RiskContext context) {
    Intent intent = context.intent;
    Instrument instrument = context.instrument;
    RegimeTerms terms = intent.terms();
    double reference = instrument.price(intent.referencePrice());
    double distance = Math.abs(reference - instrument.price(intent.stopPrice())) / reference;
    double risk = Math.min(terms.riskPerTrade(), context.limits.get(RiskLimit.MAX_RISK_PER_TRADE));
    double weight = terms.strategies().of(intent.strategy());
    double byRisk = context.equity * risk / distance * terms.positionMultiplier() * weight;
    double byShare = context.equity * context.limits.get(RiskLimit.MAX_POSITION_SHARE);
    double notional =
        Math.min(Math.min(byRisk, byShare), context.limits.get(RiskLimit.MAX_ORDER_NOTIONAL));
    double units =
        instrument.inverse() ? notional / instrument.contractSize() : notional / reference;
    long scaled = units <= 0 ? 0 : instrument.scaleQuantity(units);
    if (instrument.quantity(scaled) > units) {
      scaled--; // Scaling rounds half up: a size above its caps would break what they promise.
    }
    context.quantity = instrument.floorToLot(scaled);
    double sized = context.orderNotional();
    if (context.quantity < instrument.minQuantity() || sized < instrument.minNotional()) {
      return new Verdict(
          RejectReason.POSITION_TOO_SMALL,
          "size",
          new Numbers()
              .add("notional", sized)
              .add("minNotional", instrument.minNotional())
              .add("equity", context.equity)
              .add("riskPerTrade", risk)
              .add("stopDistance", distance)
              .toString());
    }
    return null;
  }
}
