package io.cryptoscalp.engine.risk;

import static io.cryptoscalp.engine.risk.RiskCase.PASSES;
import static io.cryptoscalp.engine.risk.RiskCase.REJECTS;
import static io.cryptoscalp.engine.risk.RiskScenario.BTC;
import static io.cryptoscalp.engine.risk.RiskScenario.ETH;
import static io.cryptoscalp.engine.risk.RiskScenario.MS;
import static io.cryptoscalp.engine.risk.RiskScenario.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.OrderType;
import io.cryptoscalp.engine.event.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Cases of the layers on model, operations and compliance. */
final class ConductCases {
  private static final List<RiskCase> CASES = new ArrayList<>();

  static {
    model();
    operational();
    compliance();
  }

  private ConductCases() {}

  static List<RiskCase> all() {
    return CASES;
  }

  private static void on(
      RejectReason reason, String what, boolean rejects, Consumer<RiskScenario> change) {
    CASES.add(new RiskCase(reason, what, rejects, change, RiskScenario::verdict));
  }

  private static void model() {
    Consumer<RiskScenario> required = s -> s.limit(RiskLimit.REQUIRE_MODEL, 1);
    on(RejectReason.MODEL_PREDICTION_MISSING, "none where none is required", PASSES, s -> {});
    on(RejectReason.MODEL_PREDICTION_MISSING, "one", PASSES, required.andThen(s -> s.model(0.5)));
    on(RejectReason.MODEL_PREDICTION_MISSING, "none", REJECTS, required);
    on(RejectReason.MODEL_SCORE_INVALID, "certainty", PASSES, s -> s.model(1));
    on(RejectReason.MODEL_SCORE_INVALID, "short, certainty", PASSES, s -> s.shortEntry().model(0));
    on(RejectReason.MODEL_SCORE_INVALID, "more", REJECTS, s -> s.model(1.000001));
    on(RejectReason.MODEL_SCORE_INVALID, "less", REJECTS, s -> s.shortEntry().model(-0.000001));
    on(RejectReason.MODEL_SCORE_INVALID, "no number", REJECTS, s -> s.model(Double.NaN));
    on(RejectReason.MODEL_FEATURES_MASKED, "no model", PASSES, s -> s.predictionValid = false);
    on(
        RejectReason.MODEL_FEATURES_MASKED,
        "a mask",
        REJECTS,
        s -> s.model(0.5).predictionValid = false);
    on(
        RejectReason.MODEL_PREDICTION_STALE,
        "two seconds",
        PASSES,
        s -> s.model(0.6).predictionTimeNs = NOW - 2_000 * MS);
    on(
        RejectReason.MODEL_PREDICTION_STALE,
        "a nanosecond more",
        REJECTS,
        s -> s.model(0.6).predictionTimeNs = NOW - 2_000 * MS - 1);
    on(RejectReason.MODEL_UNHEALTHY, "19 faults", PASSES, s -> faults(s.model(0.6), 19));
    on(RejectReason.MODEL_UNHEALTHY, "20 faults", REJECTS, s -> faults(s.model(0.6), 20));
    on(
        RejectReason.MODEL_UNHEALTHY,
        "20 faults of the version before",
        PASSES,
        s -> {
          faults(s.model(0.6), 20);
          s.model = "v2";
          s.monitor
              .model()
              .onPrediction(s.intent("next"), RiskScenario.quiet(BTC), ModelHealth.Fault.NONE);
        });
    on(RejectReason.MODEL_DRIFT, "z = 5", PASSES, s -> rises(s.model(0.5), 25));
    on(RejectReason.MODEL_DRIFT, "z = 5.1", REJECTS, s -> rises(s.model(0.5), 26));
    on(
        RejectReason.MODEL_DRIFT,
        "too few outcomes",
        PASSES,
        s -> rises(s.limit(RiskLimit.MIN_MODEL_OUTCOMES, 27).model(0.5), 26, 27));
    on(RejectReason.MODEL_DISAGREES, "the limit", PASSES, s -> s.model(0.4));
    on(RejectReason.MODEL_DISAGREES, "more", REJECTS, s -> s.model(0.3999));
    on(RejectReason.MODEL_DISAGREES, "short, more", REJECTS, s -> s.shortEntry().model(0.6001));
    on(RejectReason.MODEL_CONFIDENCE_LOW, "the floor", PASSES, s -> s.confidence = 0.1);
    on(RejectReason.MODEL_CONFIDENCE_LOW, "less", REJECTS, s -> s.confidence = 0.0999);
    on(RejectReason.MODEL_CONFIDENCE_LOW, "no number", REJECTS, s -> s.confidence = Double.NaN);
  }

