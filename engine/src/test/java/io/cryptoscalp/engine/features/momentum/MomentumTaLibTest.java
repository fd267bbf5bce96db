package io.cryptoscalp.engine.features.momentum;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MAType;
import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import io.cryptoscalp.engine.features.trend.OracleBars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Do the momentum features equal TA-Lib, in value and in warm-up? Where TA-Lib differs by design:
 *
 * <ul>
 *   <li>Stochastic, %R, stochastic RSI, ultimate oscillator: TA-Lib gives 0 for a range without
 *       moves; here the feature is not valid, and an average over it skips the bar. The seeded
 *       market has five bars without a move; longer ranges without one are not among the bars here.
 *   <li>RSI: TA-Lib gives 0 when no price moved, here it is 50.
 *   <li>Stochastic RSI: TA-Lib's fast %D is the average; %K is the oscillator. The warm-up told by
 *       TA-Lib is that of %D for both.
 *   <li>CCI: TA-Lib subtracts means of prices from prices, which leaves 1e-8 of a move of one tick;
 *       held against it to 1e-7, and to 1e-8 against whole numbers in {@link MomentumTwinTest}.
 *   <li>SMA of the APO: TA-Lib's running sum drifts by 1e-13 of the price: 1e-8 bps are left.
 * </ul>
 */
class MomentumTaLibTest {
  private final Core talib = new Core();

  @Test
  void onTheSeededMarket() {
    compare(OracleBars.market(new MomentumFamily()));
  }

  @ParameterizedTest
  @ValueSource(strings = {OracleBars.LINK, OracleBars.BTC})
  void onRecordedCandles(String file) {
    compare(OracleBars.recorded(file, new MomentumFamily()));
  }

  private void compare(OracleBars bars) {
    strength(bars);
    stochastic(bars);
    rates(bars);
    averages(bars);
    ranges(bars);
  }

  private static double same(double value, int i) {
    return value;
  }

  private void strength(OracleBars bars) {
    int end = bars.size - 1;
    for (int n : new int[] {7, 14, 21}) {
      bars.sameAsTaLib(
          "rsi_" + n,
          (b, c, out) -> talib.rsi(0, end, bars.close, n, b, c, out),
          MomentumTaLibTest::same);
    }
    bars.sameAsTaLib(
        "cmo_14",
        (b, c, out) -> talib.cmo(0, end, bars.close, 14, b, c, out),
        MomentumTaLibTest::same);
    double[] spare = new double[bars.size];
    OracleBars.Function slow =
        (b, c, out) -> talib.stochRsi(0, end, bars.close, 14, 14, 3, MAType.Sma, b, c, spare, out);
    bars.sameAsTaLib("stoch_rsi_d_14", slow, MomentumTaLibTest::same);
    OracleBars.Function fast =
        (b, c, out) -> talib.stochRsi(0, end, bars.close, 14, 14, 1, MAType.Sma, b, c, out, spare);
    bars.sameAsTaLib("stoch_rsi_14", fast, MomentumTaLibTest::same);
  }

  private void stochastic(OracleBars bars) {
    int end = bars.size - 1;
    double[] x = new double[bars.size];
    for (int n : new int[] {5, 14, 50}) {
      bars.sameAsTaLib(
          "stoch_k_" + n,
          (b, c, out) ->
              talib.stochF(0, end, bars.high, bars.low, bars.close, n, 1, MAType.Sma, b, c, out, x),
          (v, i) -> moved(bars, n, i) ? v : Double.NaN);
    }
    bars.sameAsTaLib(
        "stoch_slow_k_14", (b, c, out) -> slow(bars, 1, b, c, out, x), MomentumTaLibTest::same);
    bars.sameAsTaLib(
        "stoch_slow_d_14", (b, c, out) -> slow(bars, 3, b, c, x, out), MomentumTaLibTest::same);
    for (int n : new int[] {14, 28}) {
      bars.sameAsTaLib(
          "williams_r_" + n,
          (b, c, out) -> talib.willR(0, end, bars.high, bars.low, bars.close, n, b, c, out),
          MomentumTaLibTest::same);
    }
    for (int n : new int[] {14, 20}) {
      bars.sameAsTaLib(
          "cci_" + n,
          (b, c, out) -> talib.cci(0, end, bars.high, bars.low, bars.close, n, b, c, out),
          MomentumTaLibTest::same,
          1e-7);
    }
  }

  private static boolean moved(OracleBars bars, int n, int i) {
    for (int age = 0; age < n; age++) {
      if (bars.high[i - age] != bars.low[i] || bars.low[i - age] != bars.low[i]) {
        return true;
      }
    }
    return false;
  }

  private RetCode slow(
      OracleBars bars, int d, MInteger b, MInteger c, double[] slowK, double[] slowD) {
    return talib.stoch(
        0,
        bars.size - 1,
        bars.high,
        bars.low,
        bars.close,
        14,
        3,
        MAType.Sma,
        d,
        MAType.Sma,
        b,
        c,
        slowK,
        slowD);
  }

  private void rates(OracleBars bars) {
    int end = bars.size - 1;
    for (int n : new int[] {3, 5, 10, 20, 50}) {
      bars.sameAsTaLib(
          "roc_" + n,
          (b, c, out) -> talib.roc(0, end, bars.close, n, b, c, out),
          MomentumTaLibTest::same);
    }
    for (int n : new int[] {9, 15}) {
      bars.sameAsTaLib(
          "trix_" + n,
          (b, c, out) -> talib.trix(0, end, bars.close, n, b, c, out),
          (v, i) -> v * 100);
    }
  }

  private void averages(OracleBars bars) {
    int end = bars.size - 1;
    bars.sameAsTaLib(
        "ppo_12_26",
        (b, c, out) -> talib.ppo(0, end, bars.close, 12, 26, MAType.Ema, b, c, out),
        (v, i) -> v * 100);
    bars.sameAsTaLib(
        "apo_12_26",
        (b, c, out) -> talib.apo(0, end, bars.close, 12, 26, MAType.Sma, b, c, out),
        bars::bps,
        1e-8);
  }

  private void ranges(OracleBars bars) {
    int end = bars.size - 1;
    bars.sameAsTaLib(
        "bop",
        (b, c, out) -> talib.bop(0, end, bars.open, bars.high, bars.low, bars.close, b, c, out),
        MomentumTaLibTest::same);
    bars.sameAsTaLib(
        "ultimate_7_14_28",
        (b, c, out) -> talib.ultOsc(0, end, bars.high, bars.low, bars.close, 7, 14, 28, b, c, out),
        MomentumTaLibTest::same);
  }
}
