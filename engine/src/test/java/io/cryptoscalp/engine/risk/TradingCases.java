package io.cryptoscalp.engine.risk;

import static io.cryptoscalp.engine.risk.RiskCase.PASSES;
import static io.cryptoscalp.engine.risk.RiskCase.REJECTS;
import static io.cryptoscalp.engine.risk.RiskScenario.ETH;
import static io.cryptoscalp.engine.risk.RiskScenario.NOW;

import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.regime.Regime;
import io.cryptoscalp.engine.risk.TradingState.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Cases of the layers on position, portfolio, account and market. */
final class TradingCases {
  private static final List<RiskCase> CASES = new ArrayList<>();

  static {
    position();
    portfolio();
    account();
    systemic();
  }

  private TradingCases() {}

  static List<RiskCase> all() {
    return CASES;
  }

  private static void on(
      RejectReason reason, String what, boolean rejects, Consumer<RiskScenario> change) {
    CASES.add(new RiskCase(reason, what, rejects, change, RiskScenario::verdict));
  }

  private static void position() {
    on(RejectReason.POSITION_STOP_MISSING, "the least price", PASSES, s -> s.stop = 0.01);
    on(RejectReason.POSITION_STOP_MISSING, "none", REJECTS, s -> s.stop = 0);
    on(RejectReason.POSITION_STOP_WRONG_SIDE, "a step away", PASSES, s -> s.stop = 9_999.99);
    on(RejectReason.POSITION_STOP_WRONG_SIDE, "the reference", REJECTS, s -> s.stop = 10_000);
    on(
        RejectReason.POSITION_STOP_WRONG_SIDE,
        "short, below",
        REJECTS,
        s -> s.shortEntry().stop = 9);
    on(
        RejectReason.POSITION_TAKE_PROFIT_MISSING,
        "short, least",
        PASSES,
        s -> s.shortEntry().target = 0.01);
    on(RejectReason.POSITION_TAKE_PROFIT_MISSING, "none", REJECTS, s -> s.target = 0);
    on(RejectReason.POSITION_TAKE_PROFIT_WRONG_SIDE, "a step", PASSES, s -> s.target = 10_000.01);
    on(RejectReason.POSITION_TAKE_PROFIT_WRONG_SIDE, "equal", REJECTS, s -> s.target = 10_000);
    on(
        RejectReason.POSITION_ALREADY_OPEN,
        "that of another",
        PASSES,
        s -> s.hold("other", 1_000, 10_000));
    on(
        RejectReason.POSITION_ALREADY_OPEN,
        "the least holding",
        REJECTS,
        s -> s.hold("mine", 1, 10_000));
    on(
        RejectReason.POSITION_ALREADY_OPEN,
        "a working entry",
        REJECTS,
        s -> s.working("mine", Side.BUY, OrderType.LIMIT, 1, false));
    on(
        RejectReason.POSITION_TOO_SMALL,
        "the least lot",
        PASSES,
        s -> s.limit(RiskLimit.MAX_ORDER_NOTIONAL, 10));
    on(
        RejectReason.POSITION_TOO_SMALL,
        "less than a lot",
        REJECTS,
        s -> s.limit(RiskLimit.MAX_ORDER_NOTIONAL, 9.99));
    on(
        RejectReason.POSITION_NOTHING_TO_CLOSE,
        "the least holding",
        PASSES,
        s -> s.exit().hold("mine", -1, 10_000));
    on(
        RejectReason.POSITION_NOTHING_TO_CLOSE,
        "a working entry",
        PASSES,
        s -> s.exit().working("mine", Side.BUY, OrderType.LIMIT, 1, false));
    on(
        RejectReason.POSITION_NOTHING_TO_CLOSE,
        "that of another",
        REJECTS,
        s -> s.exit().hold("other", 1, 10_000));
    on(
        RejectReason.POSITION_ALREADY_CLOSING,
        "one nobody knows of",
        PASSES,
        s ->
            s.exit()
                .hold("mine", 1, 10_000)
                .working("mine", Side.SELL, OrderType.MARKET, 1, true)
                .unknown());
    on(
        RejectReason.POSITION_ALREADY_CLOSING,
        "a working exit",
        REJECTS,
        s ->
            s.exit().hold("mine", 1, 10_000).working("mine", Side.SELL, OrderType.MARKET, 1, true));
  }

  private static void portfolio() {
    on(
        RejectReason.PORTFOLIO_MAX_POSITIONS,
        "the last place",
        PASSES,
        s -> {
          s.regime = Regime.CRASH;
          s.limit(RiskLimit.CRASH_SHARE, 1).monitor.onTick(RiskScenario.quiet(ETH));
          s.hold("a", 1, 10_000);
        });
    on(
        RejectReason.PORTFOLIO_MAX_POSITIONS,
        "two held in a crash",
        REJECTS,
        s -> {
          s.regime = Regime.CRASH;
          s.hold("a", 1, 10_000).hold("b", 1, 10_000);
        });
    on(
        RejectReason.PORTFOLIO_MAX_POSITIONS,
        "one held and one pending",
        REJECTS,
        s -> {
          s.regime = Regime.CRASH;
          s.hold("a", 1, 10_000).working("b", Side.BUY, OrderType.LIMIT, 1, false);
        });
    exposure(RejectReason.PORTFOLIO_GROSS_EXPOSURE, RiskLimit.MAX_GROSS_SHARE);
    exposure(RejectReason.PORTFOLIO_NET_EXPOSURE, RiskLimit.MAX_NET_SHARE);
    exposure(RejectReason.PORTFOLIO_CONCENTRATION, RiskLimit.MAX_BASE_SHARE);
    on(
        RejectReason.PORTFOLIO_NET_EXPOSURE,
        "the other side",
        PASSES,
        s -> s.limit(RiskLimit.MAX_NET_SHARE, 0.25).hold("a", -1_000, 10_000));
  }

