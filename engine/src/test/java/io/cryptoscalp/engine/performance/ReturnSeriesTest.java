package io.cryptoscalp.engine.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Do equity curves become the returns of their days, and odd series defined figures? */
class ReturnSeriesTest {
  private static final long HOUR = 3_600_000_000_000L;

  @Test
  void daysTakeTheirLastPointAndEmptyDaysReturnNothing() {
    long[] times = {HOUR, 5 * HOUR, 30 * HOUR, 100 * HOUR};
    ReturnSeries series =
        ReturnSeries.ofEquity(times, new double[] {90, 110, 121, 60.5}, 100, ReturnSeries.DAY_NS);
    assertThat(series.returns()).hasSize(5);
    assertThat(series.returns()[0]).isCloseTo(0.1, within(1e-12));
    assertThat(series.returns()[1]).isCloseTo(0.1, within(1e-12));
    assertThat(series.returns()[2]).isZero();
    assertThat(series.returns()[4]).isCloseTo(-0.5, within(1e-12));
    assertThat(series.endNs()[4]).isEqualTo(5 * ReturnSeries.DAY_NS - 1);
    assertThat(series.total()).isCloseTo(-0.395, within(1e-12));
    assertThat(series.periodsPerYear()).isEqualTo(365);
  }

  @Test
  void aLostAccountEndsTheSeries() {
    ReturnSeries series =
        ReturnSeries.ofEquity(
            new long[] {0, 24 * HOUR, 48 * HOUR}, new double[] {50, -3, 70}, 100, 24 * HOUR);
    assertThat(series.returns()).containsExactly(-0.5, -1);
    Map<Metric, Double> figures = ReturnMetrics.of(series, null);
    assertThat(figures.get(Metric.TOTAL_RETURN)).isEqualTo(-1);
    assertThat(figures.get(Metric.CAGR)).isEqualTo(-1);
    assertThat(figures.get(Metric.MAX_DRAWDOWN)).isEqualTo(-1);
  }

  @Test
  void refusesWhatIsNoSeries() {
    assertThatThrownBy(() -> new ReturnSeries(new long[] {2, 1}, new double[2], 365))
        .hasMessageContaining("RETURNS_INVALID");
    assertThatThrownBy(() -> new ReturnSeries(new long[] {1}, new double[] {-1.5}, 365))
        .hasMessageContaining("RETURNS_INVALID");
    assertThatThrownBy(
            () -> ReturnSeries.ofEquity(new long[] {1}, new double[] {Double.NaN}, 1, HOUR))
        .hasMessageContaining("EQUITY_INVALID");
  }

  @Test
  void figuresWithoutMeaningAreNotNumbers() {
    Map<Metric, Double> still = ReturnMetrics.of(PerformancePeerTest.daily(0, 0, 0, 0), null);
    assertThat(still.get(Metric.SHARPE)).isNaN();
    assertThat(still.get(Metric.PROFIT_FACTOR)).isNaN();
    assertThat(still.get(Metric.BETA)).isNaN();
    assertThat(still.get(Metric.MAX_DRAWDOWN)).isZero();
    Map<Metric, Double> winning = ReturnMetrics.of(PerformancePeerTest.daily(0.1, 0.2), null);
    assertThat(winning.get(Metric.PROFIT_FACTOR)).isInfinite();
    assertThat(winning.get(Metric.SORTINO)).isNaN();
    assertThat(ReturnMetrics.of(PerformancePeerTest.daily(0.1), null).values())
        .allMatch(value -> Double.isNaN(value));
  }

  @Test
  void aConstantReturnHasNoSpread() {
    double[] returns = new double[30];
    java.util.Arrays.fill(returns, 0.1);
    Moments moments = Moments.of(returns);
    assertThat(moments.deviation()).isZero();
    assertThat(moments.skewness()).isNaN();
  }

  @Test
  void drawdownsEndAtANewHigh() {
    Drawdowns drawdowns = Drawdowns.of(new double[] {-0.5, 1.0, 0.1, -0.1, -0.1, 0.05, 0.5, -0.01});
    assertThat(drawdowns.all()).hasSize(3);
    assertThat(drawdowns.all().get(0).length()).isEqualTo(1);
    assertThat(drawdowns.all().get(1).from()).isEqualTo(3);
    assertThat(drawdowns.all().get(1).valley()).isEqualTo(4);
    assertThat(drawdowns.all().get(1).to()).isEqualTo(5);
    assertThat(drawdowns.all().get(2).recovered()).isFalse();
    assertThat(drawdowns.deepest()).isEqualTo(-0.5);
    assertThat(drawdowns.longest()).isEqualTo(3);
  }
}