  private static void faults(RiskScenario scenario, int count) {
    for (int i = 0; i < count; i++) {
      scenario
          .monitor
          .model()
          .onPrediction(
              scenario.intent("i" + i), RiskScenario.quiet(BTC), ModelHealth.Fault.MASKED);
    }
  }

  private static void rises(RiskScenario scenario, int count) {
    rises(scenario, count, 2);
  }

  /**
   * So many predictions whose price rose within the horizon; the score is the root of the count.
   */
  private static void rises(RiskScenario scenario, int count, int fewest) {
    scenario.limit(RiskLimit.MIN_MODEL_OUTCOMES, fewest);
    for (int i = 0; i < count; i++) {
      scenario
          .monitor
          .model()
          .onPrediction(scenario.intent("i" + i), RiskScenario.quiet(BTC), ModelHealth.Fault.NONE);
    }
    scenario.monitor.model().onTick(scenario.tick(BTC, NOW + 9_999 * MS, 10_001), 10_000 * MS);
    assertThat(scenario.monitor.model().outcomes()).as("before the horizon").isZero();
    scenario.monitor.model().onTick(scenario.tick(BTC, NOW + 10_000 * MS, 10_001), 10_000 * MS);
    assertThat(scenario.monitor.model().drift()).isEqualTo(Math.sqrt(count), within(1e-12));
  }

  private static void operational() {
    on(
        RejectReason.OPERATIONAL_STALE_MARKET,
        "five seconds",
        PASSES,
        s -> s.timeNs = NOW + 5_000 * MS);
    on(
        RejectReason.OPERATIONAL_STALE_MARKET,
        "a nanosecond more",
        REJECTS,
        s -> s.timeNs = NOW + 5_000 * MS + 1);
    on(RejectReason.OPERATIONAL_STALE_MARKET, "no tick", REJECTS, s -> s.hasTick = false);
    on(
        RejectReason.OPERATIONAL_STALE_MARKET,
        "an exit without",
        PASSES,
        s -> s.exit().hold("mine", 1, 10_000).hasTick = false);
    on(
        RejectReason.OPERATIONAL_BOOK_UNHEALTHY,
        "an exit",
        PASSES,
        s -> s.exit().hold("mine", 1, 10_000).healthy = false);
    on(RejectReason.OPERATIONAL_BOOK_UNHEALTHY, "an entry", REJECTS, s -> s.healthy = false);
    on(RejectReason.OPERATIONAL_ORDER_RATE, "the 60th", PASSES, s -> entries(s, 59, NOW - 1));
    on(RejectReason.OPERATIONAL_ORDER_RATE, "the 61st", REJECTS, s -> entries(s, 60, NOW - 1));
    on(
        RejectReason.OPERATIONAL_ORDER_RATE,
        "60 a minute ago",
        PASSES,
        s -> entries(s, 60, NOW - 60_000 * MS));
    on(RejectReason.OPERATIONAL_REJECT_RATE, "four", PASSES, s -> rejects(s, 4, NOW - 1));
    on(RejectReason.OPERATIONAL_REJECT_RATE, "five", REJECTS, s -> rejects(s, 5, NOW - 1));
    on(
        RejectReason.OPERATIONAL_REJECT_RATE,
        "five a minute ago",
        PASSES,
        s -> rejects(s, 5, NOW - 60_000 * MS));
    silence("as long as the limit", PASSES, NOW + 30_000 * MS, 1);
    silence("longer", REJECTS, NOW + 30_000 * MS + 1, 1);
    silence("what is not held", PASSES, NOW + 30_000 * MS + 1, 0);
    on(
        RejectReason.OPERATIONAL_DUPLICATE_INTENT,
        "another",
        PASSES,
        s -> s.monitor.onJudged("intent-0"));
    on(
        RejectReason.OPERATIONAL_DUPLICATE_INTENT,
        "the same",
        REJECTS,
        s -> s.monitor.onJudged("intent-1"));
    on(
        RejectReason.OPERATIONAL_DUPLICATE_INTENT,
        "the same exit",
        REJECTS,
        s -> s.exit().hold("mine", 1, 10_000).monitor.onJudged("intent-1"));
    on(
        RejectReason.OPERATIONAL_UNKNOWN_ORDERS,
        "one below the limit",
        PASSES,
        s ->
            s.limit(RiskLimit.MAX_UNKNOWN_ORDERS, 2)
                .working("a", Side.BUY, OrderType.LIMIT, 1, false)
                .unknown());
    on(
        RejectReason.OPERATIONAL_UNKNOWN_ORDERS,
        "the limit",
        REJECTS,
        s -> s.working("a", Side.BUY, OrderType.LIMIT, 1, false).unknown());
  }

