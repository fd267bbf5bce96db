package io.cryptoscalp.engine.risk;

import io.cryptoscalp.engine.event.Decision;
import io.cryptoscalp.engine.event.ExecutionReport;
import io.cryptoscalp.engine.event.ExecutionReport.Status;
import io.cryptoscalp.engine.event.Intent;
import io.cryptoscalp.engine.event.Intent.Action;
import io.cryptoscalp.engine.event.MarketTick;
import io.cryptoscalp.engine.event.Order;
import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.execution.OrderLedger;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.instrument.Venue;
import io.cryptoscalp.engine.portfolio.Portfolio;
import io.cryptoscalp.engine.regime.Regime;
import java.util.Map;
import java.util.Set;

/**
 * One judgement with everything it depends on, each part to be changed: by default an entry of 2.5
 * BTC at 10,000 by an account of 100,000, which every layer accepts.
 */
final class RiskScenario {
  static final long NOW = 1_700_000_000_000_000_000L;
  static final long MS = 1_000_000L;
  static final String BTC = "BTCUSDT-PERP.BINANCE";
  static final String ETH = "ETHUSDT-PERP.BINANCE";

  private final Portfolio portfolio = new Portfolio("main", 100_000, RiskScenario::instrument);
  private final OrderLedger ledger = new OrderLedger();
  final RiskMonitor monitor = new RiskMonitor(RiskScenario::instrument);
  private RiskLimits limits = RiskLimits.defaults(Set.of(BTC, ETH));
  private int orders;

  Action action = Action.ENTER_LONG;
  double reference = 10_000;
  double stop = 9_500;
  double target = 11_000;
  double confidence = 0.9;
  double probability = 0.5;
  String model = "";
  boolean predictionValid = true;
  long predictionTimeNs = NOW;
  Regime regime = Regime.NORMAL;
  boolean hasTick = true;
  long tickTimeNs = NOW;
  double mark = 10_000;
  double funding = 0;
  boolean healthy = true;
  long timeNs = NOW;

  static Instrument instrument(String id) {
    String base = id.substring(0, 3);
    return new Instrument(
        id,
        base + "USDT",
        Venue.BINANCE_USDM,
        base,
        "USDT",
        "USDT",
        false,
        2,
        3,
        10,
        1,
        1,
        5,
        1,
        0.0002,
        0.0004,
        0.004,
        125);
  }

  RiskScenario limit(RiskLimit limit, double value) {
    return limit(limit.key(), Double.toString(value));
  }

  RiskScenario limit(String key, String value) {
    limits = limits.with(Map.of(key, value));
    return this;
  }

  RiskScenario shortEntry() {
    action = Action.ENTER_SHORT;
    stop = 10_500;
    target = 9_000;
    return this;
  }

  RiskScenario exit() {
    action = Action.EXIT;
    return this;
  }

  RiskScenario model(double predicted) {
    model = "v1";
    probability = predicted;
    return this;
  }

  /** Holds a quantity, scaled and signed, bought without a fee. */
  RiskScenario hold(String strategy, long quantity, double price) {
    Side side = quantity > 0 ? Side.BUY : Side.SELL;
    portfolio.onFill(report("held", strategy, side, Status.FILLED, Math.abs(quantity), price));
    return this;
  }

  /** Values what is held. */
  RiskScenario value(double price) {
    portfolio.onTick(tick(BTC, NOW, price));
    return this;
  }

  /** An order at the venue. */
  RiskScenario working(String strategy, Side side, OrderType type, long quantity, boolean reduces) {
    String id = "order-" + ++orders;
    ledger.enter(
        new Order(
            id,
            Order.Kind.NEW,
            "main",
            strategy,
            BTC,
            side,
            type,
            type == OrderType.MARKET ? 0 : 1_000_000,
            0,
            quantity,
            reduces,
            "",
            "",
            "",
            NOW,
            NOW),
        0,
        0);
    return this;
  }

  /** The last order's state is unknown. */
  RiskScenario unknown() {
    ledger.apply(report("order-" + orders, "any", Side.BUY, Status.UNKNOWN, 0, 0));
    return this;
  }

  private static ExecutionReport report(
      String id, String strategy, Side side, Status status, long quantity, double price) {
    return new ExecutionReport(
        id,
        id,
        "main",
        strategy,
        BTC,
        side,
        status,
        quantity,
        instrument(BTC).scalePrice(price),
        quantity,
        0,
        0,
        false,
        "",
        NOW);
  }

  /** A tick at a middle price; mark price and funding are the scenario's. */
  MarketTick tick(String id, long receiveNs, double price) {
    long scaled = instrument(id).scalePrice(price);
    return new MarketTick(
        id,
        receiveNs,
        receiveNs,
        1,
        new long[] {scaled - 10},
        new long[] {1_000_000},
        new long[] {scaled + 10},
        new long[] {1_000_000},
        0,
        0,
        null,
        scaled,
        funding,
        0,
        regime,
        healthy);
  }

  /** A tick of a calm market at 10,000. */
  static MarketTick quiet(String id) {
    return new RiskScenario().tick(id, NOW, 10_000);
  }

  Intent intent(String id) {
    Instrument instrument = instrument(BTC);
    return new Intent(
        id,
        "mine",
        "main",
        BTC,
        action,
        OrderType.MARKET,
        0,
        instrument.scalePrice(reference),
        instrument.scalePrice(stop),
        instrument.scalePrice(target),
        confidence,
        probability,
        model,
        predictionValid,
        predictionTimeNs,
        regime,
        "",
        timeNs,
        timeNs,
        1);
  }

  private RiskContext context() {
    MarketTick tick = tick(BTC, tickTimeNs, mark);
    if (hasTick) {
      monitor.onTick(tick);
    }
    return new RiskContext(
        intent("intent-1"), instrument(BTC), monitor.tick(BTC), portfolio, ledger, limits, monitor);
  }

  Decision judge() {
    return new RiskFramework().judge(context());
  }

  /** What the layers say: the code's name, empty when accepted. */
  String verdict() {
    String code = judge().code();
    return code.isEmpty() ? "" : code.substring(0, code.indexOf(':'));
  }

  /** What the account's losses demand. */
  String demand() {
    return name(AccountRisk.demand(portfolio, limits, monitor.states()));
  }

  /** What silent feeds demand. */
  String silence() {
    return name(OperationalRisk.silence(portfolio, monitor, limits));
  }

  /** The compliance layer alone, on a size that the position layer would have cut. */
  String compliance(long quantity) {
    RiskContext context = context();
    context.quantity = quantity;
    return name(new ComplianceRisk().judge(context));
  }

  private static String name(@org.jspecify.annotations.Nullable Verdict verdict) {
    return verdict == null ? "" : verdict.reason().name();
  }
}
