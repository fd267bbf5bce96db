package io.cryptoscalp.engine.features;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.instrument.Instrument;
import io.cryptoscalp.engine.state.StateReader;
import io.cryptoscalp.engine.state.StateWriter;

/**
 * Returns, volatility and liquidity measures over the last n fast bars, n the window's length in
 * bars; renewed by the first snapshot after a bar, so a further one costs a copy and bars between
 * snapshots cost nothing.
 *
 * <ul>
 *   <li>{@code return_W} = ln(c / c[n]) * 1e4, bps.
 *   <li>{@code realised_vol_W} = sqrt(sum r^2) * 1e4, bps per window, W of at least 10 bars, as all
 *       that follow.
 *   <li>{@code range_W} = (highest high - lowest low) / c * 1e4, bps.
 *   <li>{@code kyle_lambda_W} least-squares slope of the bar's return (bps) on its signed taker
 *       volume, bps per base unit (Kyle, Continuous Auctions and Insider Trading, 1985; estimator
 *       of Hasbrouck 2009).
 *   <li>{@code roll_spread_W} = 2 sqrt(max(0, -cov(dp_t, dp_(t-1)))) / c * 1e4, bps (Roll 1984).
 *   <li>{@code amihud_W} mean |r| in bps per million quote units of the bar's notional, over bars
 *       with trades (Amihud 2002).
 * </ul>
 */
final class ReturnFeatures {
  private static final int CLOSE = 0;
  private static final int HIGH = 1;
  private static final int LOW = 2;
  private static final int RETURN = 3;
  private static final int SIGNED_VOLUME = 4;
  private static final int NOTIONAL = 5;
  private static final int COLUMNS = 6;
  private static final int LEAST_BARS = 10;
  private static final int PER_WINDOW = 5;

  private final Instrument instrument;
  private final int[] lengths;
  private final BarWindow bars;
  private final double[] values;
  private final boolean[] valid;
  private boolean stale;

  ReturnFeatures(Instrument instrument, FeatureOptions options) {
    this.instrument = instrument;
    lengths = lengths(options);
    bars = new BarWindow(lengths[lengths.length - 1] + 1, COLUMNS);
    int total = 0;
    for (int length : lengths) {
      total += length >= LEAST_BARS ? 1 + PER_WINDOW : 1;
    }
    values = new double[total];
    valid = new boolean[total];
  }

  private static int[] lengths(FeatureOptions options) {
    int[] lengths = new int[options.windowsSeconds().size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = (int) (options.windowsSeconds().get(i) * 1_000_000_000L / options.fastBarNs());
    }
    return lengths;
  }

  static void describe(Definitions to, FeatureOptions options) {
    to.family("return", options.fastBar(), "close, high, low, volumes");
    int[] lengths = lengths(options);
    for (int i = 0; i < lengths.length; i++) {
      String suffix = "_" + options.windowsSeconds().get(i) + "s";
      String bars = lengths[i] + 1 + " bars of " + options.fastBar();
      to.warmUp(bars).source("Campbell, Lo & MacKinlay 1997, 1.4");
      to.free("return" + suffix, "log return over the window", "bps");
      if (lengths[i] < LEAST_BARS) {
        continue;
      }
      to.source("Andersen & Bollerslev 1998");
      to.positive("realised_vol" + suffix, "root of the sum of squared bar returns", "bps");
      to.source("Parkinson 1980");
      to.positive("range" + suffix, "(highest high - lowest low) / close", "bps");
      to.warmUp(bars + ", signed volume varies").source("Kyle 1985; Hasbrouck 2009");
      to.free("kyle_lambda" + suffix, "slope of bar return on signed taker volume", "bps/base");
      to.warmUp(bars).source("Roll 1984");
      to.positive("roll_spread" + suffix, "2 root(-autocovariance of price changes)", "bps");
      to.warmUp(bars + ", one with trades").source("Amihud 2002");
      to.positive("amihud" + suffix, "mean |bar return| / bar notional", "bps/million quote");
    }
  }

  void onBar(Bar bar) {
    double close = instrument.price(bar.close());
    double previous = bars.size() > 0 ? bars.get(CLOSE, 0) : close;
    bars.push();
    bars.set(CLOSE, close);
    bars.set(HIGH, instrument.price(bar.high()));
    bars.set(LOW, instrument.price(bar.low()));
    bars.set(RETURN, close == previous ? 0 : StrictMath.log(close / previous));
    bars.set(SIGNED_VOLUME, 2 * bar.takerBuyVolume() - bar.volume());
    bars.set(NOTIONAL, bar.quoteVolume());
    stale = true;
  }

  private void compute() {
    int at = 0;
    for (int length : lengths) {
      boolean warm = bars.size() > length;
      double close = bars.get(CLOSE, 0);
      double start = warm ? bars.get(CLOSE, length) : close;
      put(at++, close == start ? 0 : StrictMath.log(close / start) * 1e4, warm);
      if (length < LEAST_BARS) {
        continue;
      }
      if (warm) {
        computeWindow(at, length, close);
      }
      at += PER_WINDOW;
    }
  }

  private void computeWindow(int at, int length, double close) {
    double squares = 0;
    double returns = 0;
    double volumes = 0;
    double illiquidity = 0;
    int traded = 0;
    for (int age = 0; age < length; age++) {
      double r = bars.get(RETURN, age);
      double notional = bars.get(NOTIONAL, age);
      squares += r * r;
      returns += r;
      volumes += bars.get(SIGNED_VOLUME, age);
      if (notional > 0) {
        illiquidity += Math.abs(r) / notional;
        traded++;
      }
    }
    double range = bars.highest(HIGH, length) - bars.lowest(LOW, length);
    put(at, Math.sqrt(squares) * 1e4, true);
    put(at + 1, range / close * 1e4, true);
    computeSlope(at + 2, length, returns / length, volumes / length);
    put(at + 3, rollSpread(length) / close * 1e4, true);
    put(at + 4, illiquidity / traded * 1e10, traded > 0);
  }

  private void computeSlope(int at, int length, double meanReturn, double meanVolume) {
    double covariance = 0;
    double variance = 0;
    for (int age = 0; age < length; age++) {
      double volume = bars.get(SIGNED_VOLUME, age) - meanVolume;
      covariance += volume * (bars.get(RETURN, age) - meanReturn);
      variance += volume * volume;
    }
    // Below this the volumes are equal and only the mean's rounding is left.
    boolean varied = variance > length * meanVolume * meanVolume * 1e-26;
    put(at, covariance / variance * 1e4, varied);
  }

  private double rollSpread(int length) {
    int pairs = length - 1;
    double mean = (bars.get(CLOSE, 0) - bars.get(CLOSE, length)) / length;
    double covariance = 0;
    for (int age = 0; age < pairs; age++) {
      double middle = bars.get(CLOSE, age + 1);
      double change = bars.get(CLOSE, age) - middle;
      double earlier = middle - bars.get(CLOSE, age + 2);
      covariance += (change - mean) * (earlier - mean);
    }
    covariance /= pairs;
    return covariance < 0 ? 2 * Math.sqrt(-covariance) : 0;
  }

  private void put(int at, double value, boolean warm) {
    values[at] = value;
    valid[at] = warm;
  }

  void emit(FeatureSink out) {
    if (stale) {
      compute();
      stale = false;
    }
    for (int i = 0; i < values.length; i++) {
      out.put(values[i], valid[i]);
    }
  }

  void write(StateWriter out) {
    bars.write(out);
  }

  void read(StateReader in) {
    bars.read(in);
    stale = bars.size() > 0;
  }
}
