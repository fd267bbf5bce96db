package io.cryptoscalp.engine.features.volatility;

import io.cryptoscalp.engine.features.graph.BarOracle;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.ta4j.core.BarSeries;
import org.ta4j.core.indicators.ChopIndicator;
import org.ta4j.core.indicators.MassIndexIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.UlcerIndexIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandWidthIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsLowerIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsMiddleIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsUpperIndicator;
import org.ta4j.core.indicators.bollinger.PercentBIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelLowerIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelMiddleIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelUpperIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;

/**
 * Do bands, channels and indexes equal ta4j's in 32-digit arithmetic? Its recursive averages start
 * with the first bar instead of the mean of the first n, so what has one is compared once that
 * difference has died out.
 */
class VolatilityTa4jTest {
  /** Bars until (1 - 2 / 21)^n is far below 1e-13. */
  private static final int DIED_OUT = 400;

  @Test
  void equalsOnRecordedCandles() {
    compare(BarOracle.recorded(new VolatilityFamily()));
  }

  @Test
  void equalsOnASeededMarket() {
    compare(BarOracle.seeded(new VolatilityFamily()));
  }

  private static void compare(BarOracle bars) {
    BarSeries series = bars.series();
    ClosePriceIndicator close = new ClosePriceIndicator(series);
    for (int n : new int[] {10, 20, 50}) {
      bollinger(bars, close, n, n == 20 ? "" : "_" + n);
    }
    KeltnerChannelMiddleIndicator middle = new KeltnerChannelMiddleIndicator(close, 20);
    IntToDoubleFunction up = BarOracle.of(new KeltnerChannelUpperIndicator(middle, 2, 10));
    IntToDoubleFunction down = BarOracle.of(new KeltnerChannelLowerIndicator(middle, 2, 10));
    IntToDoubleFunction mid = BarOracle.of(middle);
    bars.same(
        "keltner_width_20",
        DIED_OUT,
        i -> (up.applyAsDouble(i) - down.applyAsDouble(i)) / mid.applyAsDouble(i) * 1e4);
    bars.same(
        "keltner_b_20",
        DIED_OUT,
        i ->
            (bars.close[i] - down.applyAsDouble(i))
                / (up.applyAsDouble(i) - down.applyAsDouble(i)));
    for (int n : new int[] {14, 28}) {
      bars.same("choppiness_" + n, n, BarOracle.of(new ChopIndicator(series, n, 100)));
    }
    for (int n : new int[] {14, 60}) {
      bars.same("ulcer_" + n, n - 1, BarOracle.of(new UlcerIndexIndicator(close, n)));
    }
    bars.same("mass_index_25", DIED_OUT, BarOracle.of(new MassIndexIndicator(series, 9, 25)));
  }

  private static void bollinger(BarOracle bars, ClosePriceIndicator close, int n, String suffix) {
    bars.same("bollinger_b" + suffix, n - 1, BarOracle.of(new PercentBIndicator(close, n, 2)));
    BollingerBandsMiddleIndicator middle =
        new BollingerBandsMiddleIndicator(new SMAIndicator(close, n));
    StandardDeviationIndicator deviation = new StandardDeviationIndicator(close, n);
    IntToDoubleFunction percent =
        BarOracle.of(
            new BollingerBandWidthIndicator(
                new BollingerBandsUpperIndicator(middle, deviation),
                middle,
                new BollingerBandsLowerIndicator(middle, deviation)));
    bars.same("bollinger_width" + suffix, n - 1, i -> percent.applyAsDouble(i) * 100);
  }
}
