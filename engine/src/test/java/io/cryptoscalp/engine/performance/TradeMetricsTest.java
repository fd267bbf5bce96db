package io.cryptoscalp.engine.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.Side;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Do trades add up, alone and by group? */
class TradeMetricsTest {
  private static final long HOUR = 3_600_000_000_000L;

  static TradeOutcome trade(
      String instrument, long entryHour, long exitHour, double gross, String reason) {
    return new TradeOutcome(
        instrument,
        gross >= 0 ? Side.BUY : Side.SELL,
        entryHour * HOUR,
        exitHour * HOUR,
        1,
        100,
        100,
        100,
        gross,
        1,
        0.4,
        0.1,
        0.5,
        "NORMAL",
        reason);
  }

  /** By hand: profits 9.5, -5.5, 4.5, -2.5 and then 1.5. */
  private static final List<TradeOutcome> TRADES =
      List.of(
          trade("A", 0, 2, 10, "target"),
          trade("A", 3, 5, -5, "stop"),
          trade("B", 4, 8, 5, "target"),
          trade("B", 25, 26, -2, "stop"),
          trade("A", 30, 34, 2, "time"));

  @Test
  void figuresByHand() {
    Map<TradeMetric, Double> figures = TradeMetrics.of(TRADES, 0, 40 * HOUR, 1000);
    assertThat(figures.get(TradeMetric.NET_PROFIT)).isCloseTo(7.5, within(1e-12));
    assertThat(figures.get(TradeMetric.GROSS_PROFIT)).isEqualTo(10);
    assertThat(figures.get(TradeMetric.WIN_RATE)).isEqualTo(0.6);
    assertThat(figures.get(TradeMetric.PROFIT_FACTOR)).isCloseTo(15.5 / 8, within(1e-12));
    assertThat(figures.get(TradeMetric.PAYOFF_RATIO)).isCloseTo(15.5 / 3 / 4, within(1e-12));
    assertThat(figures.get(TradeMetric.EXPECTANCY)).isCloseTo(1.5, within(1e-12));
    assertThat(figures.get(TradeMetric.EXPECTANCY_RATIO)).isCloseTo(0.375, within(1e-12));
    // deviation of the profits: sqrt((64 + 49 + 9 + 16 + 0) / 4)
    assertThat(figures.get(TradeMetric.SQN))
        .isCloseTo(Math.sqrt(5) * 1.5 / Math.sqrt(34.5), within(1e-12));
    assertThat(figures.get(TradeMetric.CONSECUTIVE_WINS)).isEqualTo(1);
    assertThat(figures.get(TradeMetric.MEDIAN_HELD)).isEqualTo(7200);
    assertThat(figures.get(TradeMetric.FEES)).isEqualTo(5);
    assertThat(figures.get(TradeMetric.SPREAD)).isCloseTo(2, within(1e-12));
    assertThat(figures.get(TradeMetric.FUNDING)).isEqualTo(2.5);
    // hours 0-2, 3-8 with an overlap, 25-26, 30-34 of 40
    assertThat(figures.get(TradeMetric.EXPOSURE)).isEqualTo(0.3);
    assertThat(figures.get(TradeMetric.TURNOVER))
        .isCloseTo(1000.0 / 1000 * 365 * 24 / 40, within(1e-9));
  }

  @Test
  void groupsAddUpToTheWhole() {
    SortedMap<String, Map<TradeMetric, Double>> groups =
        TradeMetrics.by(TRADES, TradeOutcome::exitReason);
    assertThat(groups.keySet()).containsExactly("stop", "target", "time");
    double sum = groups.values().stream().mapToDouble(g -> g.get(TradeMetric.NET_PROFIT)).sum();
    assertThat(sum).isCloseTo(7.5, within(1e-12));
    assertThat(TRADES.get(3).hour()).isEqualTo(1);
  }

  @Test
  void noTradesHaveNoProfit() {
    Map<TradeMetric, Double> figures = TradeMetrics.of(List.of(), 0, HOUR, 1000);
    assertThat(figures.get(TradeMetric.TRADES)).isZero();
    assertThat(figures.get(TradeMetric.NET_PROFIT)).isZero();
    assertThat(figures.get(TradeMetric.WIN_RATE)).isNaN();
    assertThat(figures.get(TradeMetric.EXPOSURE)).isZero();
  }

  @Test
  void refusesTradesThatEndBeforeTheyBegin() {
    assertThatThrownBy(() -> trade("A", 2, 1, 1, "")).hasMessageContaining("TRADE_INVALID");
  }
}
