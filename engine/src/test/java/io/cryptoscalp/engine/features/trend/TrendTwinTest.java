package io.cryptoscalp.engine.features.trend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Do the trend features that no library defines equal their definition, computed from raw bars? */
class TrendTwinTest {
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
    weighted(bars, 20);
    weighted(bars, 50);
    slopesAndSpreads(bars);
    crosses(bars);
    for (int n : new int[] {20, 50, 100}) {
      regression(bars, n);
    }
    ichimoku(bars);
    vortex(bars, 14);
  }

  private static double sma(OracleBars bars, int n, int i) {
    double sum = 0;
    for (int age = 0; age < n; age++) {
      sum += bars.close[i - age];
    }
    return sum / n;
  }

  /** The average of all bars, the seed's weight included, summed up term by term. */
  private static double[] ema(OracleBars bars, int n) {
    double[] averages = new double[bars.size];
    double weight = 2.0 / (n + 1);
    double average = sma(bars, n, n - 1);
    for (int i = n - 1; i < bars.size; i++) {
      average = i == n - 1 ? average : bars.close[i] * weight + average * (1 - weight);
      averages[i] = average;
    }
    return averages;
  }

  private static double bps(double a, double b) {
    return (a - b) / b * 1e4;
  }

  private static void weighted(OracleBars bars, int n) {
    bars.same(
        "wma_dist_" + n,
        n - 1,
        i -> {
          double sum = 0;
          for (int age = 0; age < n; age++) {
            sum += (n - age) * bars.close[i - age];
          }
          return bars.below(sum * 2 / (n * (n + 1.0)), i);
        });
  }

  private static void slopesAndSpreads(OracleBars bars) {
    for (int n : new int[] {9, 21, 50}) {
      double[] ema = ema(bars, n);
      bars.same("ema_slope_" + n, n + 4, i -> bps(ema[i], ema[i - 5]) / 5);
    }
    for (int n : new int[] {50, 200}) {
      bars.same("sma_slope_" + n, n + 4, i -> bps(sma(bars, n, i), sma(bars, n, i - 5)) / 5);
    }
    for (int[] pair : new int[][] {{9, 21}, {21, 50}, {50, 200}}) {
      double[] fast = ema(bars, pair[0]);
      double[] slow = ema(bars, pair[1]);
      bars.same("ema_spread_" + pair[0] + "_" + pair[1], pair[1] - 1, i -> bps(fast[i], slow[i]));
    }
    bars.same("sma_spread_50_200", 199, i -> bps(sma(bars, 50, i), sma(bars, 200, i)));
  }

  private static void crosses(OracleBars bars) {
    double[] e9 = ema(bars, 9);
    double[] e21 = ema(bars, 21);
    double[] e50 = ema(bars, 50);
    double[] e200 = ema(bars, 200);
    bars.same(
        "ema_order",
        199,
        i ->
            Math.signum(e9[i] - e21[i])
                + Math.signum(e21[i] - e50[i])
                + Math.signum(e50[i] - e200[i]));
    bars.same("ema_cross_age_9_21", 20, i -> age(i, 20, j -> e9[j] - e21[j]));
    bars.same(
        "sma_cross_age_50_200", 199, i -> age(i, 199, j -> sma(bars, 50, j) - sma(bars, 200, j)));
    assertThat(bars.feature("ema_cross_age_9_21")).contains(1, -1);
  }

  /** Bars since the spread had the other sign, looking back from bar i. */
  private static double age(int i, int first, IntToDoubleFunction spread) {
    double sign = Math.signum(spread.applyAsDouble(i));
    int age = 1;
    while (age < 100 && i - age >= first && Math.signum(spread.applyAsDouble(i - age)) == sign) {
      age++;
    }
    return sign * age;
  }

  private static void regression(OracleBars bars, int n) {
    double[] r2 = new double[bars.size];
    double[] t = new double[bars.size];
    for (int i = n - 1; i < bars.size; i++) {
      double mean = sma(bars, n, i);
      double timeMean = (n - 1) / 2.0;
      double xx = 0;
      double xy = 0;
      double yy = 0;
      for (int k = 0; k < n; k++) {
        double y = bars.close[i - n + 1 + k] - mean;
        xx += (k - timeMean) * (k - timeMean);
        xy += (k - timeMean) * y;
        yy += y * y;
      }
      double slope = xy / xx;
      double residuals = 0;
      for (int k = 0; k < n; k++) {
        double y = bars.close[i - n + 1 + k] - mean;
        double residual = y - slope * (k - timeMean);
        residuals += residual * residual;
      }
      r2[i] = 1 - residuals / yy;
      t[i] = slope / Math.sqrt(residuals / (n - 2) / xx);
    }
    bars.same("linreg_r2_" + n, n - 1, i -> r2[i]);
    bars.same("linreg_t_" + n, n - 1, i -> t[i]);
  }

  private static double middle(OracleBars bars, int n, int i) {
    double high = bars.high[i];
    double low = bars.low[i];
    for (int age = 1; age < n; age++) {
      high = Math.max(high, bars.high[i - age]);
      low = Math.min(low, bars.low[i - age]);
    }
    return (high + low) / 2;
  }

  private static void ichimoku(OracleBars bars) {
    bars.same("ichimoku_lagging", 25, i -> bps(bars.close[i], bars.close[i - 25]));
    bars.same("ichimoku_tenkan_kijun", 25, i -> bps(middle(bars, 9, i), middle(bars, 26, i)));
    IntToDoubleFunction a = i -> (middle(bars, 9, i) + middle(bars, 26, i)) / 2;
    bars.same("ichimoku_cloud_ahead", 51, i -> bps(a.applyAsDouble(i), middle(bars, 52, i)));
    bars.same(
        "ichimoku_cloud_dist",
        76,
        i -> {
          double one = a.applyAsDouble(i - 25);
          double other = middle(bars, 52, i - 25);
          double close = bars.close[i];
          double top = Math.max(one, other);
          double bottom = Math.min(one, other);
          double gap = close > top ? close - top : close < bottom ? close - bottom : 0;
          return bars.bps(gap, i);
        });
  }

  private static void vortex(OracleBars bars, int n) {
    bars.same(
        "vortex_" + n,
        n,
        i -> {
          double excess = 0;
          double range = 0;
          for (int k = i - n + 1; k <= i; k++) {
            excess +=
                Math.abs(bars.high[k] - bars.low[k - 1]) - Math.abs(bars.low[k] - bars.high[k - 1]);
            range +=
                Math.max(bars.high[k], bars.close[k - 1])
                    - Math.min(bars.low[k], bars.close[k - 1]);
          }
          return excess / range;
        });
  }
}
