package io.cryptoscalp.engine.features.momentum;

import io.cryptoscalp.engine.features.trend.OracleBars;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ta4j.core.BarSeries;
import org.ta4j.core.indicators.AwesomeOscillatorIndicator;
import org.ta4j.core.indicators.CMOIndicator;
import org.ta4j.core.indicators.CoppockCurveIndicator;
import org.ta4j.core.indicators.DPOIndicator;
import org.ta4j.core.indicators.FisherIndicator;
import org.ta4j.core.indicators.IntraDayMomentumIndexIndicator;
import org.ta4j.core.indicators.KSTIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.MedianPriceIndicator;

/**
 * Do the momentum features that TA-Lib lacks equal ta4j? It starts every window with the first bar,
 * so values before the warm-up have no counterpart here, and its Fisher transform starts with 0 on
 * the first bar instead of the tenth: compared once that is forgotten. Where a range is empty it
 * divides by 0; none of the windows compared is.
 */
class MomentumTa4jTest {
  /** Bars until 0.67^n is below 1e-13. */
  private static final int DIED_OUT = 200;

  @Test
  void onTheSeededMarket() {
    compare(OracleBars.market(new MomentumFamily()));
  }

  @ParameterizedTest
  @ValueSource(strings = {OracleBars.LINK, OracleBars.BTC})
  void onRecordedCandles(String file) {
    compare(OracleBars.recorded(file, new MomentumFamily()));
  }

  private static void compare(OracleBars bars) {
    BarSeries series = bars.series();
    ClosePriceIndicator close = new ClosePriceIndicator(series);
    for (int n : new int[] {9, 20}) {
      bars.same("cmo_sum_" + n, n, OracleBars.of(new CMOIndicator(close, n)));
    }
    bars.same("kst", 44, OracleBars.of(new KSTIndicator(close)));
    bars.same("coppock_14_11_10", 23, OracleBars.of(new CoppockCurveIndicator(close)));
    IntToDoubleFunction awesome =
        OracleBars.of(new AwesomeOscillatorIndicator(new MedianPriceIndicator(series)));
    bars.same("awesome_5_34", 33, i -> bars.bps(awesome.applyAsDouble(i), i));
    IntToDoubleFunction detrended = OracleBars.of(new DPOIndicator(series, 20));
    bars.same("dpo_20", 30, i -> bars.bps(detrended.applyAsDouble(i), i));
    bars.same("imi_14", 14, OracleBars.of(new IntraDayMomentumIndexIndicator(series, 14)));
    bars.same("fisher_10", DIED_OUT, OracleBars.of(new FisherIndicator(series)));
  }
}
