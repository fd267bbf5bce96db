package io.cryptoscalp.engine.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Does the venue refuse, trigger, charge, settle and liquidate as its rules say? */
class VenueRulesTest {
  private static final long MS = Tapes.MS;

  private final EventTapeBuilder tape = new EventTapeBuilder(Tapes.instrument("BTC", 5), 0);
  private final List<String> reports = new ArrayList<>();
  private VenueOptions options = VenueOptions.standard(LatencyModel.constant(MS, MS));

  /** Bids 100.00 and 99.90, asks 100.10 and 100.20; 0.1 and 0.2 there. */
  private void book(long ms) {
    level(ms, Side.BUY, 10_000, 100);
    level(ms, Side.BUY, 9_990, 200);
    level(ms, Side.SELL, 10_010, 100);
    level(ms, Side.SELL, 10_020, 200);
    tape.endMessage();
  }

  private void level(long ms, Side side, long price, long quantity) {
    tape.level(ms * MS, ms * MS, side, price, quantity);
  }

  private void trade(long ms, Side taker, long price, long quantity) {
    tape.trade(ms * MS, ms * MS, taker, price, quantity);
    tape.endMessage();
  }

  /** Runs with the given calls at their times, in ms. */
  private TickResult run(long[] times, BiConsumer<TickContext, Integer> at) {
    TickStrategy strategy =
        new TickStrategy() {
          private int next;

          @Override
          public void onStart(TickContext context) {
            context.schedule(times[0] * MS);
          }

          @Override
          public void onTimer(TickContext context) {
            at.accept(context, next++);
            if (next < times.length) {
              context.schedule(times[next] * MS);
            }
          }

          @Override
          public void onReport(TickContext context, TickOrder order, OrderReport report) {
            reports.add(
                order.id()
                    + " "
                    + report.status()
                    + (report.isRequestRefused() ? " refused" : "")
                    + (report.quantity() > 0 ? " " + report.quantity() + "@" + report.price() : "")
                    + (report.reason() == VenueReason.NONE ? "" : " " + report.reason())
                    + " "
                    + report.localNs() / MS);
          }
        };
    return new TickTrial(List.of(tape.build()), List.of(options), 10_000, 0).run(strategy);
  }

  @Test
  void filters() {
    book(1);
    book(100);
    run(
        new long[] {10},
        (context, turn) -> {
          context.postOnly(0, Side.BUY, 10_000, 13);
          context.postOnly(0, Side.BUY, 10_000, 5);
          context.postOnly(0, Side.BUY, 10_000, 40);
          context.postOnly(0, Side.BUY, 10_010, 100);
          context.market(0, Side.SELL, 100, true);
          context.limit(0, Side.BUY, 10_020, 400, TimeInForce.FOK);
          context.limit(0, Side.BUY, 10_000, 100, TimeInForce.IOC);
        });
    assertThat(reports)
        .containsExactly(
            "1 REJECTED FILTER_LOT_SIZE 12",
            "2 REJECTED FILTER_LOT_SIZE 12",
            "3 REJECTED FILTER_MIN_NOTIONAL 12",
            "4 REJECTED POST_ONLY_WOULD_TAKE 12",
            "5 REJECTED REDUCE_ONLY_NOTHING_HELD 12",
            "6 REJECTED FOK_NOT_FILLABLE 12",
            "7 NEW 12",
            "7 CANCELED IOC_REMAINDER 12");
  }

  @Test
  void priceBandsAndTheNumberOfOrders() {
    options = options.withRules(new VenueRules(true, 2, 1.05, 0.95, true, false));
    book(1);
    book(100);
    run(
        new long[] {10},
        (context, turn) -> {
          context.limit(0, Side.SELL, 9_400, 100, TimeInForce.GTC);
          context.limit(0, Side.BUY, 10_600, 100, TimeInForce.GTC);
          context.postOnly(0, Side.BUY, 9_000, 100);
          context.postOnly(0, Side.BUY, 9_000, 100);
          context.postOnly(0, Side.BUY, 9_000, 100);
        });
    assertThat(reports)
        .containsExactly(
            "1 REJECTED FILTER_PERCENT_PRICE 12",
            "2 REJECTED FILTER_PERCENT_PRICE 12",
            "3 NEW 12",
            "4 NEW 12",
            "5 REJECTED FILTER_MAX_ORDERS 12");
  }