  private static void entries(RiskScenario scenario, int count, long timeNs) {
    for (int i = 0; i < count; i++) {
      scenario.monitor.onEntry(timeNs);
    }
  }

  private static void rejects(RiskScenario scenario, int count, long timeNs) {
    for (int i = 0; i < count; i++) {
      scenario.monitor.onReject(timeNs);
    }
  }

  private static void silence(String what, boolean rejects, long otherNs, long held) {
    CASES.add(
        new RiskCase(
            RejectReason.OPERATIONAL_FEED_SILENT,
            what,
            rejects,
            s -> {
              s.hold("mine", 1, 10_000).hold("mine", held - 1, 10_000);
              s.monitor.onTick(s.tick(BTC, NOW, 10_000));
              s.monitor.onTick(s.tick(ETH, otherNs, 10_000));
            },
            RiskScenario::silence));
  }

  private static void compliance() {
    on(
        RejectReason.COMPLIANCE_NOT_TRADABLE,
        "one of the list",
        PASSES,
        s -> s.limit("tradable", ETH + "," + BTC));
    on(RejectReason.COMPLIANCE_NOT_TRADABLE, "others", REJECTS, s -> s.limit("tradable", ETH));
    on(
        RejectReason.COMPLIANCE_NOT_TRADABLE,
        "an exit",
        PASSES,
        s -> s.exit().hold("mine", 1, 10_000).limit("tradable", ""));
    // The scenario's time is 22:13:20 UTC.
    on(
        RejectReason.COMPLIANCE_BLACKOUT,
        "its end",
        PASSES,
        s -> s.limit("blackouts", "22:00-22:13:20"));
    on(
        RejectReason.COMPLIANCE_BLACKOUT,
        "its begin",
        REJECTS,
        s -> s.limit("blackouts", "22:13:20-22:14"));
    on(
        RejectReason.COMPLIANCE_BLACKOUT,
        "past midnight",
        REJECTS,
        s -> s.limit("blackouts", "22:00-01:00"));
    on(
        RejectReason.COMPLIANCE_BLACKOUT,
        "another instrument's",
        PASSES,
        s -> s.limit("blackouts", ETH + "@22:00-01:00"));
    on(
        RejectReason.COMPLIANCE_BLACKOUT,
        "a day of its own",
        REJECTS,
        s -> s.limit("blackouts", BTC + "@2023-11-14T22:13:20Z/2023-11-15T00:00:00Z"));
    on(
        RejectReason.COMPLIANCE_BLACKOUT,
        "a day over",
        PASSES,
        s -> s.limit("blackouts", "2023-11-14T00:00:00Z/2023-11-14T22:13:20Z"));
    orderNotional("the limit", PASSES, 25_000);
    orderNotional("a lot more", REJECTS, 25_001);
    Consumer<RiskScenario> wide = s -> s.limit(RiskLimit.PRICE_BAND, 0.25);
    on(RejectReason.COMPLIANCE_PRICE_BAND, "the band", PASSES, wide.andThen(s -> price(s, 12_500)));
    on(
        RejectReason.COMPLIANCE_PRICE_BAND,
        "a step more",
        REJECTS,
        wide.andThen(s -> price(s, 12_500.01)));
    on(RejectReason.COMPLIANCE_PRICE_BAND, "below", REJECTS, wide.andThen(s -> price(s, 7_499.99)));
    on(
        RejectReason.COMPLIANCE_SELF_TRADE,
        "the same side",
        PASSES,
        s -> s.working("a", Side.BUY, OrderType.LIMIT, 1, false));
    on(
        RejectReason.COMPLIANCE_SELF_TRADE,
        "another's stop",
        PASSES,
        s -> s.hold("a", 1, 10_000).working("a", Side.SELL, OrderType.STOP_MARKET, 1, true));
    on(
        RejectReason.COMPLIANCE_SELF_TRADE,
        "another's entry",
        REJECTS,
        s -> s.working("a", Side.SELL, OrderType.LIMIT, 1, false));
  }

  private static void price(RiskScenario scenario, double reference) {
    scenario.reference = reference;
    scenario.stop = reference * 0.95;
    scenario.target = reference * 1.1;
  }

  private static void orderNotional(String what, boolean rejects, long quantity) {
    CASES.add(
        new RiskCase(
            RejectReason.COMPLIANCE_ORDER_NOTIONAL,
            what,
            rejects,
            s -> {},
            s -> s.compliance(quantity)));
  }
}
