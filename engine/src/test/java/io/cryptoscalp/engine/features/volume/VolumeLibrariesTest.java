package io.cryptoscalp.engine.features.volume;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MInteger;
import io.cryptoscalp.engine.features.graph.BarOracle;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.ta4j.core.BarSeries;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.VolumeIndicator;
import org.ta4j.core.indicators.statistics.CorrelationCoefficientIndicator;
import org.ta4j.core.indicators.volume.ChaikinMoneyFlowIndicator;
import org.ta4j.core.indicators.volume.NVIIndicator;
import org.ta4j.core.indicators.volume.PVIIndicator;
import org.ta4j.core.indicators.volume.VWAPIndicator;

/** Do the volume indicators equal TA-Lib's and ta4j's, turned into the features' units? */
class VolumeLibrariesTest {
  /** Bars until (1 - 2 / 51)^n, the slowest average's memory of its seed, is below 1e-13. */
  private static final int DIED_OUT = 800;

  private final Core talib = new Core();

  @Test
  void equalsOnRecordedCandles() {
    compare(BarOracle.recorded(new VolumeFamily()));
  }

  @Test
  void equalsOnASeededMarket() {
    compare(BarOracle.seeded(new VolumeFamily()));
  }

  private void compare(BarOracle bars) {
    taLib(bars);
    lines(bars);
    ta4j(bars);
  }

  private static double mean(double[] values, int i, int n) {
    double sum = 0;
    for (int at = i - n + 1; at <= i; at++) {
      sum += values[at];
    }
    return sum / n;
  }

  private static double zscore(double[] values, int i, int n) {
    double mean = mean(values, i, n);
    double squares = 0;
    for (int at = i - n + 1; at <= i; at++) {
      squares += Math.pow(values[at] - mean, 2);
    }
    return (values[i] - mean) / Math.sqrt(squares / n);
  }

  private void taLib(BarOracle bars) {
    int end = bars.size() - 1;
    for (int n : new int[] {7, 14, 28}) {
      bars.sameAsTaLib(
          "mfi_" + n,
          (b, c, out) ->
              talib.mfi(0, end, bars.high, bars.low, bars.close, bars.volume, n, b, c, out),
          (mfi, i) -> mfi);
    }
    for (int n : new int[] {10, 20}) {
      bars.sameAsTaLib(
          "volume_roc_" + n,
          (b, c, out) -> talib.roc(0, end, bars.volume, n, b, c, out),
          // TA-Lib gives 0 where the earlier volume is 0.
          (roc, i) -> bars.volume[i - n] == 0 ? Double.NaN : roc);
    }
    double[] oscillator = new double[bars.size()];
    MInteger begin = new MInteger();
    talib.adOsc(
        0,
        end,
        bars.high,
        bars.low,
        bars.close,
        bars.volume,
        3,
        10,
        begin,
        new MInteger(),
        oscillator);
    // TA-Lib starts both averages with the line's first value.
    bars.same(
        "chaikin_osc_3_10", DIED_OUT, i -> oscillator[i - begin.value] / mean(bars.volume, i, 10));
  }

  private void lines(BarOracle bars) {
    int end = bars.size() - 1;
    double[] obv = new double[bars.size()];
    talib.obv(0, end, bars.close, bars.volume, new MInteger(), new MInteger(), obv);
    for (int n : new int[] {20, 50}) {
      bars.same("obv_z_" + n, n, i -> zscore(obv, i, n));
    }
    for (int n : new int[] {10, 20, 60}) {
      bars.same("obv_change_" + n, n, i -> (obv[i] - obv[i - n]) / (n * mean(bars.volume, i, n)));
    }
    double[] line = new double[bars.size()];
    talib.ad(
        0, end, bars.high, bars.low, bars.close, bars.volume, new MInteger(), new MInteger(), line);
    for (int n : new int[] {20, 50}) {
      bars.same("ad_z_" + n, n - 1, i -> zscore(line, i, n));
    }
    BarSeries series = bars.series();
    for (int n : new int[] {10, 20, 50}) {
      // ta4j has no value where a bar of the window has no range. TA-Lib's line lets such a bar add
      // nothing, as the feature does.
      IntToDoubleFunction cmf = BarOracle.of(new ChaikinMoneyFlowIndicator(series, n));
      bars.same(
          "cmf_" + n,
          n,
          i -> {
            double known = cmf.applyAsDouble(i);
            double change = (line[i] - line[i - n]) / (n * mean(bars.volume, i, n));
            return Double.isNaN(known) ? change : known;
          });
    }
  }

  private static void ta4j(BarOracle bars) {
    BarSeries series = bars.series();
    for (int n : new int[] {20, 60}) {
      IntToDoubleFunction vwap = BarOracle.of(new VWAPIndicator(series, n));
      bars.same("vwap_dist_" + n, n - 1, i -> (bars.close[i] / vwap.applyAsDouble(i) - 1) * 1e4);
    }
    NVIIndicator negative = new NVIIndicator(series);
    IntToDoubleFunction nvi = BarOracle.of(negative);
    IntToDoubleFunction nviEma = BarOracle.of(new EMAIndicator(negative, 50));
    bars.same(
        "nvi_dist_50", DIED_OUT, i -> (nvi.applyAsDouble(i) / nviEma.applyAsDouble(i) - 1) * 1e4);
    PVIIndicator positive = new PVIIndicator(series);
    IntToDoubleFunction pvi = BarOracle.of(positive);
    IntToDoubleFunction pviEma = BarOracle.of(new EMAIndicator(positive, 50));
    bars.same(
        "pvi_dist_50", DIED_OUT, i -> (pvi.applyAsDouble(i) / pviEma.applyAsDouble(i) - 1) * 1e4);
    for (int n : new int[] {20, 60}) {
      bars.same(
          "volume_price_corr_" + n,
          n - 1,
          BarOracle.of(
              new CorrelationCoefficientIndicator(
                  new ClosePriceIndicator(series), new VolumeIndicator(series), n)));
    }
  }
}
