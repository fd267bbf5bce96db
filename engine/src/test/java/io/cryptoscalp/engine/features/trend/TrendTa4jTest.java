package io.cryptoscalp.engine.features.trend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ta4j.core.BarSeries;
import org.ta4j.core.indicators.HMAIndicator;
import org.ta4j.core.indicators.donchian.DonchianChannelLowerIndicator;
import org.ta4j.core.indicators.donchian.DonchianChannelUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.ichimoku.IchimokuKijunSenIndicator;
import org.ta4j.core.indicators.ichimoku.IchimokuSenkouSpanAIndicator;
import org.ta4j.core.indicators.ichimoku.IchimokuSenkouSpanBIndicator;
import org.ta4j.core.indicators.ichimoku.IchimokuTenkanSenIndicator;
import org.ta4j.core.indicators.supertrend.SuperTrendIndicator;

/**
 * Do the trend features that TA-Lib lacks equal ta4j?
 *
 * <p>Where ta4j differs by design: it starts every window with the first bar, so values before the
 * warm-up have no counterpart here; its average true range starts with the first bar instead of the
 * mean of n, so Supertrend is compared once that and the stops that came of it are forgotten. Its
 * lagging span of Ichimoku reads the close 26 bars later, which nothing here may; that feature is
 * held against its definition in {@link TrendTwinTest}. Parabolic SAR and KAMA follow TA-Lib, which
 * starts them otherwise than ta4j does.
 */
class TrendTa4jTest {
  /** Bars until (1 - 1 / 10)^n is below 1e-13 and the trend has turned since. */
  private static final int DIED_OUT = 600;

  @Test
  void onTheSeededMarket() {
    compare(OracleBars.market(new TrendFamily()));
  }

  @ParameterizedTest
  @ValueSource(strings = {OracleBars.LINK, OracleBars.BTC})
  void onRecordedCandles(String file) {
    compare(OracleBars.recorded(file, new TrendFamily()));
  }

  private static void compare(OracleBars bars) {
    BarSeries series = bars.series();
    for (int n : new int[] {20, 50}) {
      IntToDoubleFunction hma = OracleBars.of(new HMAIndicator(new ClosePriceIndicator(series), n));
      int from = n - 2 + (int) Math.sqrt(n);
      bars.same("hma_dist_" + n, from, i -> bars.below(hma.applyAsDouble(i), i));
    }
    for (int n : new int[] {20, 55}) {
      donchian(bars, series, n);
    }
    ichimoku(bars, series);
    supertrend(bars, series, 10, 3);
    supertrend(bars, series, 7, 2);
  }

  private static void donchian(OracleBars bars, BarSeries series, int n) {
    IntToDoubleFunction upper = OracleBars.of(new DonchianChannelUpperIndicator(series, n));
    IntToDoubleFunction lower = OracleBars.of(new DonchianChannelLowerIndicator(series, n));
    bars.same(
        "donchian_break_" + n,
        n,
        i ->
            bars.close[i] > upper.applyAsDouble(i - 1)
                ? 1
                : bars.close[i] < lower.applyAsDouble(i - 1) ? -1 : 0);
  }

  private static void ichimoku(OracleBars bars, BarSeries series) {
    IntToDoubleFunction tenkan = OracleBars.of(new IchimokuTenkanSenIndicator(series));
    IntToDoubleFunction kijun = OracleBars.of(new IchimokuKijunSenIndicator(series));
    IntToDoubleFunction a = OracleBars.of(new IchimokuSenkouSpanAIndicator(series));
    IntToDoubleFunction b = OracleBars.of(new IchimokuSenkouSpanBIndicator(series));
    bars.same("ichimoku_tenkan_dist", 8, i -> bars.below(tenkan.applyAsDouble(i), i));
    bars.same("ichimoku_kijun_dist", 25, i -> bars.below(kijun.applyAsDouble(i), i));
    bars.same("ichimoku_span_a_dist", 50, i -> bars.below(a.applyAsDouble(i), i));
    bars.same("ichimoku_span_b_dist", 76, i -> bars.below(b.applyAsDouble(i), i));
    bars.same("ichimoku_cloud_width", 76, i -> (a.applyAsDouble(i) / b.applyAsDouble(i) - 1) * 1e4);
  }

  private static void supertrend(OracleBars bars, BarSeries series, int n, int multiple) {
    SuperTrendIndicator supertrend = new SuperTrendIndicator(series, n, (double) multiple);
    IntToDoubleFunction stop = OracleBars.of(supertrend);
    // The indicator calls itself; from the oldest on it does not go deep.
    for (int i = 0; i < bars.size; i++) {
      assertThat(stop.applyAsDouble(i)).isNotNaN();
    }
    String of = "_" + n + "_" + multiple;
    bars.same(
        "supertrend_dist" + of, DIED_OUT, i -> bars.bps(bars.close[i] - stop.applyAsDouble(i), i));
    bars.same(
        "supertrend_dir" + of, DIED_OUT, i -> stop.applyAsDouble(i) <= bars.close[i] ? 1 : -1);
  }
}
