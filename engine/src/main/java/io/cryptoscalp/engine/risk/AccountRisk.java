package io.cryptoscalp.engine.risk;

import io.cryptoscalp.engine.event.Numbers;
import io.cryptoscalp.engine.portfolio.Portfolio;
import org.jspecify.annotations.Nullable;

/** Layer 3: the account. Losses, leverage, margin, and the trading state that losses lead to. */
public final class AccountRisk implements RiskLayer {
  AccountRisk() {}

  @Override
  public String name() {
    return "account";
  }

  @Override
  public @Nullable Verdict judge(RiskContext context) {
    TradingState state = context.monitor.state();
    if (state == TradingState.HALTED && context.isEntry()) {
      return new Verdict(
          RejectReason.ACCOUNT_HALTED,
          "state",
          new Numbers().add("reason", context.monitor.stateReason()).toString());
    }
    if (!context.isEntry()) {
      return null;
    }
    if (state == TradingState.REDUCING) {
      return new Verdict(
          RejectReason.ACCOUNT_REDUCING,
          "state",
          new Numbers().add("reason", context.monitor.stateReason()).toString());
    }
    RiskLimits limits = context.limits;
    double gross =
        context.portfolio.grossNotional()
            + context.pendingNotional(false, null)
            + context.orderNotional();
    double leverage = context.equity <= 0 ? Double.MAX_VALUE : gross / context.equity;
    if (leverage > limits.maxLeverage()) {
      return new Verdict(
          RejectReason.ACCOUNT_LEVERAGE,
          "leverage",
          new Numbers().add("leverage", leverage).add("limit", limits.maxLeverage()).toString());
    }
    double margin =
        gross / Math.max(1, Math.min(limits.maxLeverage(), context.instrument.maxLeverage()));
    double free = context.equity - margin;
    if (free < limits.marginReserve() * context.equity) {
      return new Verdict(
          RejectReason.ACCOUNT_MARGIN,
          "margin",
          new Numbers()
              .add("free", free)
              .add("reserve", limits.marginReserve() * context.equity)
              .toString());
    }
    return null;
  }

  /**
   * What the account's losses demand.
   *
   * @return null when the state may stay, else why it must become {@link #demandedState}
   */
  public static @Nullable Verdict demand(
      Portfolio portfolio, RiskLimits limits, TradingState state) {
    if (state == TradingState.HALTED) {
      return null;
    }
    double day = portfolio.dayReturn();
    if (day <= -limits.dailyLossHalt()) {
      return new Verdict(
          RejectReason.ACCOUNT_DAILY_LOSS,
          "daily-loss",
          new Numbers().add("dayReturn", day).add("limit", -limits.dailyLossHalt()).toString());
    }
    double drawdown = portfolio.drawdown();
    boolean halt = drawdown >= limits.drawdownHalt();
    if (halt || (drawdown >= limits.drawdownReduce() && state == TradingState.ACTIVE)) {
      return new Verdict(
          RejectReason.ACCOUNT_DRAWDOWN,
          halt ? "drawdown-halt" : "drawdown-reduce",
          new Numbers()
              .add("drawdown", drawdown)
              .add("limit", halt ? limits.drawdownHalt() : limits.drawdownReduce())
              .toString());
    }
    return null;
  }

  /** The state that a {@link #demand} leads to. */
  public static TradingState demandedState(Verdict demand) {
    return demand.rule().equals("drawdown-reduce") ? TradingState.REDUCING : TradingState.HALTED;
  }
}
