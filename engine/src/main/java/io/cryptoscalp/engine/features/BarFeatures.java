package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Technical indicators and return statistics on the bars of one timeframe F, renewed when a bar
 * closes (c, h, l: close, high, low; r: log return).
 *
 * <ul>
 *   <li>{@code ema_dist_N_F} = (c - EMA N) / EMA N * 1e4, bps, N = 9, 21, 50: {@link Ema}; N bars.
 *   <li>{@code rsi_14_F} Wilder's relative strength index, 0 to 100, 50 when no price moved.
 *   <li>{@code macd_F}, {@code macd_signal_F}, {@code macd_hist_F}: {@link Macd} / c * 1e4, bps.
 *   <li>{@code atr_14_F} Wilder's average true range / c * 1e4, bps.
 *   <li>{@code bollinger_b_F} = (c - lower) / (upper - lower), {@code bollinger_width_F} = (upper -
 *       lower) / middle * 1e4, bps; 20 bars, 2 population standard deviations (Bollinger 2001).
 *   <li>{@code zscore_20_F} = (c - mean) / standard deviation of 20 closes.
 *   <li>{@code roc_10_F} = (c / c[10] - 1) * 100, percent.
 *   <li>{@code stoch_k_14_F} = 100 (c - lowest l) / (highest h - lowest l), 0 to 100 (Lane).
 *   <li>{@code donchian_20_F} the same over 20 bars, 0 to 1.
 *   <li>{@code realised_vol_60_F} = sqrt(RV) * 1e4, RV = sum r^2 of 60 returns (Andersen and
 *       Bollerslev 1998); {@code bipower_60_F} = sqrt(BV) * 1e4, BV = pi / 2 * 60 / 59 * sum |r_i
 *       r_(i-1)| (Barndorff-Nielsen and Shephard 2004); {@code jump_ratio_60_F} = max(0, 1 - BV /
 *       RV).
 *   <li>{@code realised_skew_60_F} = sqrt(60) sum r^3 / RV^1.5 (Amaya et al. 2015).
 *   <li>{@code autocorr_60_F} lag-1 autocorrelation of 60 returns, -1 to 1.
 * </ul>
 *
 * Where a denominator is zero (no price moved) the value is invalid, except the RSI's.
 */
final class BarFeatures {
  private static final int CLOSE = 0;
  private static final int HIGH = 1;
  private static final int LOW = 2;
  private static final int RETURN = 3;
  private static final int RETURNS = 60;
  private static final int[] EMAS = {9, 21, 50};

  private final Instrument instrument;
  private final Ema[] emas = new Ema[EMAS.length];
  private final Macd macd = new Macd();
  private final Wilder gains = new Wilder(14);
  private final Wilder losses = new Wilder(14);
  private final Wilder trueRange = new Wilder(14);
  private final BarWindow bars = new BarWindow(RETURNS, 4);
  private long count;

  BarFeatures(Instrument instrument) {
    this.instrument = instrument;
    for (int i = 0; i < EMAS.length; i++) {
      emas[i] = new Ema(EMAS[i], 0);
    }
  }

  static void describe(Definitions to, String bar) {
    to.family("bar-" + bar, bar, "close, high, low");
    for (int period : EMAS) {
      to.warmUp(period + " bars").source("TA-Lib EMA");
      to.free("ema_dist_" + period + "_" + bar, "(close - EMA) / EMA", "bps");
    }
    to.warmUp("15 bars").source("Wilder 1978");
    to.add("rsi_14_" + bar, "relative strength index", "1", 0, 100);
    to.warmUp("34 bars").source("Appel, as TA-Lib MACD");
    to.free("macd_" + bar, "(EMA 12 - EMA 26) / close", "bps");
    to.free("macd_signal_" + bar, "EMA 9 of the MACD line / close", "bps");
    to.free("macd_hist_" + bar, "(MACD line - signal) / close", "bps");
    to.warmUp("15 bars").source("Wilder 1978");
    to.positive("atr_14_" + bar, "average true range / close", "bps");
    to.warmUp("20 bars, the close moved").source("Bollinger 2001");
    to.free("bollinger_b_" + bar, "(close - lower band) / (upper - lower)", "1");
    to.warmUp("20 bars");
    to.positive("bollinger_width_" + bar, "(upper - lower band) / middle", "bps");
    to.warmUp("20 bars, the close moved");
    to.free("zscore_20_" + bar, "(close - mean) / standard deviation of 20 closes", "1");
    to.warmUp("11 bars").source("TA-Lib ROC");
    to.free("roc_10_" + bar, "close / close 10 bars ago - 1", "%");
    to.warmUp("14 bars, a price moved").source("Lane 1984");
    to.add("stoch_k_14_" + bar, "100 * (close - lowest low) / (high - low range)", "1", 0, 100);
    to.warmUp("20 bars, a price moved").source("Donchian channel");
    to.add("donchian_20_" + bar, "position of the close in the 20-bar range", "1", 0, 1);
    to.warmUp("61 bars").source("Andersen & Bollerslev 1998");
    to.positive("realised_vol_60_" + bar, "root of the sum of 60 squared returns", "bps");
    to.source("Barndorff-Nielsen & Shephard 2004");
    to.positive("bipower_60_" + bar, "root of the bipower variation of 60 returns", "bps");
    to.warmUp("61 bars, the close moved");
    to.add("jump_ratio_60_" + bar, "max(0, 1 - bipower / realised variance)", "1", 0, 1);
    to.source("Amaya et al. 2015");
    double bound = 7.746; // sqrt(60): sum r^3 <= (sum r^2)^1.5
    to.add("realised_skew_60_" + bar, "root 60 * sum r^3 / RV^1.5", "1", -bound, bound);
    to.source("Campbell, Lo & MacKinlay 1997, 2.4.1");
    to.add("autocorr_60_" + bar, "lag-1 autocorrelation of 60 returns", "1", -1, 1);
  }

