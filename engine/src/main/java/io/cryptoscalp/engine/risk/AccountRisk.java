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
    if (!context.isEntry()) {
      return null;
    }
    Verdict state = judgeState(context);
    if (state != null) {
      return state;
    }
    RiskLimits limits = context.limits;
    double gross =
        context.portfolio.grossNotional()
            + context.pendingNotional(false, null)
            + context.orderNotional();
    double leverage = context.equity <= 0 ? Double.MAX_VALUE : gross / context.equity;
    if (leverage > limits.get(RiskLimit.MAX_LEVERAGE)) {
      return new Verdict(
          RejectReason.ACCOUNT_LEVERAGE,
          "leverage",
          new Numbers()
              .add("leverage", leverage)
              .add("limit", limits.get(RiskLimit.MAX_LEVERAGE))
              .toString());
    }
    double margin =
        gross
            / Math.max(
                1, Math.min(limits.get(RiskLimit.MAX_LEVERAGE), context.instrument.maxLeverage()));
    double free = context.equity - margin;
    if (free < limits.get(RiskLimit.MARGIN_RESERVE) * context.equity) {
      return new Verdict(
          RejectReason.ACCOUNT_MARGIN,
          "margin",
          new Numbers()
              .add("free", free)
              .add("reserve", limits.get(RiskLimit.MARGIN_RESERVE) * context.equity)
              .toString());
    }
    return null;
  }

  private static @Nullable Verdict judgeState(RiskContext context) {
    TradingStates states = context.monitor.states();
    String strategy = context.intent.strategy();
    Verdict account =
        judgeState(
            states,
            TradingStates.ACCOUNT,
            RejectReason.ACCOUNT_HALTED,
            RejectReason.ACCOUNT_REDUCING);
    return account != null
        ? account
        : judgeState(
            states,
            strategy,
            RejectReason.ACCOUNT_STRATEGY_HALTED,
            RejectReason.ACCOUNT_STRATEGY_REDUCING);
  }

  private static @Nullable Verdict judgeState(
      TradingStates states, String strategy, RejectReason halted, RejectReason reducing) {
    TradingState state = states.state(strategy);
    return state == TradingState.ACTIVE
        ? null
        : new Verdict(
            state == TradingState.HALTED ? halted : reducing,
            strategy.isEmpty() ? "account-state" : "strategy-state",
            new Numbers()
                .add("state", state.name())
                .add("reason", states.reason(strategy))
                .toString());
  }

  /**
   * What the account's losses demand.
   *
   * @return null when the state may stay, else why it must become what {@link #trigger} leads to
   */
  public static @Nullable Verdict demand(
      Portfolio portfolio, RiskLimits limits, TradingStates states) {
    if (states.state(TradingStates.ACCOUNT) == TradingState.HALTED) {
      return null;
    }
    double day = portfolio.dayReturn();
    if (day <= -limits.get(RiskLimit.DAILY_LOSS_HALT)) {
      return new Verdict(
          RejectReason.ACCOUNT_DAILY_LOSS,
          "daily-loss",
          new Numbers()
              .add("dayReturn", day)
              .add("limit", -limits.get(RiskLimit.DAILY_LOSS_HALT))
              .toString());
    }
    double drawdown = portfolio.drawdown();
    boolean halt = drawdown >= limits.get(RiskLimit.DRAWDOWN_HALT);
    if (halt || (drawdown >= limits.get(RiskLimit.DRAWDOWN_REDUCE) && states.mayReduceForLoss())) {
      return new Verdict(
          RejectReason.ACCOUNT_DRAWDOWN,
          halt ? "drawdown-halt" : "drawdown-reduce",
          new Numbers()
              .add("drawdown", drawdown)
              .add(
                  "limit",
                  halt
                      ? limits.get(RiskLimit.DRAWDOWN_HALT)
                      : limits.get(RiskLimit.DRAWDOWN_REDUCE))
              .toString());
    }
    return null;
  }

  /** What a {@link #demand} does to the state. */
  public static TradingState.Trigger trigger(Verdict demand) {
    return demand.rule().equals("drawdown-reduce")
        ? TradingState.Trigger.LOSS_REDUCE
        : TradingState.Trigger.LOSS_HALT;
  }
}
