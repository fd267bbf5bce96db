package io.cryptoscalp.engine.features.momentum;

import io.cryptoscalp.engine.features.trend.OracleBars;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Do the momentum features that no library defines equal their definition, from raw bars? */
class MomentumTwinTest {
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
    changes(bars);
    trueStrength(bars);
    averages(bars);
    powers(bars);
    connors(bars);
    commodityChannel(bars, 14);
    commodityChannel(bars, 20);
  }

  /** An exponential average whose seed is the mean of the n values from {@code first} on. */
  private static double[] ema(double[] x, int first, int n, double weight) {
    double[] out = new double[x.length];
    double average = 0;
    for (int i = first; i < first + n; i++) {
      average += x[i] / n;
    }
    out[first + n - 1] = average;
    for (int i = first + n; i < x.length; i++) {
      average = weight * x[i] + (1 - weight) * average;
      out[i] = average;
    }
    return out;
  }

  private static double[] ema(double[] x, int first, int n) {
    return ema(x, first, n, 2.0 / (n + 1));
  }

  private static double mean(IntToDoubleFunction x, int n, int i) {
    double sum = 0;
    for (int age = 0; age < n; age++) {
      sum += x.applyAsDouble(i - age);
    }
    return sum / n;
  }

  private static double[] changes(double[] x) {
    double[] out = new double[x.length];
    for (int i = 1; i < x.length; i++) {
      out[i] = x[i] - x[i - 1];
    }
    return out;
  }

  private static double[] each(double[] x, DoubleUnaryOperator f) {
    double[] out = x.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = f.applyAsDouble(x[i]);
    }
    return out;
  }

  /** Wilder's index of the changes of x, which has values from {@code first} on. */
  private static double[] rsi(double[] x, int first, int n) {
    double[] change = changes(x);
    double[] up = ema(each(change, c -> Math.max(0, c)), first + 1, n, 1.0 / n);
    double[] down = ema(each(change, c -> Math.max(0, -c)), first + 1, n, 1.0 / n);
    double[] out = new double[x.length];
    for (int i = first + n; i < x.length; i++) {
      out[i] = up[i] + down[i] == 0 ? 50 : 100 - 100 / (1 + up[i] / down[i]);
    }
    return out;
  }

  private static void changes(OracleBars bars) {
    double[] rsi = rsi(bars.close, 0, 14);
    bars.same("rsi_change_14", 19, i -> rsi[i] - rsi[i - 5]);
    IntToDoubleFunction roc = i -> 100 * (bars.close[i] / bars.close[i - 10] - 1);
    bars.same("roc_change_10", 20, i -> roc.applyAsDouble(i) - roc.applyAsDouble(i - 10));
    double[] fisher = bars.feature("fisher_10");
    bars.same("fisher_change_10", 10, i -> fisher[i] - fisher[i - 1]);
    double[] kst = bars.feature("kst");
    bars.same("kst_signal", 52, i -> mean(j -> kst[j], 9, i));
  }

  private static void trueStrength(OracleBars bars) {
    double[] change = changes(bars.close);
    double[] up = ema(ema(change, 1, 25), 25, 13);
    double[] all = ema(ema(each(change, Math::abs), 1, 25), 25, 13);
    double[] tsi = new double[bars.size];
    for (int i = 37; i < bars.size; i++) {
      tsi[i] = 100 * up[i] / all[i];
    }
    bars.same("tsi_25_13", 37, i -> tsi[i]);
    double[] signal = ema(tsi, 37, 7);
    bars.same("tsi_signal_25_13", 43, i -> signal[i]);
  }

  private static void averages(OracleBars bars) {
    double[] thrice = ema(ema(ema(bars.close, 0, 15), 14, 15), 28, 15);
    double[] trix = new double[bars.size];
    double[] e12 = ema(bars.close, 0, 12);
    double[] e26 = ema(bars.close, 0, 26);
    double[] ppo = new double[bars.size];
    for (int i = 25; i < bars.size; i++) {
      ppo[i] = (e12[i] / e26[i] - 1) * 1e4;
      trix[i] = i < 43 ? 0 : (thrice[i] / thrice[i - 1] - 1) * 1e4;
    }
    double[] trixSignal = ema(trix, 43, 9);
    double[] ppoSignal = ema(ppo, 25, 9);
    bars.same("trix_signal_15", 51, i -> trixSignal[i]);
    bars.same("ppo_hist_12_26", 33, i -> ppo[i] - ppoSignal[i]);
    IntToDoubleFunction median = i -> (bars.high[i] + bars.low[i]) / 2;
    IntToDoubleFunction awesome = i -> mean(median, 5, i) - mean(median, 34, i);
    bars.same(
        "accelerator_5_34", 37, i -> bars.bps(awesome.applyAsDouble(i) - mean(awesome, 5, i), i));
  }

  private static void powers(OracleBars bars) {
    double[] ema = ema(bars.close, 0, 13);
    bars.same("bull_power_13", 12, i -> bars.bps(bars.high[i] - ema[i], i));
    bars.same("bear_power_13", 12, i -> bars.bps(bars.low[i] - ema[i], i));
    IntToDoubleFunction bop =
        i ->
            bars.high[i] > bars.low[i]
                ? (bars.close[i] - bars.open[i]) / (bars.high[i] - bars.low[i])
                : 0;
    bars.same("bop_14", 13, i -> mean(bop, 14, i));
  }

  private static void connors(OracleBars bars) {
    double[] streak = new double[bars.size];
    double[] rank = new double[bars.size];
    for (int i = 1; i < bars.size; i++) {
      double sign = Math.signum(bars.close[i] - bars.close[i - 1]);
      int run = 0;
      while (sign != 0
          && i - run > 0
          && Math.signum(bars.close[i - run] - bars.close[i - run - 1]) == sign) {
        run++;
      }
      streak[i] = sign * run;
    }
    for (int i = 101; i < bars.size; i++) {
      double newest = change(bars, i);
      for (int age = 1; age <= 100; age++) {
        rank[i] += change(bars, i - age) < newest ? 1 : 0;
      }
    }
    bars.same("streak", 1, i -> streak[i]);
    bars.same("return_rank_100", 101, i -> rank[i]);
    double[] price = rsi(bars.close, 0, 3);
    double[] runs = rsi(streak, 1, 2);
    bars.same("connors_rsi_3_2_100", 101, i -> (price[i] + runs[i] + rank[i]) / 3);
  }

  private static double change(OracleBars bars, int i) {
    return (bars.close[i] - bars.close[i - 1]) / bars.close[i - 1];
  }

  /** Three times the typical price, in whole units of 1e-6. */
  private static long typical(OracleBars bars, int i) {
    return Math.round(bars.high[i] * 1e6)
        + Math.round(bars.low[i] * 1e6)
        + Math.round(bars.close[i] * 1e6);
  }

  /**
   * In whole numbers, to which prices as doubles are equal to 1e-16: of 30,000 that is 1e-10 of the
   * mean deviation when most bars rest, and the index divides by 0.015 of it. So 1e-8 here.
   */
  private static void commodityChannel(OracleBars bars, int n) {
    bars.same(
        "cci_" + n,
        n - 1,
        i -> {
          long sum = 0;
          for (int age = 0; age < n; age++) {
            sum += typical(bars, i - age);
          }
          long distances = 0;
          for (int age = 0; age < n; age++) {
            distances += Math.abs(n * typical(bars, i - age) - sum);
          }
          return distances == 0 ? 0 : (n * typical(bars, i) - sum) / (0.015 * distances / n);
        },
        1e-8);
  }
}
