package io.cryptoscalp.engine.features.volume;

import io.cryptoscalp.engine.features.graph.BarOracle;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Does every volume feature that no library defines equal its formula over the raw bars? */
class VolumeTwinTest {
  @Test
  void equalsOnRecordedCandles() {
    compare(BarOracle.recorded(new VolumeFamily()));
  }

  @Test
  void equalsOnASeededMarket() {
    compare(BarOracle.seeded(new VolumeFamily()));
  }

  private static void compare(BarOracle bars) {
    bands(bars);
    relative(bars);
    effort(bars);
    startOfIndexes(bars, "nvi_dist_50", -1);
    startOfIndexes(bars, "pvi_dist_50", 1);
    takers(bars);
    relations(bars);
  }

  private static double mean(int i, int n, IntToDoubleFunction term) {
    double sum = 0;
    for (int at = i - n + 1; at <= i; at++) {
      sum += term.applyAsDouble(at);
    }
    return sum / n;
  }

  private static double covariance(int i, int n, IntToDoubleFunction x, IntToDoubleFunction y) {
    double mx = mean(i, n, x);
    double my = mean(i, n, y);
    return mean(i, n, at -> (x.applyAsDouble(at) - mx) * (y.applyAsDouble(at) - my));
  }

  private static double correlation(int i, int n, IntToDoubleFunction x, IntToDoubleFunction y) {
    return covariance(i, n, x, y)
        / Math.sqrt(covariance(i, n, x, x))
        / Math.sqrt(covariance(i, n, y, y));
  }

  private static double typical(BarOracle bars, int i) {
    return (bars.high[i] + bars.low[i] + bars.close[i]) / 3;
  }

  private static void bands(BarOracle bars) {
    for (int n : new int[] {20, 60}) {
      IntToDoubleFunction vwap =
          i ->
              mean(i, n, at -> bars.volume[at] * typical(bars, at))
                  / mean(i, n, at -> bars.volume[at]);
      IntToDoubleFunction deviation =
          i -> {
            double middle = vwap.applyAsDouble(i);
            return Math.sqrt(
                mean(i, n, at -> bars.volume[at] * Math.pow(typical(bars, at) - middle, 2))
                    / mean(i, n, at -> bars.volume[at]));
          };
      bars.same(
          "vwap_band_" + n, n - 1, i -> deviation.applyAsDouble(i) / vwap.applyAsDouble(i) * 1e4);
      bars.same(
          "vwap_z_" + n,
          n - 1,
          i -> (bars.close[i] - vwap.applyAsDouble(i)) / deviation.applyAsDouble(i));
    }
  }

  private static void relative(BarOracle bars) {
    IntToDoubleFunction volume = i -> bars.volume[i];
    for (int n : new int[] {10, 20, 60}) {
      bars.same("volume_rel_" + n, n - 1, i -> bars.volume[i] / mean(i, n, volume));
    }
    bars.same("volume_ratio_10_60", 59, i -> mean(i, 10, volume) / mean(i, 60, volume));
    for (int n : new int[] {20, 60}) {
      bars.same(
          "volume_z_" + n,
          n - 1,
          i -> (bars.volume[i] - mean(i, n, volume)) / Math.sqrt(covariance(i, n, volume, volume)));
    }
  }

  /** Averages with weight 2 / (n + 1), seeded with the mean of n values from a bar on. */
  private static double[] ema(BarOracle bars, int from, int n, IntToDoubleFunction term) {
    double[] ema = new double[bars.size()];
    ema[from + n - 1] = mean(from + n - 1, n, term);
    for (int i = from + n; i < ema.length; i++) {
      ema[i] = (2 * term.applyAsDouble(i) + (n - 1) * ema[i - 1]) / (n + 1);
    }
    return ema;
  }

  private static void effort(BarOracle bars) {
    for (int n : new int[] {2, 13}) {
      double[] force = ema(bars, 1, n, i -> (bars.close[i] - bars.close[i - 1]) * bars.volume[i]);
      double[] volume = ema(bars, 1, n, i -> bars.volume[i]);
      bars.same("force_" + n, n, i -> force[i] / volume[i] / bars.close[i] * 1e4);
    }
    for (int n : new int[] {14, 28}) {
      IntToDoubleFunction ease =
          i ->
              bars.volume[i] == 0
                  ? 0
                  : ((bars.high[i] + bars.low[i]) / 2 - (bars.high[i - 1] + bars.low[i - 1]) / 2)
                      / (bars.volume[i] / (bars.high[i] - bars.low[i]));
      bars.same(
          "ease_of_movement_" + n,
          n,
          i ->
              mean(i, n, at -> bars.high[at] == bars.low[at] ? 0 : ease.applyAsDouble(at))
                  * mean(i, n, at -> bars.volume[at])
                  / mean(i, n, at -> bars.high[at] - bars.low[at])
                  / bars.close[i]
                  * 1e4);
    }
  }

  private static void startOfIndexes(BarOracle bars, String id, int sign) {
    double[] index = new double[bars.size()];
    index[0] = 1000;
    for (int i = 1; i < index.length; i++) {
      boolean follows = sign * (bars.volume[i] - bars.volume[i - 1]) > 0;
      index[i] = index[i - 1] * (follows ? bars.close[i] / bars.close[i - 1] : 1);
    }
    double[] average = ema(bars, 0, 50, i -> index[i]);
    bars.same(id, 49, i -> (index[i] - average[i]) / average[i] * 1e4);
  }

  private static void takers(BarOracle bars) {
    IntToDoubleFunction volume = i -> bars.volume[i];
    IntToDoubleFunction trades = i -> bars.bars().get(i).trades();
    for (int n : new int[] {1, 5, 20, 60}) {
      bars.same(
          "taker_buy_share_" + n,
          n - 1,
          i -> mean(i, n, at -> bars.bars().get(at).takerBuyVolume()) / mean(i, n, volume));
    }
    for (int n : new int[] {20, 60}) {
      bars.same("trades_rel_" + n, n - 1, i -> trades.applyAsDouble(i) / mean(i, n, trades));
      bars.same(
          "trade_size_rel_" + n,
          n - 1,
          i ->
              bars.volume[i] / trades.applyAsDouble(i) / (mean(i, n, volume) / mean(i, n, trades)));
    }
  }

  private static void relations(BarOracle bars) {
    IntToDoubleFunction volume = i -> bars.volume[i];
    IntToDoubleFunction flow = i -> 2 * bars.bars().get(i).takerBuyVolume() - bars.volume[i];
    for (int n : new int[] {20, 60}) {
      bars.same("volume_return_corr_" + n, n, i -> correlation(i, n, bars::logReturn, volume));
      bars.same(
          "volume_move_corr_" + n,
          n,
          i -> correlation(i, n, at -> Math.abs(bars.logReturn(at)), volume));
      bars.same(
          "taker_impact_" + n,
          n,
          i ->
              covariance(i, n, bars::logReturn, flow)
                  / covariance(i, n, flow, flow)
                  * mean(i, n, volume)
                  * 1e4);
    }
  }
}
