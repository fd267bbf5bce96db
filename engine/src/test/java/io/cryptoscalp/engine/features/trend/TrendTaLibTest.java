package io.cryptoscalp.engine.features.trend;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MAType;
import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Do the trend features equal TA-Lib, in value and in warm-up? Where TA-Lib differs by design:
 *
 * <ul>
 *   <li>WMA: TA-Lib adds to its running sums for ever and drifts by 1e-13 of the price in some
 *       thousand bars, 1e-9 bps; held against it to 1e-7 bps, and to 1e-9 against a twin in {@link
 *       TrendTwinTest}.
 *   <li>+DI, -DI, DX: TA-Lib takes a smoothed range below 1e-8 of the price's unit for 0; here only
 *       0 is 0, so that the unit does not matter. It takes hundreds of bars without a move to
 *       differ.
 * </ul>
 */
class TrendTaLibTest {
  private final Core talib = new Core();

  @Test
  void onTheSeededMarket() {
    compare(OracleBars.market(new TrendFamily()));
  }

  @ParameterizedTest
  @ValueSource(strings = {OracleBars.LINK, OracleBars.BTC})
  void onRecordedCandles(String file) {
    compare(OracleBars.recorded(file, new TrendFamily()));
  }

  private void compare(OracleBars bars) {
    averages(bars);
    macd(bars, "", 12, 26, 9);
    macd(bars, "_8_17_9", 8, 17, 9);
    movement(bars, 7);
    movement(bars, 14);
    aroon(bars, 14);
    aroon(bars, 25);
    sar(bars, 2, 20);
    sar(bars, 1, 10);
    for (int n : new int[] {20, 50, 100}) {
      regression(bars, n);
    }
    donchian(bars, 20);
    donchian(bars, 55);
  }

  private void averages(OracleBars bars) {
    average(bars, MAType.Sma, 20, 50, 100, 200);
    average(bars, MAType.Ema, 9, 21, 50, 100, 200);
    average(bars, MAType.Wma, 20, 50);
    average(bars, MAType.Dema, 20, 50);
    average(bars, MAType.Tema, 20, 50);
    average(bars, MAType.Kama, 10, 30);
  }

  private void average(OracleBars bars, MAType type, int... lengths) {
    int end = bars.size - 1;
    for (int n : lengths) {
      String id = type.name().toLowerCase(Locale.ROOT) + "_dist_" + n;
      bars.sameAsTaLib(
          id,
          (b, c, out) -> talib.movingAverage(0, end, bars.close, n, type, b, c, out),
          bars::below,
          type == MAType.Wma ? 1e-7 : 1e-9);
    }
  }

  private void macd(OracleBars bars, String suffix, int fast, int slow, int signal) {
    int end = bars.size - 1;
    double[] x = new double[bars.size];
    double[] y = new double[bars.size];
    bars.sameAsTaLib(
        "macd" + suffix,
        (b, c, out) -> talib.macd(0, end, bars.close, fast, slow, signal, b, c, out, x, y),
        bars::bps);
    bars.sameAsTaLib(
        "macd_signal" + suffix,
        (b, c, out) -> talib.macd(0, end, bars.close, fast, slow, signal, b, c, x, out, y),
        bars::bps);
    bars.sameAsTaLib(
        "macd_hist" + suffix,
        (b, c, out) -> talib.macd(0, end, bars.close, fast, slow, signal, b, c, x, y, out),
        bars::bps);
  }

  private interface Movement {
    RetCode call(
        int from,
        int to,
        double[] high,
        double[] low,
        double[] close,
        int n,
        MInteger begin,
        MInteger count,
        double[] out);
  }

  private void movement(OracleBars bars, int n) {
    movement(bars, "plus_di_" + n, n, talib::plusDI);
    movement(bars, "minus_di_" + n, n, talib::minusDI);
    movement(bars, "dx_" + n, n, talib::dx);
    movement(bars, "adx_" + n, n, talib::adx);
    if (n == 14) {
      movement(bars, "adxr_14", n, talib::adxr);
    }
  }

  private static void movement(OracleBars bars, String id, int n, Movement function) {
    int end = bars.size - 1;
    bars.sameAsTaLib(
        id,
        (b, c, out) -> function.call(0, end, bars.high, bars.low, bars.close, n, b, c, out),
        (v, i) -> v);
  }

  private void aroon(OracleBars bars, int n) {
    int end = bars.size - 1;
    double[] spare = new double[bars.size];
    bars.sameAsTaLib(
        "aroon_down_" + n,
        (b, c, out) -> talib.aroon(0, end, bars.high, bars.low, n, b, c, out, spare),
        (v, i) -> v);
    bars.sameAsTaLib(
        "aroon_up_" + n,
        (b, c, out) -> talib.aroon(0, end, bars.high, bars.low, n, b, c, spare, out),
        (v, i) -> v);
    bars.sameAsTaLib(
        "aroon_osc_" + n,
        (b, c, out) -> talib.aroonOsc(0, end, bars.high, bars.low, n, b, c, out),
        (v, i) -> v);
  }

  private void sar(OracleBars bars, int step, int most) {
    int end = bars.size - 1;
    OracleBars.Function sar =
        (b, c, out) ->
            talib.sar(0, end, bars.high, bars.low, step / 100.0, most / 100.0, b, c, out);
    bars.sameAsTaLib(
        "sar_dist_" + step + "_" + most, sar, (v, i) -> bars.bps(bars.close[i] - v, i));
    // A stop below the low belongs to a rising trend.
    bars.sameAsTaLib(
        "sar_dir_" + step + "_" + most, sar, (v, i) -> 2 * v < bars.high[i] + bars.low[i] ? 1 : -1);
  }

  private void regression(OracleBars bars, int n) {
    int end = bars.size - 1;
    bars.sameAsTaLib(
        "linreg_slope_" + n,
        (b, c, out) -> talib.linearRegSlope(0, end, bars.close, n, b, c, out),
        bars::bps);
    bars.sameAsTaLib(
        "linreg_dist_" + n,
        (b, c, out) -> talib.linearReg(0, end, bars.close, n, b, c, out),
        (v, i) -> bars.bps(bars.close[i] - v, i));
    bars.sameAsTaLib(
        "linreg_forecast_" + n,
        (b, c, out) -> talib.tsf(0, end, bars.close, n, b, c, out),
        (v, i) -> bars.bps(v - bars.close[i], i));
  }

  private void donchian(OracleBars bars, int n) {
    int end = bars.size - 1;
    double[] highest = new double[bars.size];
    MInteger spare = new MInteger();
    talib.max(0, end, bars.high, n, spare, spare, highest);
    OracleBars.Function lowest = (b, c, out) -> talib.min(0, end, bars.low, n, b, c, out);
    bars.sameAsTaLib("donchian_width_" + n, lowest, (v, i) -> bars.bps(highest[i - n + 1] - v, i));
    bars.sameAsTaLib(
        "donchian_" + n, lowest, (v, i) -> (bars.close[i] - v) / (highest[i - n + 1] - v));
  }
}