  @Test
  void takingWalksTheBookAndLeavesItEmptyUntilTheFeedFillsIt() {
    book(1);
    level(50, Side.SELL, 10_010, 60);
    tape.endMessage();
    book(100);
    TickResult result =
        run(
            new long[] {10, 20, 60},
            (context, turn) -> context.market(0, Side.BUY, turn == 1 ? 400 : 150, false));
    assertThat(reports)
        .containsExactly(
            "1 NEW 12",
            "1 PARTIALLY_FILLED 100@10010 12",
            "1 FILLED 50@10020 12",
            "2 NEW 22",
            "2 PARTIALLY_FILLED 150@10020 22",
            "2 CANCELED NO_LIQUIDITY 22",
            "3 NEW 62",
            "3 PARTIALLY_FILLED 60@10010 62",
            "3 CANCELED NO_LIQUIDITY 62");
    double fees = 0.0004 * (0.16 * 100.10 + 0.2 * 100.20);
    double paid = 0.16 * 100.10 + 0.2 * 100.20;
    assertThat(result.equity()).isCloseTo(10_000 - fees + 0.36 * 100.05 - paid, within(1e-9));
  }

  @Test
  void squareRootImpactWorsensTheFill() {
    options = options.withImpact(ImpactModel.squareRoot(1, 0.04, 0.4));
    book(1);
    book(100);
    run(new long[] {10}, (context, turn) -> context.market(0, Side.BUY, 100, false));
    // 4 % x sqrt(0.1 / 0.4) = 2 % of 100.10.
    assertThat(reports).containsExactly("1 NEW 12", "1 FILLED 100@10210 12");
  }

  @Test
  void stopsTriggerOnATradeAndReduceOnlyEndsWithThePosition() {
    book(1);
    trade(30, Side.SELL, 9_990, 5);
    book(100);
    run(
        new long[] {10, 15},
        (context, turn) -> {
          if (turn == 0) {
            context.market(0, Side.BUY, 50, false);
          } else {
            context.stop(0, Side.SELL, 9_990, 80, true);
            context.takeProfit(0, Side.SELL, 10_050, 80, true);
          }
        });
    assertThat(reports)
        .containsExactly(
            "1 NEW 12",
            "1 FILLED 50@10010 12",
            "2 NEW 17",
            "3 NEW 17",
            "2 PARTIALLY_FILLED 50@10000 31",
            "2 CANCELED REDUCE_ONLY_NOTHING_HELD 31");
  }

  @Test
  void amendmentsKeepTheirPlaceOnlyWhenTheyShrink() {
    options = options.withQueue(QueueModel.riskAverse());
    book(1);
    trade(30, Side.SELL, 10_000, 70);
    trade(40, Side.SELL, 10_000, 50);
    book(100);
    run(
        new long[] {10, 20},
        (context, turn) -> {
          if (turn == 0) {
            context.postOnly(0, Side.BUY, 10_000, 100);
            context.postOnly(0, Side.BUY, 10_000, 100);
            context.postOnly(0, Side.BUY, 9_990, 100);
          } else {
            context.amend(context.order(0, 0), 10_000, 60);
            context.amend(context.order(0, 1), 10_000, 150);
            context.amend(context.order(0, 2), 9_980, 13);
          }
        });
    // 100 were ahead; 120 traded: 20 reach the first, which is served before the second.
    assertThat(reports)
        .containsExactly(
            "1 NEW 12",
            "2 NEW 12",
            "3 NEW 12",
            "1 NEW 22",
            "2 NEW 22",
            "3 NEW refused FILTER_LOT_SIZE 22",
            "1 PARTIALLY_FILLED 20@10000 41");
  }

