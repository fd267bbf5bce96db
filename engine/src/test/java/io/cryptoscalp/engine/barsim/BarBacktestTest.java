package io.cryptoscalp.engine.barsim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.performance.TradeOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a bar does to orders, by hand-made bars. */
class BarBacktestTest {
  private static final long HOUR = 3_600_000_000_000L;

  /** No slippage, no volume limit, room to trade. */
  private static BarTerms terms(IntrabarRule rule) {
    return BarTerms.free(1_000, 10).withRule(rule);
  }

  private static BarSeries bars(double[]... rows) {
    BarSeriesBuilder builder = new BarSeriesBuilder("X");
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i];
      builder.add(i * HOUR, row[0], row[1], row[2], row[3], row.length > 4 ? row[4] : 1_000);
    }
    return builder.build(HOUR);
  }

  private static BarMarket free(BarSeries series) {
    return new BarMarket(series, null, FundingSeries.NONE, 1, 0, 0, 0, 0);
  }

  /** Acts once, after the first bar. */
  private static BarStrategy once(BarStrategy act) {
    return context -> {
      if (context.bars(0).closed() == 1) {
        act.onBar(context);
      }
    };
  }

  private static BarResult run(BarSeries series, IntrabarRule rule, BarStrategy strategy) {
    return new BarBacktest(List.of(free(series)), terms(rule)).run(strategy, BarSpan.ALL);
  }

  private static BarResult run(BarSeries series, BarStrategy strategy) {
    return run(series, IntrabarRule.PESSIMISTIC, strategy);
  }

  @Test
  void aMarketOrderFillsAtTheNextOpenAndTheEndCloses() {
    BarSeries series =
        bars(row(100, 101, 99, 100), row(102, 106, 101, 105), row(105, 108, 104, 107));
    BarResult result = run(series, once(c -> c.market(0, 2)));
    assertThat(result.fills().price(0)).isEqualTo(102);
    assertThat(result.fills().timeNs(0)).isEqualTo(HOUR);
    TradeOutcome trade = result.trades().get(0);
    assertThat(trade.exitReason()).isEqualTo("end of run");
    assertThat(trade.gross()).isEqualTo(10);
    assertThat(result.endEquity()).isEqualTo(1_010);
    assertThat(result.exposedBars()).isEqualTo(2);
  }

  @Test
  void aLimitFillsOnlyWhenThePriceGoesThrough() {
    BarSeries touched = bars(row(100, 101, 99, 100), row(100, 101, 95, 100));
    BarStrategy buy = once(c -> c.limit(0, 1, 95, false));
    assertThat(run(touched, buy).fills().size()).isZero();
    BarTerms touch = BarTerms.free(1_000, 10).withLimits(LimitRule.TOUCH);
    BarResult filled = new BarBacktest(List.of(free(touched)), touch).run(buy, BarSpan.ALL);
    assertThat(filled.fills().price(0)).isEqualTo(95);
    BarSeries through = bars(row(100, 101, 99, 100), row(100, 101, 94, 100));
    assertThat(run(through, buy).fills().price(0)).isEqualTo(95);
    assertThat(run(through, buy).fills().maker(0)).isTrue();
  }

  @Test
  void aLimitThatArrivesBeyondTheMarketTakesTheOpenAndARestingOneKeepsItsPrice() {
    BarSeries series =
        bars(row(100, 101, 99, 100), row(90, 92, 89, 91), row(80, 85, 79, 84), row(84, 85, 83, 84));
    BarResult arriving = run(series, once(c -> c.limit(0, 1, 95, false)));
    assertThat(arriving.fills().price(0)).isEqualTo(90);
    assertThat(arriving.fills().maker(0)).isFalse();
    BarResult resting = run(series, once(c -> c.limit(0, 1, 85, false)));
    assertThat(resting.fills().price(0)).isEqualTo(85);
    assertThat(resting.fills().maker(0)).isTrue();
  }

  @Test
  void aGapThroughAStopFillsAtTheOpen() {
    BarSeries series = bars(row(100, 101, 99, 100), row(100, 101, 99, 100), row(90, 91, 88, 89));
    BarResult result =
        run(
            series,
            once(
                c -> {
                  long entry = c.market(0, 1);
                  c.bracket(0, entry, 0, 0.05, 0);
                }));
    TradeOutcome trade = result.trades().get(0);
    assertThat(trade.exitPrice()).isEqualTo(90);
    assertThat(trade.exitReason()).isEqualTo("stop");
  }

  @Test
  void theRuleDecidesBetweenStopAndTarget() {
    BarSeries series =
        bars(row(100, 101, 99, 100), row(100, 106, 94, 101), row(101, 102, 100, 101));
    BarStrategy bracket = once(c -> c.bracket(0, c.market(0, 1), 0.05, 0.05, 0));
    assertThat(run(series, IntrabarRule.OHLC, bracket).net()).isEqualTo(5);
    assertThat(run(series, IntrabarRule.OLHC, bracket).net()).isEqualTo(-5);
    BarResult worst = run(series, bracket);
    assertThat(worst.net()).isEqualTo(-5);
    assertThat(worst.ambiguousBars()).isEqualTo(1);
    assertThat(worst.decidedBars()).isEqualTo(1);
    IntrabarDependence dependence =
        IntrabarDependence.of(
            new BarBacktest(List.of(free(series)), terms(IntrabarRule.PESSIMISTIC)),
            () -> bracket,
            BarSpan.ALL);
    assertThat(dependence.dependentTrades()).isEqualTo(1);
    assertThat(dependence.changesSign()).isTrue();
    assertThat(dependence.warning(0.1)).contains("the sign of the profit", "1 of 1 trades");
  }

  @Test
  void shorterBarsDecideWhatLongOnesDoNotTell() {
    BarSeries series =
        bars(row(100, 101, 99, 100), row(100, 106, 94, 101), row(101, 102, 100, 101));
    BarSeriesBuilder minutes = new BarSeriesBuilder("X");
    minutes.add(HOUR, 100, 106, 100, 105, 10);
    minutes.add(HOUR + HOUR / 2, 105, 105, 94, 101, 10);
    BarMarket market =
        new BarMarket(series, minutes.build(HOUR / 2), FundingSeries.NONE, 1, 0, 0, 0, 0);
    BarResult result =
        new BarBacktest(List.of(market), terms(IntrabarRule.PESSIMISTIC))
            .run(once(c -> c.bracket(0, c.market(0, 1), 0.05, 0.05, 0)), BarSpan.ALL);
    assertThat(result.net()).isEqualTo(5);
    assertThat(result.decidedBars()).isZero();
  }

  @Test
  void aTrailingStopFollowsTheBestPriceOfTheWayTaken() {
    BarSeries series =
        bars(row(100, 101, 99, 100), row(100, 120, 99, 110), row(110, 111, 100, 101));
    BarStrategy trail = once(c -> c.bracket(0, c.market(0, 1), 0, 0, 0.1));
    // High first: 120 pulls the stop to 108, and the close at 110 lies above it.
    assertThat(run(series, IntrabarRule.OHLC, trail).trades().get(0).exitPrice()).isEqualTo(108);
    // Low first: the stop goes with the price to 108 as well, and is met in the next bar.
    assertThat(run(series, IntrabarRule.OLHC, trail).fills().timeNs(1)).isEqualTo(3 * HOUR);
  }

  @Test
  void aTurnEndsOneTradeAndBeginsTheNext() {
    BarSeries series =
        bars(
            row(100, 101, 99, 100),
            row(100, 101, 99, 100),
            row(110, 111, 109, 110),
            row(105, 106, 104, 104));
    BarStrategy turn =
        c -> {
          if (c.bars(0).closed() == 1) {
            c.market(0, 1);
          } else if (c.bars(0).closed() == 2) {
            c.market(0, -3);
          }
        };
    BarResult result = run(series, turn);
    assertThat(result.trades()).hasSize(2);
    assertThat(result.trades().get(0).gross()).isEqualTo(10);
    assertThat(result.trades().get(1).quantity()).isEqualTo(2);
    assertThat(result.trades().get(1).gross()).isEqualTo(12);
    assertThat(result.net()).isEqualTo(22);
  }

  @Test
  void feesSlippageAndFundingAreBooked() {
    BarSeries series = bars(row(100, 101, 99, 100), row(100, 101, 99, 100), row(100, 101, 99, 100));
    FundingSeries funding = new FundingSeries(new long[] {2 * HOUR}, new double[] {0.01});
    BarMarket market = new BarMarket(series, null, funding, 0.5, 0, 0.001, 0.002, 0);
    BarTerms costs = BarTerms.free(1_000, 1).withSlippage(2, 100);
    BarResult result =
        new BarBacktest(List.of(market), costs).run(once(c -> c.market(0, 1)), BarSpan.ALL);
    // 2 ticks of 0.5 and 1 % of 100 on both sides.
    assertThat(result.fills().price(0)).isEqualTo(102);
    assertThat(result.fills().price(1)).isEqualTo(98);
    TradeOutcome trade = result.trades().get(0);
    assertThat(trade.slippage()).isEqualTo(4);
    assertThat(trade.funding()).isEqualTo(-1);
    assertThat(trade.fees()).isCloseTo(0.4, within(1e-12));
    assertThat(result.net()).isCloseTo(trade.net(), within(1e-9)).isCloseTo(-5.4, within(1e-9));
  }

  @Test
  void theVolumeOfABarLimitsItsFills() {
    BarSeries series =
        bars(
            row(100, 101, 99, 100, 10),
            row(100, 101, 99, 100, 10),
            row(101, 102, 100, 101, 0),
            row(102, 103, 101, 102, 10),
            row(103, 104, 102, 103, 10));
    BarTerms share = BarTerms.free(10_000, 1).withVolumeShare(0.2);
    BarResult result =
        new BarBacktest(List.of(free(series)), share).run(once(c -> c.market(0, 5)), BarSpan.ALL);
    assertThat(result.fills().quantity(0)).isEqualTo(2);
    // Nothing trades in the bar without volume.
    assertThat(result.fills().timeNs(1)).isEqualTo(3 * HOUR);
    assertThat(result.fills().quantity(1)).isEqualTo(2);
    assertThat(result.fills().quantity(2)).isEqualTo(1);
  }

  @Test
  void leverageLimitsAndMaintenanceLiquidates() {
    BarSeries series =
        bars(
            row(100, 101, 99, 100),
            row(100, 101, 99, 100),
            row(95, 96, 80, 82),
            row(82, 83, 81, 82));
    BarMarket market = new BarMarket(series, null, FundingSeries.NONE, 0.01, 0, 0, 0, 0.05);
    BarTerms five = BarTerms.free(1_000, 5);
    BarResult result =
        new BarBacktest(List.of(market), five).run(once(c -> c.market(0, 80)), BarSpan.ALL);
    assertThat(result.cut()).isEqualTo(1);
    assertThat(result.fills().quantity(0)).isEqualTo(50);
    assertThat(result.liquidations()).isEqualTo(1);
    // 1000 + 50 (p - 100) = 0.05 * 50 p.
    assertThat(result.fills().price(1)).isCloseTo(4_000 / 47.5, within(1e-9));
    assertThat(result.endEquity()).isCloseTo(0.05 * 50 * 4_000 / 47.5, within(1e-9));
  }

  @Test
  void whatHasNotClosedCannotBeAskedFor() {
    BarSeries series = bars(row(100, 101, 99, 100), row(100, 101, 99, 100));
    BarStrategy peek = c -> c.bars(0).close(-1);
    assertThatThrownBy(() -> run(series, peek)).hasMessageContaining("BAR_NOT_CLOSED");
    assertThatThrownBy(() -> bars(row(100, 99, 98, 99))).hasMessageContaining("BAR_INVALID");
  }

  private static double[] row(double... values) {
    return values;
  }
}
