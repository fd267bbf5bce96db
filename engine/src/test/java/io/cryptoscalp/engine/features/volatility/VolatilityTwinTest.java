package io.cryptoscalp.engine.features.volatility;

import io.cryptoscalp.engine.features.graph.BarOracle;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Does everything that no library defines equal its formula over the raw bars? */
class VolatilityTwinTest {
  @Test
  void equalsOnRecordedCandles() {
    compare(BarOracle.recorded(new VolatilityFamily()));
  }

  @Test
  void equalsOnASeededMarket() {
    compare(BarOracle.seeded(new VolatilityFamily()));
  }

  private static void compare(BarOracle bars) {
    returns(bars);
    estimators(bars);
    ewma(bars, 94);
    ewma(bars, 97);
    changes(bars);
    ranges(bars);
  }

  private static double sum(int i, int n, IntToDoubleFunction term) {
    double sum = 0;
    for (int at = i - n + 1; at <= i; at++) {
      sum += term.applyAsDouble(at);
    }
    return sum;
  }

  private static double realised(BarOracle bars, int i, int n) {
    return sum(i, n, at -> Math.pow(bars.logReturn(at), 2));
  }

  private static void returns(BarOracle bars) {
    for (int n : new int[] {10, 20, 60, 120}) {
      bars.same("realised_vol_" + n, n, i -> 1e4 * Math.sqrt(realised(bars, i, n)));
    }
    for (int n : new int[] {20, 60}) {
      IntToDoubleFunction bipower =
          i ->
              Math.PI
                  / 2
                  * n
                  / (n - 1)
                  * sum(i, n - 1, at -> Math.abs(bars.logReturn(at) * bars.logReturn(at - 1)));
      bars.same("bipower_" + n, n, i -> 1e4 * Math.sqrt(bipower.applyAsDouble(i)));
      bars.same(
          "jump_ratio_" + n,
          n,
          i -> Math.max(0, 1 - bipower.applyAsDouble(i) / realised(bars, i, n)));
      IntToDoubleFunction down = i -> sum(i, n, at -> Math.pow(Math.min(0, bars.logReturn(at)), 2));
      IntToDoubleFunction up = i -> sum(i, n, at -> Math.pow(Math.max(0, bars.logReturn(at)), 2));
      bars.same("downside_vol_" + n, n, i -> 1e4 * Math.sqrt(down.applyAsDouble(i)));
      bars.same("upside_vol_" + n, n, i -> 1e4 * Math.sqrt(up.applyAsDouble(i)));
      bars.same(
          "semivariance_balance_" + n,
          n,
          i -> (up.applyAsDouble(i) - down.applyAsDouble(i)) / realised(bars, i, n));
    }
  }

  private static void estimators(BarOracle bars) {
    for (int n : new int[] {20, 60}) {
      IntToDoubleFunction span = i -> Math.pow(Math.log(bars.high[i] / bars.low[i]), 2);
      bars.same(
          "parkinson_" + n, n - 1, i -> 1e4 * Math.sqrt(sum(i, n, span) / n / (4 * Math.log(2))));
      bars.same(
          "garman_klass_" + n,
          n - 1,
          i ->
              1e4
                  * Math.sqrt(
                      (0.5 * sum(i, n, span)
                              - (2 * Math.log(2) - 1)
                                  * sum(i, n, at -> Math.pow(body(bars, at), 2)))
                          / n));
      IntToDoubleFunction rs =
          i ->
              Math.log(bars.high[i] / bars.close[i]) * Math.log(bars.high[i] / bars.open[i])
                  + Math.log(bars.low[i] / bars.close[i]) * Math.log(bars.low[i] / bars.open[i]);
      bars.same(
          "rogers_satchell_" + n, n - 1, i -> 1e4 * Math.sqrt(Math.max(0, sum(i, n, rs)) / n));
      double k = 0.34 / (1.34 + (n + 1.0) / (n - 1));
      bars.same(
          "yang_zhang_" + n,
          n,
          i ->
              1e4
                  * Math.sqrt(
                      variance(i, n, at -> Math.log(bars.open[at] / bars.close[at - 1]))
                          + k * variance(i, n, at -> body(bars, at))
                          + (1 - k) * sum(i, n, rs) / n));
    }
  }

  private static double body(BarOracle bars, int i) {
    return Math.log(bars.close[i] / bars.open[i]);
  }

  private static double variance(int i, int n, IntToDoubleFunction term) {
    double mean = sum(i, n, term) / n;
    return sum(i, n, at -> Math.pow(term.applyAsDouble(at) - mean, 2)) / (n - 1);
  }

  private static void ewma(BarOracle bars, int percent) {
    double decay = percent / 100.0;
    double[] variance = new double[bars.size()];
    variance[20] = realised(bars, 20, 20) / 20;
    for (int i = 21; i < bars.size(); i++) {
      variance[i] = decay * variance[i - 1] + (1 - decay) * Math.pow(bars.logReturn(i), 2);
    }
    bars.same("ewma_vol_" + percent, 20, i -> 1e4 * Math.sqrt(variance[i]));
  }

  private static void changes(BarOracle bars) {
    for (int[] pair : new int[][] {{10, 60}, {20, 120}}) {
      bars.same(
          "vol_ratio_" + pair[0] + "_" + pair[1],
          pair[1],
          i ->
              Math.sqrt(
                  realised(bars, i, pair[0]) / pair[0] / (realised(bars, i, pair[1]) / pair[1])));
    }
    for (int n : new int[] {10, 20}) {
      IntToDoubleFunction volatility = i -> Math.sqrt(realised(bars, i, n));
      bars.same(
          "vol_of_vol_" + n,
          2 * n - 1,
          i -> Math.sqrt(variance(i, n, volatility) * (n - 1) / n) / (sum(i, n, volatility) / n));
    }
    double[] ema = new double[bars.size()];
    ema[9] = sum(9, 10, i -> bars.high[i] - bars.low[i]) / 10;
    for (int i = 10; i < bars.size(); i++) {
      ema[i] = ema[i - 1] * 9 / 11 + (bars.high[i] - bars.low[i]) * 2 / 11;
    }
    bars.same("chaikin_volatility_10", 19, i -> 100 * (ema[i] - ema[i - 10]) / ema[i - 10]);
  }

  private static void ranges(BarOracle bars) {
    for (int n : new int[] {1, 20, 60}) {
      bars.same(
          "range_" + n,
          n - 1,
          i ->
              (Arrays.stream(bars.high, i - n + 1, i + 1).max().orElseThrow()
                      - Arrays.stream(bars.low, i - n + 1, i + 1).min().orElseThrow())
                  / bars.close[i]
                  * 1e4);
    }
    double[] fast = bars.values("atr_7");
    double[] slow = bars.values("atr_21");
    bars.same("atr_ratio_7_21", 21, i -> fast[i] / slow[i]);
    double[] bollinger = bars.values("bollinger_width");
    double[] keltner = bars.values("keltner_width_20");
    // Both are in terms of their own middle; the squeeze compares the bands themselves.
    double[] ema = new double[bars.size()];
    ema[19] = sum(19, 20, i -> bars.close[i]) / 20;
    for (int i = 20; i < bars.size(); i++) {
      ema[i] = ema[i - 1] + 2.0 / 21 * (bars.close[i] - ema[i - 1]);
    }
    bars.same(
        "squeeze_20",
        19,
        i -> bollinger[i] * (sum(i, 20, at -> bars.close[at]) / 20) / (keltner[i] * ema[i]));
  }
}
