package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.instrument.Instrument;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The features of bars straight from their definitions, over all bars of one specification. */
final class NaiveBars {
  private final Map<String, Double> out;
  private final int count;
  private final double[] close;
  private final double[] high;
  private final double[] low;
  private final double[] signed;
  private final double[] notional;

  NaiveBars(Instrument instrument, List<Bar> bars, Map<String, Double> out) {
    this.out = out;
    count = bars.size();
    close = bars.stream().mapToDouble(bar -> instrument.price(bar.close())).toArray();
    high = bars.stream().mapToDouble(bar -> instrument.price(bar.high())).toArray();
    low = bars.stream().mapToDouble(bar -> instrument.price(bar.low())).toArray();
    signed =
        bars.stream()
            .mapToDouble(bar -> bar.takerBuyVolume() - (bar.volume() - bar.takerBuyVolume()))
            .toArray();
    notional = bars.stream().mapToDouble(Bar::quoteVolume).toArray();
  }

  private void put(String id, double value, boolean valid) {
    if (valid && Double.isFinite(value)) {
      out.put(id, value);
    }
  }

  private double last(int age) {
    return close[count - 1 - age];
  }

  private double logReturn(int age) {
    return Math.log(last(age) / last(age + 1));
  }

  /** The newest n log returns, oldest first. */
  private double[] returns(int n) {
    double[] returns = new double[n];
    for (int age = 0; age < n; age++) {
      returns[n - 1 - age] = logReturn(age);
    }
    return returns;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double covariance(double[] x, double[] y) {
    double mx = mean(x);
    double my = mean(y);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - mx) * (y[i] - my);
    }
    return sum / x.length;
  }

  private static double[] ema(double[] input, int from, int period) {
    double[] result = new double[input.length];
    Arrays.fill(result, Double.NaN);
    if (input.length - from >= period) {
      result[from + period - 1] = mean(Arrays.copyOfRange(input, from, from + period));
      double weight = 2.0 / (period + 1);
      for (int i = from + period; i < input.length; i++) {
        result[i] = weight * input[i] + (1 - weight) * result[i - 1];
      }
    }
    return result;
  }

  private static double wilder(double[] input, int period) {
    double value = mean(Arrays.copyOf(input, period));
    for (int i = period; i < input.length; i++) {
      value = value * (period - 1) / period + input[i] / period;
    }
    return value;
  }

  /** The indicators of a timeframe with this suffix. */
  void indicators(String bar) {
    if (count == 0) {
      return;
    }
    for (int n : new int[] {9, 21, 50}) {
      double average = ema(close, 0, n)[count - 1];
      put("ema_dist_" + n + "_" + bar, (last(0) / average - 1) * 1e4, count >= n);
    }
    if (count >= 34) {
      double[] fast = ema(close, 14, 12);
      double[] slow = ema(close, 0, 26);
      double[] line = new double[count];
      Arrays.setAll(line, i -> fast[i] - slow[i]);
      double signal = ema(line, 25, 9)[count - 1];
      put("macd_" + bar, line[count - 1] / last(0) * 1e4, true);
      put("macd_signal_" + bar, signal / last(0) * 1e4, true);
      put("macd_hist_" + bar, (line[count - 1] - signal) / last(0) * 1e4, true);
    }
    if (count >= 15) {
      wilders(bar);
    }
    if (count >= 20) {
      bands(bar);
    }
    put("roc_10_" + bar, count > 10 ? 100 * (last(0) - last(10)) / last(10) : 0, count > 10);
    range("stoch_k_14_" + bar, 14, 100);
    range("donchian_20_" + bar, 20, 1);
    if (count > 60) {
      variation(bar);
    }
  }

  private void wilders(String bar) {
    double[] up = new double[count - 1];
    double[] down = new double[count - 1];
    double[] range = new double[count - 1];
    for (int i = 1; i < count; i++) {
      up[i - 1] = Math.max(0, close[i] - close[i - 1]);
      down[i - 1] = Math.max(0, close[i - 1] - close[i]);
      double gap = Math.max(Math.abs(high[i] - close[i - 1]), Math.abs(low[i] - close[i - 1]));
      range[i - 1] = Math.max(high[i] - low[i], gap);
    }
    double gain = wilder(up, 14);
    double loss = wilder(down, 14);
    double rsi = gain + loss == 0 ? 50 : loss == 0 ? 100 : 100 - 100 / (1 + gain / loss);
    put("rsi_14_" + bar, rsi, true);
    put("atr_14_" + bar, wilder(range, 14) / last(0) * 1e4, true);
  }

  private void bands(String bar) {
    double[] closes = Arrays.copyOfRange(close, count - 20, count);
    double middle = mean(closes);
    double deviation = Math.sqrt(covariance(closes, closes));
    boolean moved = Arrays.stream(closes).distinct().count() > 1;
    double lower = middle - 2 * deviation;
    double upper = middle + 2 * deviation;
    put("bollinger_b_" + bar, (last(0) - lower) / (upper - lower), moved);
    put("bollinger_width_" + bar, moved ? (upper - lower) / middle * 1e4 : 0, true);
    put("zscore_20_" + bar, (last(0) - middle) / deviation, moved);
  }

  private void range(String id, int length, double scale) {
    if (count >= length) {
      double top = Arrays.stream(high, count - length, count).max().orElseThrow();
      double bottom = Arrays.stream(low, count - length, count).min().orElseThrow();
      put(id, scale * (last(0) - bottom) / (top - bottom), top > bottom);
    }
  }

  private void variation(String bar) {
    double[] r = returns(60);
    double squares = 0;
    double cubes = 0;
    double products = 0;
    double lagged = 0;
    double spread = 0;
    double mean = mean(r);
    for (int i = 0; i < 60; i++) {
      squares += Math.pow(r[i], 2);
      cubes += Math.pow(r[i], 3);
      spread += Math.pow(r[i] - mean, 2);
      if (i > 0) {
        products += Math.abs(r[i]) * Math.abs(r[i - 1]);
        lagged += (r[i] - mean) * (r[i - 1] - mean);
      }
    }
    double bipower = Math.PI / 2 * products * 60 / 59;
    boolean moved = squares > 0;
    put("realised_vol_60_" + bar, Math.sqrt(squares) * 1e4, true);
    put("bipower_60_" + bar, Math.sqrt(bipower) * 1e4, true);
    put("jump_ratio_60_" + bar, Math.max(0, (squares - bipower) / squares), moved);
    put("realised_skew_60_" + bar, Math.sqrt(60) * cubes / Math.pow(squares, 1.5), moved);
    put("autocorr_60_" + bar, lagged / spread, moved);
  }

  /** Returns and liquidity over windows of bars. */
  void windows(FeatureOptions options) {
    for (int seconds : options.windowsSeconds()) {
      int n = (int) (seconds * 1_000_000_000L / options.fastBarNs());
      if (count > n) {
        put("return_" + seconds + "s", Math.log(last(0) / last(n)) * 1e4, true);
        if (n >= 10) {
          liquidity("_" + seconds + "s", n);
        }
      }
    }
  }

  private void liquidity(String suffix, int n) {
    double[] r = returns(n);
    double[] flow = Arrays.copyOfRange(signed, count - n, count);
    double[] value = Arrays.copyOfRange(notional, count - n, count);
    double squares = 0;
    double illiquidity = 0;
    int traded = 0;
    for (int i = 0; i < n; i++) {
      squares += r[i] * r[i];
      if (value[i] > 0) {
        illiquidity += Math.abs(r[i]) * 1e4 / (value[i] / 1e6);
        traded++;
      }
    }
    put("realised_vol" + suffix, Math.sqrt(squares) * 1e4, true);
    double top = Arrays.stream(high, count - n, count).max().orElseThrow();
    double bottom = Arrays.stream(low, count - n, count).min().orElseThrow();
    put("range" + suffix, (top - bottom) / last(0) * 1e4, true);
    boolean flowed = Arrays.stream(flow).distinct().count() > 1;
    double slope = covariance(flow, r) / covariance(flow, flow) * 1e4;
    put("kyle_lambda" + suffix, slope, flowed);
    put("amihud" + suffix, illiquidity / traded, traded > 0);
    double[] change = new double[n];
    for (int i = 0; i < n; i++) {
      change[i] = close[count - n + i] - close[count - n + i - 1];
    }
    double mean = mean(change);
    double product = 0;
    for (int i = 1; i < n; i++) {
      product += (change[i] - mean) * (change[i - 1] - mean);
    }
    double serial = product / (n - 1);
    put("roll_spread" + suffix, 2 * Math.sqrt(Math.max(0, -serial)) / last(0) * 1e4, true);
  }
}