  @Test
  void outagesRefuseOrLose() {
    options =
        options.withOutages(
            new Outages(
                new long[] {10 * MS, 30 * MS},
                new long[] {20 * MS, 40 * MS},
                new boolean[] {false, true}));
    book(1);
    book(100);
    run(
        new long[] {5, 12, 25, 32, 50},
        (context, turn) -> {
          if (turn == 1) {
            context.cancel(context.order(0, 0));
          }
          context.postOnly(0, Side.BUY, 9_990, 100);
        });
    assertThat(reports)
        .containsExactly(
            "1 NEW 7",
            "1 NEW refused VENUE_UNAVAILABLE 14",
            "2 REJECTED VENUE_UNAVAILABLE 14",
            "3 NEW 27",
            "5 NEW 52");
  }

  @Test
  void feesFallWithTheTradedVolume() {
    options =
        options.withFees(
            new FeeSchedule(
                new double[] {0, 10}, new double[] {0, 0}, new double[] {0.001, 0.0005}));
    book(1);
    book(100);
    TickResult result =
        run(new long[] {10, 20}, (context, turn) -> context.market(0, Side.SELL, 200, false));
    assertThat(result.fills().fee(0)).isCloseTo(0.001 * 0.1 * 100, within(1e-12));
    assertThat(result.fills().fee(1)).isCloseTo(0.0005 * 0.1 * 99.9, within(1e-12));
  }

  @Test
  void fundingIsSettledAtTheLastAnnouncedRate() {
    book(1);
    tape.mark(2 * MS, 2 * MS, 10_000, 0.01, 50 * MS);
    tape.mark(40 * MS, 40 * MS, 10_000, 0.02, 50 * MS);
    tape.mark(55 * MS, 55 * MS, 11_000, 0.5, 90 * MS);
    book(60);
    TickResult result =
        run(new long[] {10}, (context, turn) -> context.market(0, Side.SELL, 100, false));
    double fee = 0.0004 * 0.1 * 100;
    assertThat(result.equity()).isCloseTo(10_000 - fee - 1 + 0.02 * 11, within(1e-9));
  }

  @Test
  void marginLimitsOrdersAndLiquidates() {
    options = options.withMargin(new MarginModel(10, new double[0], new double[] {0.05}, 0.01));
    level(1, Side.BUY, 10_000, 10_000_000);
    level(1, Side.SELL, 10_010, 10_000_000);
    tape.endMessage();
    level(50, Side.BUY, 10_000, 0);
    level(50, Side.BUY, 9_000, 10_000_000);
    level(50, Side.SELL, 9_010, 10_000_000);
    tape.endMessage();
    level(100, Side.BUY, 9_000, 10_000_000);
    TickResult result =
        run(
            new long[] {10, 20, 30},
            (context, turn) -> {
              if (turn == 0) {
                context.market(0, Side.BUY, 1_000_000, false);
              } else if (turn == 1) {
                context.market(0, Side.BUY, 900_000, false);
              } else {
                context.postOnly(0, Side.SELL, 11_000, 40_000);
              }
            });
    // 900 at 100.10 lose 9,045 to the middle of 90.05, where 4,052 have to be left.
    assertThat(result.liquidations()).isEqualTo(1);
    assertThat(reports.subList(0, 4))
        .containsExactly(
            "1 REJECTED MARGIN_INSUFFICIENT 12",
            "2 NEW 22",
            "2 FILLED 900000@10010 22",
            "3 NEW 32");
    assertThat(reports).contains("3 CANCELED LIQUIDATION 51", "0 FILLED 900000@9000 51");
    double traded = 900 * 100.10;
    double closed = 900 * 90.0;
    double fees = 0.0004 * (traded + closed) + 0.01 * 900 * 90.05;
    assertThat(result.equity()).isCloseTo(10_000 - traded + closed - fees, within(1e-6));
  }

  @Test
  void maintenanceHasNoStepsBetweenTiers() {
    MarginModel model =
        new MarginModel(20, new double[] {1000, 5000}, new double[] {0.004, 0.01, 0.05}, 0);
    assertThat(model.maintenance(1000)).isCloseTo(4, within(1e-12));
    assertThat(model.maintenance(3000)).isCloseTo(4 + 20, within(1e-12));
    assertThat(model.maintenance(7000)).isCloseTo(4 + 40 + 100, within(1e-12));
  }
}
