package io.cryptoscalp.bench.features;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MAType;
import com.tictactec.ta.lib.MInteger;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ta4j.core.BarSeries;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.CCIIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.PPOIndicator;
import org.ta4j.core.indicators.ROCIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.StochasticOscillatorKIndicator;
import org.ta4j.core.indicators.WMAIndicator;
import org.ta4j.core.indicators.WilliamsRIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.HighPriceIndicator;
import org.ta4j.core.indicators.helpers.HighestValueIndicator;
import org.ta4j.core.indicators.helpers.LowPriceIndicator;
import org.ta4j.core.indicators.helpers.LowestValueIndicator;
import org.ta4j.core.indicators.numeric.NumericIndicator;
import org.ta4j.core.indicators.statistics.SimpleLinearRegressionIndicator;
import org.ta4j.core.indicators.statistics.SimpleLinearRegressionIndicator.SimpleLinearRegressionType;
import org.ta4j.core.num.Num;

/**
 * One indicator in all three libraries.
 *
 * @param feature id of the feature without the timeframe
 * @param ta4j the indicator on a series; null where ta4j's values differ: its directional movement
 *     is 0 when it is asked bar by bar
 * @param taLib the function on a range of bars
 * @param meaning the feature of a library's value at a bar
 * @param scale the size of an ordinary value, to which differences relate where the value is less
 */
record Indicator(
    String feature,
    @Nullable Function<BarSeries, org.ta4j.core.Indicator<Num>> ta4j,
    TaLib taLib,
    Meaning meaning,
    double scale) {

  /** A function of TA-Lib on bars {@code from} to {@code to}, both included. */
  interface TaLib {
    void call(
        Core core, Candles on, int from, int to, MInteger begin, MInteger count, double[] out);
  }

  /** What the feature is, given a library's value. */
  interface Meaning {
    double of(double value, double close);
  }

  Indicator(
      String feature,
      @Nullable Function<BarSeries, org.ta4j.core.Indicator<Num>> ta4j,
      TaLib taLib,
      Meaning meaning) {
    this(feature, ta4j, taLib, meaning, 1);
  }

  private static final Meaning SAME = (value, close) -> value;
  private static final Meaning BELOW = (value, close) -> (close - value) / value * 1e4;
  private static final Meaning BPS = (value, close) -> value / close * 1e4;

  /** Those that the libraries define alike. */
  static List<Indicator> all() {
    return List.of(
        new Indicator(
            "sma_dist_20",
            s -> new SMAIndicator(new ClosePriceIndicator(s), 20),
            (t, c, i, j, b, n, out) -> t.sma(i, j, c.close, 20, b, n, out),
            BELOW),
        new Indicator(
            "sma_dist_200",
            s -> new SMAIndicator(new ClosePriceIndicator(s), 200),
            (t, c, i, j, b, n, out) -> t.sma(i, j, c.close, 200, b, n, out),
            BELOW),
        new Indicator(
            "ema_dist_21",
            s -> new EMAIndicator(new ClosePriceIndicator(s), 21),
            (t, c, i, j, b, n, out) -> t.ema(i, j, c.close, 21, b, n, out),
            BELOW),
        new Indicator(
            "wma_dist_50",
            s -> new WMAIndicator(new ClosePriceIndicator(s), 50),
            (t, c, i, j, b, n, out) -> t.wma(i, j, c.close, 50, b, n, out),
            BELOW),
        new Indicator("macd_hist_8_17_9", Indicator::histogram, Indicator::histogram, BPS),
        new Indicator(
            "rsi_14",
            s -> new RSIIndicator(new ClosePriceIndicator(s), 14),
            (t, c, i, j, b, n, out) -> t.rsi(i, j, c.close, 14, b, n, out),
            SAME),
        new Indicator(
            "stoch_k_14",
            s -> new StochasticOscillatorKIndicator(s, 14),
            (t, c, i, j, b, n, out) ->
                t.stochF(
                    i,
                    j,
                    c.high,
                    c.low,
                    c.close,
                    14,
                    1,
                    MAType.Sma,
                    b,
                    n,
                    out,
                    new double[out.length]),
            SAME),
        new Indicator(
            "williams_r_14",
            s -> new WilliamsRIndicator(s, 14),
            (t, c, i, j, b, n, out) -> t.willR(i, j, c.high, c.low, c.close, 14, b, n, out),
            SAME),
        new Indicator(
            "cci_20",
            s -> new CCIIndicator(s, 20),
            (t, c, i, j, b, n, out) -> t.cci(i, j, c.high, c.low, c.close, 20, b, n, out),
            SAME,
            100),
        new Indicator(
            "roc_10",
            s -> new ROCIndicator(new ClosePriceIndicator(s), 10),
            (t, c, i, j, b, n, out) -> t.roc(i, j, c.close, 10, b, n, out),
            SAME),
        new Indicator(
            "ppo_12_26",
            s -> new PPOIndicator(new ClosePriceIndicator(s), 12, 26),
            (t, c, i, j, b, n, out) -> t.ppo(i, j, c.close, 12, 26, MAType.Ema, b, n, out),
            (value, close) -> value * 100),
        new Indicator(
            "atr_14",
            s -> new ATRIndicator(s, 14),
            (t, c, i, j, b, n, out) -> t.atr(i, j, c.high, c.low, c.close, 14, b, n, out),
            BPS),
        new Indicator(
            "adx_14",
            null,
            (t, c, i, j, b, n, out) -> t.adx(i, j, c.high, c.low, c.close, 14, b, n, out),
            SAME),
        new Indicator(
            "linreg_slope_50",
            s ->
                new SimpleLinearRegressionIndicator(
                    new ClosePriceIndicator(s), 50, SimpleLinearRegressionType.SLOPE),
            (t, c, i, j, b, n, out) -> t.linearRegSlope(i, j, c.close, 50, b, n, out),
            BPS),
        new Indicator("donchian_width_55", Indicator::channel, Indicator::channel, BPS));
  }

  private static org.ta4j.core.Indicator<Num> histogram(BarSeries series) {
    MACDIndicator macd = new MACDIndicator(new ClosePriceIndicator(series), 8, 17);
    return NumericIndicator.of(macd).minus(new EMAIndicator(macd, 9));
  }

  private static void histogram(
      Core core, Candles on, int from, int to, MInteger begin, MInteger count, double[] out) {
    double[] macd = new double[out.length];
    double[] signal = new double[out.length];
    core.macd(from, to, on.close, 8, 17, 9, begin, count, macd, signal, out);
  }

  private static org.ta4j.core.Indicator<Num> channel(BarSeries series) {
    return NumericIndicator.of(new HighestValueIndicator(new HighPriceIndicator(series), 55))
        .minus(new LowestValueIndicator(new LowPriceIndicator(series), 55));
  }

  private static void channel(
      Core core, Candles on, int from, int to, MInteger begin, MInteger count, double[] out) {
    double[] lowest = new double[out.length];
    core.max(from, to, on.high, 55, begin, count, out);
    core.min(from, to, on.low, 55, begin, count, lowest);
    for (int i = 0; i < count.value; i++) {
      out[i] -= lowest[i];
    }
  }
}