  void onBar(Bar bar) {
    double close = instrument.price(bar.close());
    double high = instrument.price(bar.high());
    double low = instrument.price(bar.low());
    double logReturn = 0;
    if (count > 0) {
      double previous = bars.get(CLOSE, 0);
      gains.add(Math.max(0, close - previous));
      losses.add(Math.max(0, previous - close));
      trueRange.add(Math.max(high, previous) - Math.min(low, previous));
      logReturn = close == previous ? 0 : StrictMath.log(close / previous);
    }
    count++;
    bars.push();
    bars.set(CLOSE, close);
    bars.set(HIGH, high);
    bars.set(LOW, low);
    bars.set(RETURN, logReturn);
    for (Ema ema : emas) {
      ema.add(close);
    }
    macd.add(close);
  }

  void emit(FeatureSink out) {
    double close = count > 0 ? bars.get(CLOSE, 0) : 0;
    for (Ema ema : emas) {
      out.put((close - ema.value()) / ema.value() * 1e4, ema.warm());
    }
    double moved = gains.value() + losses.value();
    out.put(moved == 0 ? 50 : 100 * (gains.value() / moved), gains.warm());
    out.put(macd.line() / close * 1e4, macd.warm());
    out.put(macd.signal() / close * 1e4, macd.warm());
    out.put((macd.line() - macd.signal()) / close * 1e4, macd.warm());
    out.put(trueRange.value() / close * 1e4, trueRange.warm());
    emitBands(out, close);
    out.put((close / (count > 10 ? bars.get(CLOSE, 10) : 1) - 1) * 100, count > 10);
    emitRange(out, close, 14, 100);
    emitRange(out, close, 20, 1);
    emitReturns(out);
  }

  private void emitBands(FeatureSink out, double close) {
    boolean warm = count >= 20;
    double mean = 0;
    double variance = 0;
    if (warm) {
      for (int age = 0; age < 20; age++) {
        mean += bars.get(CLOSE, age);
      }
      mean /= 20;
      for (int age = 0; age < 20; age++) {
        double distance = bars.get(CLOSE, age) - mean;
        variance += distance * distance;
      }
    }
    double deviation = Math.sqrt(variance / 20);
    // Below this the closes are equal and only the mean's rounding is left.
    boolean moved = warm && deviation > mean * 1e-12;
    out.put((close - mean + 2 * deviation) / (4 * deviation), moved);
    out.put(moved ? 4 * deviation / mean * 1e4 : 0, warm);
    out.put((close - mean) / deviation, moved);
  }

  private void emitRange(FeatureSink out, double close, int length, double scale) {
    boolean warm = count >= length;
    double high = warm ? bars.highest(HIGH, length) : 0;
    double low = warm ? bars.lowest(LOW, length) : 0;
    out.put(scale * ((close - low) / (high - low)), warm && high > low);
  }

  private void emitReturns(FeatureSink out) {
    boolean warm = count > RETURNS;
    double squares = 0;
    double cubes = 0;
    double products = 0;
    double sum = 0;
    if (warm) {
      double newer = 0;
      for (int age = 0; age < RETURNS; age++) {
        double r = bars.get(RETURN, age);
        squares += r * r;
        cubes += r * r * r;
        products += Math.abs(r * newer);
        sum += r;
        newer = r;
      }
    }
    boolean moved = warm && squares > 0;
    double bipower = StrictMath.PI / 2 * RETURNS / (RETURNS - 1) * products;
    out.put(Math.sqrt(squares) * 1e4, warm);
    out.put(Math.sqrt(bipower) * 1e4, warm);
    out.put(Math.max(0, 1 - bipower / squares), moved);
    out.put(Math.sqrt(RETURNS) * cubes / (squares * Math.sqrt(squares)), moved);
    out.put(moved ? autocorrelation(sum / RETURNS) : 0, moved);
  }

  private double autocorrelation(double mean) {
    double covariance = 0;
    double variance = 0;
    double newer = 0;
    for (int age = 0; age < RETURNS; age++) {
      double d = bars.get(RETURN, age) - mean;
      variance += d * d;
      covariance += d * newer;
      newer = d;
    }
    return covariance / variance;
  }

  void write(StateWriter out) {
    out.writeLong(count);
    bars.write(out);
    for (Ema ema : emas) {
      ema.write(out);
    }
    macd.write(out);
    gains.write(out);
    losses.write(out);
    trueRange.write(out);
  }

  void read(StateReader in) {
    count = in.readLong();
    bars.read(in);
    for (Ema ema : emas) {
      ema.read(in);
    }
    macd.read(in);
    gains.read(in);
    losses.read(in);
    trueRange.read(in);
  }
}