  /** 25,000 of 100,000, alone, and with 10,000 held and 5,000 pending. */
  private static void exposure(RejectReason reason, RiskLimit limit) {
    Consumer<RiskScenario> more =
        s -> s.hold("a", 1_000, 10_000).working("b", Side.BUY, OrderType.LIMIT, 500, false);
    on(reason, "the limit", PASSES, s -> s.limit(limit, 0.25));
    on(reason, "a hair more", REJECTS, s -> s.limit(limit, 0.2499));
    on(reason, "held and pending at the limit", PASSES, more.andThen(s -> s.limit(limit, 0.4)));
    on(reason, "held and pending beyond", REJECTS, more.andThen(s -> s.limit(limit, 0.3999)));
  }

  private static void account() {
    state(RejectReason.ACCOUNT_HALTED, "", Trigger.HALT);
    state(RejectReason.ACCOUNT_REDUCING, "", Trigger.REDUCE);
    state(RejectReason.ACCOUNT_STRATEGY_HALTED, "mine", Trigger.HALT);
    state(RejectReason.ACCOUNT_STRATEGY_REDUCING, "mine", Trigger.REDUCE);
    Consumer<RiskScenario> one = s -> s.hold("a", 1_000, 10_000);
    loss(
        RejectReason.ACCOUNT_DAILY_LOSS,
        "just less than 3 %",
        PASSES,
        one.andThen(s -> s.value(7_000.01)));
    loss(RejectReason.ACCOUNT_DAILY_LOSS, "3 %", REJECTS, one.andThen(s -> s.value(7_000)));
    Consumer<RiskScenario> ten =
        s ->
            s.limit(RiskLimit.DAILY_LOSS_HALT, 1)
                .limit(RiskLimit.DRAWDOWN_HALT, 0.5)
                .limit(RiskLimit.DRAWDOWN_REDUCE, 0.25)
                .hold("a", 10_000, 10_000);
    loss(RejectReason.ACCOUNT_DRAWDOWN, "just less", PASSES, ten.andThen(s -> s.value(7_500.01)));
    loss(RejectReason.ACCOUNT_DRAWDOWN, "a quarter", REJECTS, ten.andThen(s -> s.value(7_500)));
    on(
        RejectReason.ACCOUNT_LEVERAGE,
        "the limit",
        PASSES,
        s -> s.limit(RiskLimit.MAX_LEVERAGE, 0.25));
    on(
        RejectReason.ACCOUNT_LEVERAGE,
        "a hair more",
        REJECTS,
        s -> s.limit(RiskLimit.MAX_LEVERAGE, 0.2499));
    Consumer<RiskScenario> cash = s -> s.limit(RiskLimit.MAX_LEVERAGE, 1);
    on(
        RejectReason.ACCOUNT_MARGIN,
        "the reserve",
        PASSES,
        cash.andThen(s -> s.limit(RiskLimit.MARGIN_RESERVE, 0.75)));
    on(
        RejectReason.ACCOUNT_MARGIN,
        "less than the reserve",
        REJECTS,
        cash.andThen(s -> s.limit(RiskLimit.MARGIN_RESERVE, 0.7501)));
  }

  private static void state(RejectReason reason, String strategy, Trigger trigger) {
    on(reason, "another's state", PASSES, s -> s.monitor.states().apply("other", trigger, "r"));
    on(
        reason,
        "an exit",
        PASSES,
        s -> {
          s.monitor.states().apply(strategy, trigger, "r");
          s.exit().hold("mine", 1, 10_000);
        });
    on(reason, "an entry", REJECTS, s -> s.monitor.states().apply(strategy, trigger, "r"));
    on(
        reason,
        "an entry after resuming",
        PASSES,
        s -> {
          s.monitor.states().apply(strategy, trigger, "r");
          s.monitor.states().apply(strategy, Trigger.RESUME, "r");
        });
  }

  private static void loss(
      RejectReason reason, String what, boolean rejects, Consumer<RiskScenario> change) {
    CASES.add(new RiskCase(reason, what, rejects, change, RiskScenario::demand));
  }

  private static void systemic() {
    on(
        RejectReason.SYSTEMIC_CRASH,
        "one of four",
        PASSES,
        s -> crash(s, ETH, "SOLUSDT", "XRPUSDT"));
    on(RejectReason.SYSTEMIC_CRASH, "one of two", REJECTS, s -> crash(s, ETH));
    on(RejectReason.SYSTEMIC_FUNDING_EXTREME, "the limit", PASSES, s -> s.funding = 0.001);
    on(RejectReason.SYSTEMIC_FUNDING_EXTREME, "more", REJECTS, s -> s.funding = 0.0010001);
    on(
        RejectReason.SYSTEMIC_FUNDING_EXTREME,
        "what a short receives",
        PASSES,
        s -> s.shortEntry().funding = 0.01);
    on(RejectReason.SYSTEMIC_FUNDING_EXTREME, "none known", PASSES, s -> s.funding = Double.NaN);
  }

  /** The first of these and the instrument itself have ticks; the first is in CRASH. */
  private static void crash(RiskScenario scenario, String first, String... others) {
    RiskScenario falling = new RiskScenario();
    falling.regime = Regime.CRASH;
    scenario.monitor.onTick(falling.tick(first, NOW, 10_000));
    for (String other : others) {
      scenario.monitor.onTick(RiskScenario.quiet(other));
    }
  }
}
